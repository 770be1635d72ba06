//! Arguments of `why`.

use clap::Args;

use super::{OutputArguments, StudyArguments};
use crate::cli::why;

pub(super) const EXAMPLES: &str = "\
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
  underwater explain CONFIG --world W --household H --set counterfactual.price_falls=false";

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
