//! Rules between the keys of `[prepayment]`.

use super::tables::{Broken, Tables};
use crate::loan::curtailment::Lowers;
use crate::loan::{Loan, MethodKind, PartialPrepayment};

/// Shares of a year stay below 1, a rise with the market's rate has a market, and a fee its months.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(prepayment)) = &tables.prepayment else { return };
    let all = prepayment.base_annual + prepayment.span_annual;
    if prepayment.span_annual > 0.0 && all >= 1.0 {
        let message = format!("and base_annual come to {all} together: not all loans can be gone within a year");
        let hint = format!("less than {} is left to it", 1.0 - prepayment.base_annual);
        broken.push(Broken::value("prepayment.span_annual", message).hint(hint));
    }
    let has_market = prepayment.market_rate_annual.is_some() || prepayment.market_spread_annual.is_some();
    if prepayment.span_annual > 0.0 && !has_market {
        let why = "span_annual compares the loan's rate with the market's: write market_rate_annual, or \
                   market_spread_annual over [policy_rate]";
        broken.push(Broken::missing("prepayment.market_rate_annual", why));
    }
    if prepayment.market_rate_annual.is_some() && prepayment.market_spread_annual.is_some() {
        let message = "stands beside prepayment.market_rate_annual; keep one";
        broken.push(Broken::value("prepayment.market_spread_annual", message));
    }
    if prepayment.market_spread_annual.is_some() && matches!(tables.policy_rate, Some(None)) {
        let fault =
            Broken::value("prepayment.market_spread_annual", "is a spread over a [policy_rate], and there is none");
        broken.push(fault.hint("write market_rate_annual, or a [policy_rate]".to_owned()));
    }
    if prepayment.fee_frac > 0.0 && prepayment.fee_months == 0 {
        let why = "fee_frac is asked for in the first months alone: say in how many";
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
        (MethodKind::InterestOnly, _) => "loan.method = \"interest-only\" leaves all principal",
        (_, Some(balloon_frac)) if balloon_frac > 0.0 => "loan.balloon_frac leaves principal",
        _ => return,
    };
    let message = format!("cannot be: {what} to the last instalment, which a shorter term would bring forward");
    let hint = "write lowers = \"instalment\"".to_owned();
    broken.push(Broken::value("prepayment.partial.lowers", message).hint(hint));
}
