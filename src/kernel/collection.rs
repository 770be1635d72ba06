//! Collecting a deficiency from a household whose home is gone, equation (26).

use super::cell_lanes::CellLanes;
use super::record::{Event, MonthRecord};
use super::surroundings::Surroundings;
use super::trouble::{Fate, receive};
use crate::foreclosure::RecourseParameters;

/// One month of collection from a household whose home is gone, equation (26).
pub(super) fn collect(lanes: &mut CellLanes, lane: usize, around: &Surroundings<'_>, record: &mut MonthRecord) -> Fate {
    let at = lanes.open_case(lane);
    let wage = lanes.quiet.wage[lane];
    let case = &mut lanes.cases[at];
    record.month = around.month;
    record.value = around.value();
    record.income = wage * around.income_frac;
    record.cash = lanes.quiet.cash[lane];
    let (Some(debtor), RecourseParameters::Full(collection)) = (&mut case.debtor, &around.cell.recourse) else {
        return Fate::Troubled;
    };
    record.deficiency_interest = debtor.debt * debtor.rate_monthly;
    let owed = debtor.debt * (1.0 + debtor.rate_monthly);
    let garnishable = collection.garnishable(record.income, wage);
    let taken = if garnishable < owed { garnishable } else { owed };
    debtor.debt = owed - taken;
    record.garnished = taken;
    if taken > 0.0 {
        record.events.add(Event::Garnished);
    }
    let ends = debtor.debt <= 0.0 || around.month >= debtor.last_month;
    if debtor.debt <= 0.0 {
        record.events.add(Event::Cleared);
    } else if ends && collection.ends_in_discharge() {
        record.events.add(Event::Discharged);
        debtor.debt = 0.0;
    }
    record.deficiency = debtor.debt;
    let fate = if ends { Fate::Closed(debtor.closing) } else { Fate::Debtor };
    case.garnished += taken;
    receive(case, around.month, taken);
    fate
}
