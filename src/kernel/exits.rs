//! What a finished path adds to the sums of loans that may be repaid before their time, equation (204).

use super::case::Case;
use super::sink::StoppedSums;
use crate::household::Closing;
use crate::outcome::exits::ExitSum;
use crate::outcome::kept::money;
use crate::outcome::path::ABSENT;
use crate::outcome::{FinalState, PathOutcome};

/// What paths add that performed to the horizon and were never in trouble.
pub(super) fn of_stopped(stopped: &StoppedSums, horizon: u32) -> [i64; ExitSum::COUNT] {
    use ExitSum as Sum;
    let mut amounts = [0; ExitSum::COUNT];
    amounts[Sum::Loans as usize] = stopped.paths;
    amounts[Sum::Surviving as usize] = stopped.paths;
    amounts[Sum::MonthsObserved as usize] = stopped.paths * i64::from(horizon);
    amounts[Sum::OriginalLoan as usize] = stopped.original_loan;
    amounts
}

/// What it adds; amounts of fees and parts up to `most_cents` are kept.
pub(super) fn amounts(
    outcome: &PathOutcome,
    case: Option<&Case>,
    closing: &Closing,
    horizon: u32,
    most_cents: i64,
) -> [i64; ExitSum::COUNT] {
    use ExitSum as Sum;
    let mut amounts = [0; ExitSum::COUNT];
    let ended = |state: FinalState| i64::from(closing.state == state);
    let has_defaulted = outcome.default_month != ABSENT;
    let is_alive = i64::from(!has_defaulted);
    let last = if has_defaulted { outcome.default_month } else { i64::from(closing.month.min(horizon)) };
    amounts[Sum::Loans as usize] = 1;
    amounts[Sum::Prepaid as usize] = ended(FinalState::Prepaid);
    amounts[Sum::Moved as usize] = ended(FinalState::Moved);
    amounts[Sum::Defaults as usize] = 1 - is_alive;
    amounts[Sum::Surviving as usize] = is_alive * (ended(FinalState::Performing) + ended(FinalState::Arrears));
    amounts[Sum::PrepaidAlive as usize] = is_alive * ended(FinalState::Prepaid);
    amounts[Sum::MovedAlive as usize] = is_alive * ended(FinalState::Moved);
    let leaving = case.map(|case| case.states.leaving).unwrap_or_default();
    let in_part = money(leaving.in_part, most_cents);
    amounts[Sum::PrepaidInPart as usize] = i64::from(in_part > 0);
    amounts[Sum::InPart as usize] = in_part;
    if let Some(month) = leaving.refinanced_month {
        amounts[Sum::Refinanced as usize] = 1;
        amounts[Sum::DefaultsAfter as usize] = i64::from(has_defaulted && outcome.default_month > i64::from(month));
    }
    amounts[Sum::CashOut as usize] = money(leaving.cash_out, most_cents);
    amounts[Sum::MonthsObserved as usize] = last;
    amounts[Sum::OriginalLoan as usize] = outcome.loan;
    amounts[Sum::Loss as usize] = outcome.loss_pv;
    amounts[Sum::Fees as usize] = money(leaving.fee, most_cents);
    amounts
}
