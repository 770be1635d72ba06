//! A finished path becomes integers: each amount rounded once.

use super::case::Case;
use super::held_months::HeldMonths;
use super::purchases::Bought;
use crate::household::{Closing, Origination};
use crate::loan::discount_factor;
use crate::loan::to_grain;
use crate::measure::exponential::exp;
use crate::measure::log_units::log_of;
use crate::outcome::applicants::{ApplicantColumn, ApplicantSums};
use crate::outcome::cents;
use crate::outcome::kept::BEYOND;
use crate::outcome::kept::{fraction, money};
use crate::outcome::path::{ABSENT, FinalState, PathOutcome};

/// The outcome of a household that did not buy.
pub(super) fn refused(state: FinalState) -> PathOutcome {
    PathOutcome {
        final_state: state as i64,
        default_month: ABSENT,
        default_trigger: ABSENT,
        equity_at_default_frac: ABSENT,
        ead: ABSENT,
        deepest_equity_frac: ABSENT,
        resolution_month: ABSENT,
        sale_month: ABSENT,
        settlement_month: ABSENT,
        auction_round: ABSENT,
        auction_price: ABSENT,
        auction_discount_frac: ABSENT,
        deficiency: ABSENT,
        recovery_pv: ABSENT,
        write_off_month: ABSENT,
        recovery_to_write_off_pv: ABSENT,
        lender_costs_pv: ABSENT,
        lgd_frac: ABSENT,
        ..PathOutcome::EMPTY
    }
}

/// What is counted of an applicant.
pub(super) fn applicant(origination: &Origination) -> ApplicantSums {
    let cents = |amount| cents(amount).map_or(BEYOND, i128::from);
    let mut sums = [0; ApplicantColumn::COUNT];
    sums[ApplicantColumn::Households as usize] = 1;
    sums[ApplicantColumn::HomePrice as usize] = cents(origination.home_price);
    sums[ApplicantColumn::Loan as usize] = cents(origination.loan);
    sums[ApplicantColumn::Income as usize] = cents(origination.wage);
    sums[ApplicantColumn::OpeningCash as usize] = cents(origination.cash);
    sums[ApplicantColumn::DebtService as usize] = cents(origination.all_debt_service());
    sums
}

/// The outcome of a path from what its month ends left and, if it ever left its rest, its case; amounts up to `most_cents` are kept. It is laid into
/// whoever asks, who then pays for the amounts that it looks at alone.
#[inline(always)]
pub(super) fn outcome(
    held: &HeldMonths,
    bought: &Bought,
    case: Option<&Case>,
    closing: &Closing,
    most_cents: i64,
) -> PathOutcome {
    let (cents, origination) = (|amount| money(amount, most_cents), &bought.origination);
    // Price and buying costs, less what of the loan was not repaid from the household's own means.
    let own_payments = origination.home_price + origination.buying_costs - closing.principal_left;
    let debtor = case.and_then(|case| case.states.debtor);
    let (residual_debt, garnished) = debtor.map_or((0.0, 0.0), |debtor| (debtor.owed(), debtor.garnished));
    let (seized, paid_beside) =
        case.map_or((0.0, 0.0), |case| (case.states.seized, case.position.penalty_and_costs_paid));
    let household_loss = own_payments + paid_beside + seized + garnished + residual_debt - closing.net_of_home;
    let mut outcome = PathOutcome {
        home_price: cents(origination.home_price),
        loan: cents(origination.loan),
        income_monthly: cents(origination.wage),
        opening_cash: cents(origination.cash),
        months_under_water: i64::from(held.months_under_water),
        balance_months: cents(held.overdue_balance_months + to_grain(origination.loan * held.unit_months)),
        lowest_cash: cents(held.lowest_cash),
        household_loss: cents(household_loss),
        ..refused(closing.state)
    };
    if held.highest_log_ltv > i32::MIN {
        outcome.deepest_equity_frac = fraction(1.0 - exp(log_of(held.highest_log_ltv)));
    }
    match closing.state {
        FinalState::Sold | FinalState::SoldAfterDefault | FinalState::Moved => {
            outcome.sale_month = i64::from(closing.month)
        }
        FinalState::Rescinded => outcome.settlement_month = i64::from(closing.month),
        FinalState::Auctioned | FinalState::TakenByLender | FinalState::Unresolved => {
            outcome.settlement_month = i64::from(closing.month);
            outcome.auction_round = closing.round as i64;
            outcome.deficiency = cents(closing.deficiency);
        }
        _ => {}
    }
    if let Some(price) = closing.price {
        outcome.auction_price = cents(price);
        outcome.auction_discount_frac = fraction(1.0 - price / closing.value);
    }
    let Some(case) = case else { return outcome };

    let (states, book) = (&case.states, &case.position.book);
    outcome.cures = i64::from(states.cures);
    outcome.worst_days_past_due = i64::from(held.worst_days_past_due);
    outcome.reinstated = i64::from(states.reinstated.is_some());
    outcome.forbearances = i64::from(states.forbearance.granted);
    outcome.margin_paid = cents(states.margin_call.paid);
    outcome.unmet_spending = cents(states.unmet_spending);
    outcome.balance_90_months = cents(held.balance_90_months);
    outcome.seized = cents(seized);
    outcome.garnished = cents(garnished);
    outcome.residual_debt = cents(residual_debt);
    let Some(default) = book.default else { return outcome };

    let loss = default.ead - book.recovery_pv + book.costs_pv;
    let to_origination = discount_factor(bought.contract.rate_monthly, default.month);
    let kept_home = origination.home_price + origination.buying_costs - closing.value;
    outcome.default_month = i64::from(default.month);
    outcome.resolution_month = resolution_month(case, closing).map_or(ABSENT, i64::from);
    outcome.default_trigger = default.trigger as i64;
    outcome.equity_at_default_frac = fraction(default.equity_frac);
    outcome.ead = cents(default.ead);
    outcome.recovery_pv = cents(book.recovery_pv);
    if let Some(write_off) = book.write_off {
        outcome.write_off_month = i64::from(write_off.month);
        outcome.recovery_to_write_off_pv = cents(write_off.recovery_pv);
    }
    outcome.lender_costs_pv = cents(book.costs_pv);
    // Its own loan may have ended before another lender's defaulted.
    outcome.lgd_frac = if default.ead > 0.0 { fraction(loss / default.ead) } else { ABSENT };
    outcome.loss_pv = cents(loss * to_origination);
    outcome.household_loss_from_default = cents(household_loss - kept_home);
    outcome
}

/// Month in which the first default ended, if it did.
fn resolution_month(case: &Case, closing: &Closing) -> Option<u32> {
    case.states.reinstated.or(match closing.state {
        FinalState::SoldAfterDefault | FinalState::Auctioned | FinalState::TakenByLender | FinalState::Rescinded => {
            Some(closing.month)
        }
        _ => None,
    })
}
