//! Collecting a deficiency from a household whose home is gone, equations (26), (85) and (89).

use super::case::WriteOff;
use super::cell_lanes::CellLanes;
use super::record::{Event, MonthRecord};
use super::surroundings::Surroundings;
use super::trouble::{Fate, receive};
use crate::foreclosure::RecourseParameters;
use crate::foreclosure::late_performance::{bearing, month_of_interest};

/// One month of collection from a household whose home is gone.
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
    if debtor.judgment_debt > 0.0 {
        record.late_interest = month_of_interest(debtor.judgment_debt, around.cell.foreclosure.late_interest_daily);
        debtor.late_interest += record.late_interest;
    }
    let owed = debtor.debt * (1.0 + debtor.rate_monthly);
    let garnishable = collection.garnishable(record.income, wage);
    let taken = if garnishable < owed { garnishable } else { owed };
    debtor.debt = owed - taken;
    // What the debt leaves of the month's money goes to the interest on late performance.
    let rest = garnishable - taken;
    let late = if rest < debtor.late_interest { rest } else { debtor.late_interest };
    debtor.late_interest -= late;
    debtor.judgment_debt = bearing(debtor.judgment_debt, debtor.debt);
    let taken = taken + late;
    record.garnished = taken;
    if taken > 0.0 {
        record.events.add(Event::Garnished);
    }
    let left = debtor.owed();
    let ends = left <= 0.0 || around.month >= debtor.last_month;
    if left <= 0.0 {
        record.events.add(Event::Cleared);
    } else if ends && collection.ends_in_discharge() {
        record.events.add(Event::Discharged);
        record.forgiven = left;
        debtor.debt = 0.0;
        debtor.late_interest = 0.0;
    }
    record.deficiency = debtor.owed();
    let closing = debtor.closing;
    let writes_off = left > 0.0 && (ends || collection.writes_off(closing.month, around.month));
    case.garnished += taken;
    receive(case, around.month, taken);
    if writes_off && case.write_off.is_none() {
        case.write_off = Some(WriteOff { month: around.month, recovery_pv: case.recovery_pv });
        record.events.add(Event::WrittenOff);
    }
    if ends { Fate::Closed(closing) } else { Fate::Debtor }
}
