//! What `check` tells of households that act on each other: whether a fall of prices, or a default, comes back as less than itself,
//! equations (273) and (327), found by a pilot run.

use crate::engine::{ActsBy, FALL, MORE_DEFAULTED, Pilot, pilot};
use crate::outcome::Words;
use crate::report::Language;
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;
use crate::study::Study;
use crate::world::Feedback;

/// Gain from which on a study is warned of.
const LARGE: f64 = 0.5;
/// Gain at which a push comes back whole.
const WHOLE: f64 = 1.0;

/// Of a cell, what a push comes back as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gain {
    cell: usize,
    by: ActsBy,
    /// Extra forced sales to the horizon ÷ stock, a lasting fall of 1 in the log; or extra defaults ÷ households, a lasting share
    /// of 1 of them having defaulted.
    extra: Estimate,
    gain: f64,
    is_temporary: bool,
    worlds: usize,
}

/// Gains of the cells whose households act on each other, one way after another; none where nobody bought in the pilot.
pub(super) fn gains(study: &Study) -> Vec<Gain> {
    let mut found: Vec<Gain> = pilot(study).into_iter().filter_map(|of_cell| gain(study, &of_cell)).collect();
    found.sort_by_key(|gain| gain.by as usize);
    found
}

fn gain(study: &Study, Pilot { cell, by, worlds }: &Pilot) -> Option<Gain> {
    let terms = study.cells[*cell].feedback?;
    let [extra, mortgages]: [Vec<i64>; 2] =
        [worlds.iter().map(|world| world.extra).collect(), worlds.iter().map(|world| world.mortgages).collect()];
    let of_simulated = ratio_of_sums(&extra, &mortgages);
    // Of the market, of which those simulated are a part.
    let mortgages = terms.mortgages(1, None);
    let per_push = |extra: f64| match by {
        ActsBy::Prices => extra / terms.stock(mortgages) / FALL,
        ActsBy::Stigma | ActsBy::Credit => extra / mortgages / MORE_DEFAULTED,
    };
    let extra = Estimate { value: of_simulated.value.map(per_push), mcse: of_simulated.mcse.map(per_push) };
    let (value, horizon) = (extra.value?, study.horizon_months);
    let gain = match by {
        ActsBy::Prices => terms.gain(value, horizon),
        ActsBy::Stigma => {
            Feedback::gain_of_defaults(value, terms.stigma.and_then(|stigma| stigma.memory_months), horizon)
        }
        ActsBy::Credit => Feedback::gain_of_defaults(value, terms.credit.map(|credit| credit.memory_months), horizon),
    };
    let is_temporary = *by == ActsBy::Prices && terms.permanent_frac == 0.0;
    Some(Gain { cell: *cell, by: *by, extra, gain, is_temporary, worlds: worlds.len() })
}

impl Gain {
    /// Lines for people: of each way a heading and its first cells.
    pub(super) fn told(gains: &[Self], most: usize, language: Language) -> Vec<String> {
        let of_way = |of_way: &[Self]| {
            let lines = of_way.iter().take(most).map(|gain| format!("  {}", gain.line(language)));
            of_way.iter().take(1).map(|gain| gain.heading(language)).chain(lines).collect::<Vec<_>>()
        };
        gains.chunk_by(|one, other| one.by == other.by).flat_map(of_way).collect()
    }

