//! Walks of normal steps that whole units of the log hold: of a home's own value, and of the persistent part of wages.

use super::tables::{Broken, Tables};
use crate::foreclosure::RecourseParameters;
use crate::measure::log_units::MOST_WALK;
use crate::told::told;

/// Standard deviations that a walk may go: further it goes with a probability below 10⁻³².
const DEVIATIONS: f64 = 12.0;

/// Volatilities under which a walk could leave what is counted: 12·σ·√T > 40, T the years to the last month of collection.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let (Some(study), Some(household)) = (&tables.study, &tables.household) else { return };
    let Some(recourse) = &tables.recourse else { return };
    let collection = RecourseParameters::from(recourse).collection_months();
    let months = study.horizon_months.saturating_add(study.workout_tail_months).saturating_add(collection);
    let most = MOST_WALK / DEVIATIONS / (f64::from(months.max(1)) / 12.0).sqrt();
    let wages = household.wages.as_ref().map_or(0.0, |wages| wages.persistent_volatility_annual);
    for (key, volatility_annual) in [
        ("household.home_volatility_annual", household.home_volatility_annual),
        ("household.wages.persistent_volatility_annual", wages),
    ] {
        if volatility_annual > most {
            let most = (most * 100.0).floor() / 100.0;
            let message = told!(
                "is above {most:.2}, up to which a walk over the study's {months} months (horizon, tail and collection) stays within a factor of e^40",
                "大于 {most:.2}；在本研究的 {months} 个月（统计期、处置尾期与追偿期）里，不超过它的游走才不出 e^40 倍"
            );
            broken.push(
                Broken::value(key, message)
                    .hint(told!("take a smaller volatility or fewer months", "请取更小的波动率或更少的月份")),
            );
        }
    }
}
