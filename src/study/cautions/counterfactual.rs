//! Causes turned off in every cell: such a study tells what would have been, and has nothing to compare it with; and a
//! cause turned off that the study has not.

use super::Caution;
use crate::config::mirror::Counterfactual;
use crate::study::Study;

/// A key, what is off with it, in English and in Chinese.
type Switch = (&'static str, fn(&Counterfactual) -> bool, &'static str, &'static str);

const SWITCHES: [Switch; 4] = [
    ("counterfactual.price_falls", |it| it.price_falls, "no home is worth less than its price", "房屋价值不低于买价"),
    ("counterfactual.income_shocks", |it| it.income_shocks, "income never fails", "收入不会中断"),
    ("counterfactual.rate_rises", |it| it.rate_rises, "contract rates do not rise", "合同利率不上升"),
    ("counterfactual.auction_losses", |it| it.auction_losses, "auctions bring the value", "拍卖按价值成交"),
];

/// What is off everywhere, in one caution; and rates that cannot rise.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let is_off_everywhere =
        |is_on: fn(&Counterfactual) -> bool| study.cells.iter().all(|it| !is_on(&it.counterfactual));
    let off: Vec<Switch> = SWITCHES.into_iter().filter(|(_, is_on, ..)| is_off_everywhere(*is_on)).collect();
    let mut found = Vec::new();
    if let Some((key, ..)) = off.first() {
        let in_english: Vec<&str> = off.iter().map(|(.., english, _)| *english).collect();
        let in_chinese: Vec<&str> = off.iter().map(|(.., chinese)| *chinese).collect();
        let english = format!(
            "a counterfactual in every cell: {}; the numbers say what would have been and not what is to be expected; \
             sweep the key over true and false to see the difference",
            in_english.join(", ")
        );
        let chinese = format!(
            "所有单元均为反事实设定：{}；结果说明的是“假如”，而不是预期；如需比较差异，请对该键扫描 true 与 false",
            in_chinese.join("、")
        );
        found.push(Caution { key: (*key).into(), english, chinese });
    }
    let mut held = study.cells.iter().filter(|cell| !cell.counterfactual.rate_rises).peekable();
    if held.peek().is_some() && held.all(|cell| cell.repayment.rate.is_fixed()) {
        let english = "changes nothing: the contract rate is fixed (loan.annual_rate), and never rises".to_owned();
        let chinese = "没有作用：合同利率固定（loan.annual_rate），不会上升".to_owned();
        found.push(Caution { key: "counterfactual.rate_rises".into(), english, chinese });
    }
    found
}