    /// Over all of a way.
    fn heading(&self, language: Language) -> String {
        let (worlds, percent, defaulted) = (self.worlds, 100.0 * FALL, 100.0 * MORE_DEFAULTED);
        match (self.by, language) {
            (ActsBy::Prices, Language::English) => {
                format!(
                    "prices that answer to forced sales (pilot of {worlds} worlds, prices {percent}% lower from month 1 on)"
                )
            }
            (ActsBy::Prices, Language::Chinese) => {
                format!("房价对被迫出售的反应（以 {worlds} 个世界试算，房价自第 1 月起低 {percent}%）")
            }
            (ActsBy::Stigma, Language::English) => {
                format!("walking away as others default (pilot of {worlds} worlds, {defaulted}% more have defaulted)")
            }
            (ActsBy::Stigma, Language::Chinese) => {
                format!("弃房对他人违约的反应（以 {worlds} 个世界试算，已违约者多 {defaulted}%）")
            }
            (ActsBy::Credit, Language::English) => {
                format!(
                    "credit that tightens as others default (pilot of {worlds} worlds, {defaulted}% more have defaulted)"
                )
            }
            (ActsBy::Credit, Language::Chinese) => {
                format!("信贷对违约的收紧（以 {worlds} 个世界试算，已违约者多 {defaulted}%）")
            }
        }
    }

    /// What it is, a line.
    fn line(&self, language: Language) -> String {
        let error = self.extra.mcse.map_or_else(
            || language.of(Words::new(" (too few events for an error)", "（事件太少，无误差）")).to_owned(),
            |mcse| format!(" ± {mcse:.3}"),
        );
        let extra = self.extra.value.unwrap_or(f64::NAN);
        let (cell, gain) = (self.cell, self.gain);
        let verdict = self.verdict().map_or_else(String::new, |words| match language {
            Language::English => format!(": {}", words.english),
            Language::Chinese => format!("：{}", words.chinese),
        });
        match language {
            Language::English => format!("{cell:>4}  K {extra:.3}{error}, gain {gain:.2}{verdict}"),
            Language::Chinese => format!("{cell:>4}  K {extra:.3}{error}，增益 {gain:.2}{verdict}"),
        }
    }

    fn verdict(&self) -> Option<Words> {
        if self.gain < LARGE {
            return None;
        }
        Some(match (self.by, self.gain >= WHOLE, self.is_temporary) {
            (ActsBy::Prices, true, false) => Words::new(
                "diverges: a fall of prices comes back as more than itself, until no homes are left to be sold",
                "发散：房价下跌引发的再次下跌不小于自身，直到再无房屋可售",
            ),
            (ActsBy::Prices, true, true) => Words::new(
                "unstable: sales lower prices faster than these recover, until no homes are left to be sold",
                "不稳定：出售压低房价快于其恢复，直到再无房屋可售",
            ),
            (ActsBy::Prices, false, _) => Words::new(
                "warning: half of a fall of prices or more comes back, and small changes of the impact move the results by much",
                "警告：房价下跌的一半以上会再次出现，冲击系数的微小变化会使结果大变",
            ),
            (ActsBy::Stigma | ActsBy::Credit, true, _) => Words::new(
                "diverges: a default makes one more or several, until nobody is left who would",
                "发散：一次违约引发一次或更多违约，直到再无人会违约",
            ),
            (ActsBy::Stigma | ActsBy::Credit, false, _) => Words::new(
                "warning: every second default or more makes another, and small changes of how strong it is move the results by much",
                "警告：每两次违约至少引发一次新的违约，强度的微小变化会使结果大变",
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_judged_at_a_half_and_at_one() {
        let of = |by, gain, is_temporary| {
            let extra = Estimate { value: Some(0.4), mcse: None };
            Gain { cell: 3, by, extra, gain, is_temporary, worlds: 9 }.line(Language::English)
        };
        assert!(of(ActsBy::Prices, 0.49, false).ends_with("gain 0.49"));
        assert!(of(ActsBy::Prices, 0.5, true).contains("warning: half of a fall"));
        assert!(of(ActsBy::Prices, 1.0, false).contains("diverges: a fall"));
        assert!(of(ActsBy::Prices, 1.0, true).contains("unstable"));
        assert!(of(ActsBy::Stigma, 1.0, false).contains("diverges: a default"));
        assert!(of(ActsBy::Credit, 0.5, false).contains("warning: every second default"));
        assert!(of(ActsBy::Prices, 0.1, false).contains("K 0.400 (too few events for an error)"));
    }
}
