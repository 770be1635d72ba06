//! Rules between the keys of `[prepayment]`.

use super::tables::{Broken, Tables};
use crate::loan::curtailment::Lowers;
use crate::loan::{Loan, MethodKind, PartialPrepayment};
use crate::told::told;

/// Shares of a year stay below 1, a rise with the market's rate has a market, and a fee its months.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(prepayment)) = &tables.prepayment else { return };
    let all = prepayment.base_annual + prepayment.span_annual;
    if prepayment.span_annual > 0.0 && all >= 1.0 {
        let message = told!(
            "and base_annual come to {all} together: not all loans can be gone within a year",
            "与 base_annual 合计为 {all}：一年内贷款不可能全部还清"
        );
        let hint = told!("less than {} is left to it", "它可取的值小于 {}", 1.0 - prepayment.base_annual);
        broken.push(Broken::value("prepayment.span_annual", message).hint(hint));
    }
    let has_market = prepayment.market_rate_annual.is_some() || prepayment.market_spread_annual.is_some();
    if prepayment.span_annual > 0.0 && !has_market {
        let why = told!(
            "span_annual compares the loan's rate with the market's: write market_rate_annual, or market_spread_annual over [policy_rate]",
            "span_annual 比较贷款利率与市场利率：请写 market_rate_annual，或写 [policy_rate] 之上的 market_spread_annual"
        );
        broken.push(Broken::missing("prepayment.market_rate_annual", why));
    }
    if prepayment.market_rate_annual.is_some() && prepayment.market_spread_annual.is_some() {
        let message = told!(
            "stands beside prepayment.market_rate_annual; keep one",
            "与 prepayment.market_rate_annual 并存；只留一个"
        );
        broken.push(Broken::value("prepayment.market_spread_annual", message));
    }
    if prepayment.market_spread_annual.is_some() && matches!(tables.policy_rate, Some(None)) {
        let fault = Broken::value(
            "prepayment.market_spread_annual",
            told!(
                "is a spread over a [policy_rate], and there is none",
                "是对 [policy_rate] 的加点，而没有 [policy_rate]"
            ),
        );
        broken.push(
            fault.hint(told!(
                "write market_rate_annual, or a [policy_rate]",
                "请写 market_rate_annual，或 [policy_rate]"
            )),
        );
    }
    if prepayment.fee_frac > 0.0 && prepayment.fee_months == 0 {
        let why = told!(
            "fee_frac is asked for in the first months alone: say in how many",
            "fee_frac 只在最初几个月收取：请写明几个月"
        );
        broken.push(Broken::missing("prepayment.fee_months", why));
    }
    if let (Some(partial), Some(loan)) = (&prepayment.partial, &tables.loan) {
        shorter_term(partial, loan, broken);
    }
}

/// A term that a part repaid shortens ends with an instalment like the others.
fn shorter_term(partial: &PartialPrepayment, loan: &Loan, broken: &mut Vec<Broken>) {
    if partial.lowers != Lowers::Term {
        return;
    }
    let what = match (loan.method, loan.balloon_frac) {
        (MethodKind::InterestOnly, _) => {
            told!("loan.method = \"interest-only\" leaves all principal", "loan.method = \"interest-only\" 把全部本金")
        }
        (_, Some(balloon_frac)) if balloon_frac > 0.0 => {
            told!("loan.balloon_frac leaves principal", "loan.balloon_frac 把一部分本金")
        }
        _ => return,
    };
    let message = told!("cannot be: {what} to the last instalment, which a shorter term would bring forward", "不可行：{what}留到最后一期，缩短期限会使其提前"; what);
    let hint = told!("write lowers = \"instalment\"", "请写 lowers = \"instalment\"");
    broken.push(Broken::value("prepayment.partial.lowers", message).hint(hint));
}
