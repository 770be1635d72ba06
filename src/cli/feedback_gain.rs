//! What `check` tells of prices that answer to forced sales: whether a fall of prices comes back as less than itself, equation
//! (273), found by a pilot run.

use crate::engine::{FALL, PilotWorld, pilot};
use crate::outcome::Words;
use crate::report::Language;
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;
use crate::study::Study;
use crate::world::Feedback;

/// Gain from which on a study is warned of.
const LARGE: f64 = 0.5;
/// Gain at which a fall comes back whole.
const WHOLE: f64 = 1.0;

/// Of a cell, what a fall comes back as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gain {
    cell: usize,
    /// Extra forced sales to the horizon ÷ stock, a lasting fall of 1 in the log.
    extra_sales: Estimate,
    gain: f64,
    is_temporary: bool,
    worlds: usize,
}

/// Gains of the cells whose prices answer; none where nobody bought in the pilot.
pub(super) fn gains(study: &Study) -> Vec<Gain> {
    let of = |(cell, worlds): (usize, Vec<PilotWorld>)| {
        let terms = study.cells[cell].feedback.filter(Feedback::moves_prices)?;
        let [extra, mortgages]: [Vec<i64>; 2] = [
            worlds.iter().map(|world| world.extra_sales).collect(),
            worlds.iter().map(|world| world.mortgages).collect(),
        ];
        let of_mortgages = ratio_of_sums(&extra, &mortgages);
        let of_stock = |sales: f64| sales / terms.stock(1.0) / FALL;
        let extra_sales = Estimate { value: of_mortgages.value.map(of_stock), mcse: of_mortgages.mcse.map(of_stock) };
        Some(Gain {
            cell,
            extra_sales,
            gain: terms.gain(extra_sales.value?, study.horizon_months),
            is_temporary: terms.permanent_frac == 0.0,
            worlds: worlds.len(),
        })
    };
    pilot(study).into_iter().filter_map(of).collect()
}

impl Gain {
    /// Over all of them.
    pub(super) fn heading(gains: &[Self], language: Language) -> String {
        let worlds = gains.first().map_or(0, |gain| gain.worlds);
        let percent = 100.0 * FALL;
        match language {
            Language::English => {
                format!(
                    "prices that answer to forced sales (pilot of {worlds} worlds, prices {percent}% lower from month 1 on)"
                )
            }
            Language::Chinese => {
                format!("房价对被迫出售的反应（以 {worlds} 个世界试算，房价自第 1 月起低 {percent}%）")
            }
        }
    }

    /// What it is, a line.
    pub(super) fn line(&self, language: Language) -> String {
        let error = self.extra_sales.mcse.map_or_else(
            || language.of(Words::new(" (too few events for an error)", "（事件太少，无误差）")).to_owned(),
            |mcse| format!(" ± {mcse:.3}"),
        );
        let extra_sales = self.extra_sales.value.unwrap_or(f64::NAN);
        let (cell, gain) = (self.cell, self.gain);
        let verdict = self.verdict().map_or_else(String::new, |words| match language {
            Language::English => format!(": {}", words.english),
            Language::Chinese => format!("：{}", words.chinese),
        });
        match language {
            Language::English => format!("{cell:>4}  K {extra_sales:.3}{error}, gain {gain:.2}{verdict}"),
            Language::Chinese => format!("{cell:>4}  K {extra_sales:.3}{error}，增益 {gain:.2}{verdict}"),
        }
    }

    fn verdict(&self) -> Option<Words> {
        if self.gain < LARGE {
            return None;
        }
        Some(match (self.gain >= WHOLE, self.is_temporary) {
            (true, false) => Words::new(
                "diverges: a fall of prices comes back as more than itself, until no homes are left to be sold",
                "发散：房价下跌引发的再次下跌不小于自身，直到再无房屋可售",
            ),
            (true, true) => Words::new(
                "unstable: sales lower prices faster than these recover, until no homes are left to be sold",
                "不稳定：出售压低房价快于其恢复，直到再无房屋可售",
            ),
            (false, _) => Words::new(
                "warning: half of a fall of prices or more comes back, and small changes of the impact move the results by much",
                "警告：房价下跌的一半以上会再次出现，冲击系数的微小变化会使结果大变",
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_judged_at_a_half_and_at_one() {
        let of = |gain, is_temporary| {
            let extra_sales = Estimate { value: Some(0.4), mcse: None };
            Gain { cell: 3, extra_sales, gain, is_temporary, worlds: 9 }.line(Language::English)
        };
        assert!(of(0.49, false).ends_with("gain 0.49"));
        assert!(of(0.5, true).contains("warning"));
        assert!(of(1.0, false).contains("diverges"));
        assert!(of(1.0, true).contains("unstable"));
        assert!(of(0.1, false).contains("K 0.400 (too few events for an error)"));
    }
}
