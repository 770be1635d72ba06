//! Arguments of `why`.

use clap::Args;

use super::{OutputArguments, StudyArguments};
use crate::cli::why;
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater why configs/smoke.toml
  underwater why configs/china_leverage.toml --worlds 200 --language zh

Each household lives sixteen times, with falling prices, failing income, rising rates and auctions
below value on and off as [counterfactual] has it, in the same world and under the same draws; a
study takes sixteen times as long as with run. A default still there with neither falling prices nor
failing income is `other`; one that is gone without failing income, but not without falling prices,
is `cash_flow_only`; gone without either of them, `double_trigger`; gone without falling prices alone,
`strategic_only`; there without either one, `overdetermined`. The folder holds causes (what the
defaults needed), shares (where the losses come from, as Shapley shares) and switches (default rate
and losses with each combination off). One household's life with a cause off is told by
  underwater explain CONFIG --world W --household H --set counterfactual.price_falls=false",
    "\
示例：
  underwater why configs/smoke.toml
  underwater why configs/china_leverage.toml --worlds 200 --language zh

每户家庭经历十六次：房价下跌、收入中断、利率上升、低于市价的拍卖分别开启或关闭（见 [counterfactual]），世界和抽取都相同；因此用时是 run 的十六倍。既无房价下跌又无收入中断时仍在的违约为 `other`；没有收入中断就消失、而没有房价下跌仍在的为 `cash_flow_only`；缺任何一个都消失的为 `double_trigger`；只在没有房价下跌时消失的为 `strategic_only`；缺任何一个都仍在的为 `overdetermined`。文件夹中有 causes（违约因何而起）、shares（损失来自何处，按 Shapley 分摊）和 switches（每种组合关闭时的违约率和损失）。关闭某个原因后一户家庭的经历可用以下命令查看：
  underwater explain CONFIG --world W --household H --set counterfactual.price_falls=false",
);

#[derive(Args)]
pub(super) struct WhyArguments {
    #[command(flatten)]
    study: StudyArguments,
    #[command(flatten)]
    output: OutputArguments,
}

impl WhyArguments {
    pub(super) fn lower(self) -> why::Request {
        let Self { study, output } = self;
        why::Request { source: study.lower(), output: output.lower() }
    }
}
