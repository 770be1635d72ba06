//! A path of a loan of a book from year's end to year's end: what it was, what it is, and what it defaults and loses from there on,
//! METHOD.md equation (304).

use crate::household::Origination;
use crate::outcome::PathOutcome;
use crate::outcome::anniversary::{DSTI_BANDS, LTV_EDGES, MONTHS_BETWEEN, dsti_band};
use crate::outcome::loan_class::LoanClass;
use crate::outcome::path::{ABSENT, FinalState};
use crate::outcome::stage_moves::{Look, StageMove, StageSum};

/// What is nearer to an edge of LTV than this is on it.
const ROUNDING: f64 = 1e-9;

/// What a loan was when it was granted: what was lent ÷ price, and the instalment of month 1 ÷ income of month 0.
fn at_origination(origination: &Origination) -> LoanClass {
    let ltv = origination.loan / origination.home_price;
    let of_ltv = LTV_EDGES.iter().filter(|edge| ltv > **edge + ROUNDING).count();
    LoanClass::of_pair((of_ltv * DSTI_BANDS) as u8 + dsti_band(origination.instalment / origination.wage))
}

/// The looks at a loan that was never in default and stopped at the horizon, on the book all the time or repaid at its end.
pub(super) fn of_stopped<'a>(cell: u32, notes: &'a [u8], origination: &Origination) -> impl Iterator<Item = Look> + 'a {
    of_notes(cell, notes, at_origination(origination), LoanClass::ENDED)
        .map(|(of_move, _)| (of_move, of_loan([0; 2], [0; 2])))
}

/// The looks at a loan of such an outcome.
pub(super) fn of_outcome<'a>(
    cell: u32,
    notes: &'a [u8],
    origination: &Origination,
    outcome: &'a PathOutcome,
) -> impl Iterator<Item = Look> + 'a {
    let end = if is_lost(outcome) { LoanClass::LOST } else { LoanClass::ENDED };
    of_notes(cell, notes, at_origination(origination), end).map(|(of_move, month)| {
        let default = outcome.default_month;
        if default == ABSENT {
            return (of_move, of_loan([0; 2], [0; 2]));
        }
        let is_past = default <= month;
        let is_in_12 = !is_past && default <= month + i64::from(MONTHS_BETWEEN);
        let loss = outcome.loss_pv;
        // What is gone has lost what it lost, and is provided for no more.
        let in_12 = if is_in_12 || is_past && of_move.now.is_on_book() { loss } else { 0 };
        (of_move, of_loan([i64::from(is_in_12), i64::from(!is_past)], [in_12, loss]))
    })
}

fn of_loan(defaults: [i64; 2], losses: [i64; 2]) -> [i64; StageSum::COUNT] {
    [1, defaults[0], defaults[1], losses[0], losses[1]]
}

/// Whether the home went after a default.
fn is_lost(outcome: &PathOutcome) -> bool {
    use FinalState as State;
    let lost = [State::SoldAfterDefault, State::Auctioned, State::TakenByLender, State::Unresolved, State::Rescinded];
    outcome.default_month != ABSENT && lost.iter().any(|state| outcome.final_state == *state as i64)
}

/// Moves from look to look, and the month of each; where nothing is noted the loan is what it was at its end.
fn of_notes(cell: u32, notes: &[u8], origin: LoanClass, end: LoanClass) -> impl Iterator<Item = (StageMove, i64)> + '_ {
    let mut before = LoanClass::NONE;
    notes.iter().zip(0..).map(move |(note, year)| {
        let now = LoanClass::of_note(*note).unwrap_or(end);
        let of_move = StageMove { cell, year, origin, before, now };
        before = now;
        (of_move, i64::from(year) * i64::from(MONTHS_BETWEEN))
    })
}
