//! A cell whose households rest while nothing happens to them, one household after another: from rest into trouble, month by
//! month through it, and back to rest, until the horizon or its path's end.

use super::anniversaries::{BandLanes, ScheduleYears, SeenCounts, is_seen};
use super::block::{Block, Simulation};
use super::case::Case;
use super::case_run::go;
use super::cell_lanes::CellLanes;
use super::cell_month::{CellMonth, CellMonths};
use super::ends::Ends;
use super::rest::{Budget, Habits};
use super::rest_changes::OutgoChanges;
use super::resting::{RestingHousehold, Standing};
use super::sink::Sink;
use super::trouble::Fate;
use crate::household::Outgo;
use crate::household::budget::PurseTerms;
use crate::loan::to_grain;
use crate::outcome::anniversary::{MONTHS_BETWEEN, dsti_band, ltv_band, pair};
use crate::outcome::kept::most_cents;
use crate::outcome::{MonthCounter, Notes, Recorder};

/// What a household's months are told to.
struct Told<'a, 'b, R> {
    ends: &'a mut Ends<'b>,
    seen: &'a mut SeenCounts,
    sink: &'a mut Sink,
    recorder: &'a mut R,
}

impl Block {
    /// The households of a cell, one after another, from purchase to the horizon or to their end.
    pub(super) fn live_cell<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        cell_index: usize,
        sink: &mut Sink,
        recorder: &mut R,
    ) {
        let (study, cell) = (simulation.study, &simulation.study.cells[cell_index]);
        let horizon = study.horizon_months;
        let Block {
            paths,
            worlds,
            lives,
            bought,
            cells,
            views,
            schedules,
            own_schedule,
            rest_counts,
            resting_world,
            sale_threshold,
            outcomes,
            ..
        } = self;
        let (columns, lives) = (&mut cells[cell_index], &lives[cell.life]);
        let months = CellMonths {
            study,
            cell,
            constants: &simulation.constants[cell_index],
            streams: &simulation.streams,
            paths,
            worlds,
            lives,
            origination: &bought.of(simulation.purchases.of_cell(cell_index)).origination,
            sale_threshold,
        };
        let mut ends = Ends {
            cell: cell_index,
            month: 0,
            horizon,
            cells: study.cells.len(),
            most_cents: most_cents(study.households),
            paths,
            price_levels: cell.price_levels.as_ref(),
            insurance: cell.insurance.as_ref().map(|insurance| (insurance, cell.loan.term_months)),
            outcomes,
        };
        let last_look = horizon.min(cell.repayment.term_months);
        columns.bands.begin(last_look, paths.count());
        for segment in &paths.segments {
            let schedule = schedules.get(&simulation.schedules, cell_index, segment.world);
            let world = paths.first_world + segment.world as u32;
            resting_world.fill(&months, segment.world);
            rest_counts.under_water.clear();
            rest_counts.under_water.resize(horizon as usize, 0);
            let years = ScheduleYears::of(schedule, &cell.repayment, last_look);
            let mut seen = SeenCounts::new(horizon);
            for lane in (segment.start..segment.end).filter(|lane| !months.origination[*lane].is_refused()) {
                let quiet = &columns.quiet;
                let has_off_plan = months.constants.has_off_plan;
                let failure = has_off_plan.then(|| cell.off_plan.failure(months.draws(lane))).flatten();
                let failure = failure.map(|failure| failure.month);
                let household = RestingHousehold {
                    instruction_set: simulation.instruction_set,
                    cell,
                    months: &months,
                    of_world: resting_world,
                    lane,
                    origination: &months.origination[lane],
                    schedule,
                    years: &years,
                    log_lent: quiet.log_lent[lane],
                    incomes: lives[lane].incomes(),
                    outgo_changes: months.constants.has_outgo.then(|| OutgoChanges {
                        illness: lives[lane].illness(),
                        tenants: lives[lane].tenants(),
                        growth: &resting_world.growth,
                        indexed: &cell.indexed,
                        premium_until: if cell.has_yearly_premium() { cell.loan.term_months } else { 0 },
                    }),
                    log_value: views.household(simulation.views.of_cell(cell_index), lane),
                    failure,
                    is_asked: failure.is_some()
                        || months.constants.has_walk_away
                        || months.constants.log_margin_trigger_ltv.is_some(),
                    budget: Budget {
                        income: 0.0,
                        essential: quiet.essential[lane],
                        discretionary: quiet.discretionary[lane],
                        due: 0.0,
                    },
                    habits: Habits {
                        cut_below: quiet.cut_below[lane],
                        purse: PurseTerms {
                            cash_minimum: quiet.cash_minimum[lane],
                            cash_target: quiet.cash_target[lane],
                            saved_share: months.constants.saved_share,
                            credit_limit: quiet.credit_limit[lane],
                            line_rate_monthly: months.constants.line_rate_monthly,
                        },
                        has_line: months.constants.has_line,
                    },
                };
                let origination = household.origination;
                let has_outgo = months.constants.has_outgo;
                let outgo = if has_outgo { Outgo::of(origination) } else { Outgo::default() };
                let mut at = Standing::new(origination, outgo);
                let mut own_years = None;
                loop {
                    let on_its_own;
                    let household = match &own_years {
                        Some(years) => {
                            on_its_own = RestingHousehold { schedule: own_schedule, years, ..household };
                            &on_its_own
                        }
                        None => &household,
                    };
                    let from = at.month + 1;
                    if !R::Notes::TAKES {
                        household.rest(&mut at);
                        household.record(&mut at, from, rest_counts);
                    }
                    // The day of purchase is looked at with the months after it.
                    let looked_from = if from == 1 { 0 } else { from };
                    household.look(&at, looked_from, &mut seen, &mut columns.bands);
                    household.show(&at, columns);
                    if at.month == horizon {
                        break;
                    }
                    let told = Told { ends: &mut ends, seen: &mut seen, sink, recorder };
                    let fate = through_trouble(household, columns, months, at.month + 1, told);
                    match &fate {
                        Fate::Quiet => {
                            let case = &columns.cases[columns.case_of[lane] as usize];
                            at = Standing::after(case);
                            if !household.schedule.holds(&case.position.contract, case.month) {
                                let rest = case.month..=horizon;
                                own_schedule.follow(case.position.contract, &cell.repayment, rest, |month| {
                                    let rates = &months.worlds[segment.world].policy_rate_annual;
                                    cell.rate_annual_in(month, |model, month| rates[model][month]) / 12.0
                                });
                                own_years = Some(ScheduleYears::of(own_schedule, &cell.repayment, last_look));
                            }
                        }
                        Fate::Closed(closing) => {
                            ends.finish(columns, lane, household.origination, closing, sink);
                            break;
                        }
                        Fate::Troubled | Fate::Debtor => {
                            columns.out.push(lane);
                            break;
                        }
                    }
                }
            }
            seen.flush(world, cell_index, sink);
            for (month, count) in (1..).zip(rest_counts.under_water.iter()).filter(|(_, count)| **count > 0) {
                sink.under_water(world, cell_index, month, *count);
            }
        }
    }
}

