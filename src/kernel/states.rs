//! The month-end state of a household out of its lane, and the final state of one that was refused.

use crate::household::Refusal;
use crate::outcome::{FinalState, MonthCounter};

/// State by days past due.
pub(super) fn state_past_due(days: u32) -> MonthCounter {
    match days {
        0 => MonthCounter::Performing,
        1..60 => MonthCounter::PastDue30,
        60..90 => MonthCounter::PastDue60,
        _ => MonthCounter::PastDue90,
    }
}

/// State of a path that has ended.
pub(super) fn state_of(state: FinalState, days: u32) -> MonthCounter {
    match state {
        FinalState::PaidOff | FinalState::Prepaid => MonthCounter::PaidOff,
        FinalState::Sold | FinalState::SoldAfterDefault | FinalState::Moved => MonthCounter::Sold,
        FinalState::Auctioned | FinalState::TakenByLender | FinalState::Unresolved | FinalState::Rescinded => {
            MonthCounter::Foreclosed
        }
        FinalState::Performing
        | FinalState::Arrears
        | FinalState::RefusedCash
        | FinalState::RefusedDownPayment
        | FinalState::RefusedBuildingAge
        | FinalState::RefusedDsti
        | FinalState::RefusedBuffer => state_past_due(days),
    }
}

/// How a refused household's path ends.
pub(super) fn state_of_refusal(refusal: Refusal) -> FinalState {
    match refusal {
        Refusal::Cash => FinalState::RefusedCash,
        Refusal::DownPayment => FinalState::RefusedDownPayment,
        Refusal::BuildingAge => FinalState::RefusedBuildingAge,
        Refusal::Dsti => FinalState::RefusedDsti,
        Refusal::Buffer => FinalState::RefusedBuffer,
    }
}
