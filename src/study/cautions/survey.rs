//! Rows of a survey that are shared out among households so few that some are nobody, equation (331).

use super::Caution;
use crate::household::Household;
use crate::random::Distribution;
use crate::random::survey::SurveyRows;
use crate::study::Study;

/// One caution where rows with a weight stand for no household.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let nobody = |household: &Household| {
        let (nobody, rows) = rows_of(household)?.without_household()?;
        (nobody > 0).then_some((nobody, rows))
    };
    let Some((nobody, rows)) = study.cells.iter().find_map(|cell| nobody(&cell.household)) else { return Vec::new() };
    let households = study.households;
    vec![Caution {
        key: "household.survey.draw".into(),
        english: format!(
            "{nobody} of {rows} rows with a weight stand for no household: {households} households a world are too few for \
             every row; raise study.households, or draw = \"in-proportion\""
        ),
        chinese: format!(
            "{rows} 个有权重的行中有 {nobody} 行不代表任何家庭：每个世界 {households} 户不足以让每行都有家庭；请增大 study.households，或写 draw = \"in-proportion\""
        ),
    }]
}

/// The rows that keys of a household draw from; `None`: none does.
fn rows_of(household: &Household) -> Option<&SurveyRows> {
    household.survey.as_ref()?;
    let drawn = [
        Some(&household.home_price),
        household.price_to_income_years.as_ref(),
        household.income_monthly.as_ref(),
        household.cash_months.as_ref(),
        household.cash.as_ref(),
        household.savings.as_ref(),
        Some(&household.essential_spending_frac),
        Some(&household.discretionary_spending_frac),
    ];
    drawn.into_iter().flatten().find_map(|drawn| match drawn {
        Distribution::Survey(column) => Some(column.rows()),
        _ => None,
    })
}