/// A household that cannot pay its month `first`, or whose loan ends in it, is taken through the months that follow: until it
/// rests again, its path ends, or the horizon.
fn through_trouble<R: Recorder>(
    household: &RestingHousehold<'_>,
    columns: &mut CellLanes,
    months: CellMonths<'_>,
    first: u32,
    told: Told<'_, '_, R>,
) -> Fate {
    let (lane, origination, horizon) = (household.lane, household.origination, months.study.horizon_months);
    let Told { ends, seen, sink, recorder } = told;
    columns.quiet.active[lane] = 0.0;
    columns.open_case(lane, origination);
    let CellLanes { quiet, cases, case_of, bands, .. } = &mut *columns;
    let case = &mut cases[case_of[lane] as usize];
    case.take_out(quiet, lane, first);
    let of_household = months.household(lane);
    let fate = loop {
        let fate = go(
            case,
            &of_household,
            horizon,
            |month| months.month(month),
            |case, of_cell, notes: R::Notes, fate| {
                recorder.month(ends.cell, lane, notes);
                if case.is_collected_in(of_cell.month) {
                    return;
                }
                ends.month = of_cell.month;
                ends.note_state(case, lane, fate, bands, sink);
                see(household, case, of_cell, fate, seen, bands);
            },
        );
        // Whoever is told of months is told of each; a balance that is not its schedule's to the grain is so only after another
        // instalment.
        if fate != Fate::Quiet || !R::Notes::TAKES && case.position.contract.is_on_schedule() {
            break fate;
        }
    };
    case.show(quiet, lane);
    if fate == Fate::Quiet {
        quiet.active[lane] = 1.0;
    }
    fate
}

/// A household out of rest is looked at on its loan's anniversary if it performs.
fn see(
    household: &RestingHousehold<'_>,
    case: &Case,
    of_cell: &CellMonth<'_>,
    fate: &Fate,
    seen: &mut SeenCounts,
    bands: &mut BandLanes,
) {
    let (month, repayment) = (of_cell.month, &household.cell.repayment);
    let is_looked_at = month.is_multiple_of(MONTHS_BETWEEN) && is_seen(month, seen.horizon, repayment.term_months);
    let performs = case.state == Some(MonthCounter::Performing)
        && case.position.book.default.is_none()
        && matches!(fate, Fate::Troubled | Fate::Quiet);
    if !is_looked_at || !performs {
        return;
    }
    let contract = &case.position.contract;
    let log_ltv = contract.log_balance() - household.log_value[month as usize - 1];
    let income =
        to_grain(household.origination.wage * household.months.lives[household.lane].income_frac(of_cell.month));
    let due = contract.next_due(repayment, month).instalment.due;
    let band = &mut bands.of_lane(household.lane)[(month / MONTHS_BETWEEN) as usize];
    *band = pair(ltv_band(log_ltv, &seen.log_ltv_edges), dsti_band(due / income));
    seen.see_one(*band, month);
}
