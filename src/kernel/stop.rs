//! Quiet households at the horizon: nothing has happened to most of them, and what their paths leave is added up column by
//! column. Amounts that a sum might not hold, and paths that are kept one by one, go the way of all others.

// A lane is the same number in a dozen columns.
#![allow(clippy::needless_range_loop)]

use std::ops::Range;

use super::cell_lanes::NO_CASE;
use super::instruction_set::lane_pass;
use super::quiet::{LANES, Quiet};
use super::sink::StoppedSums;
use crate::household::home_value::{held, value};
use crate::loan::to_grain;
use crate::outcome::kept::lane_cents;

/// A number of every lane, as it is kept of a path.
type Kept = [i64; LANES];

/// What the paths that stop leave, lane by lane.
#[derive(Clone, Debug)]
pub struct StoppedLanes {
    /// −1 where a path stops that never left its lane, else 0.
    pub stops: Kept,
    months_under_water: Kept,
    original_loan: Kept,
    balance_months: Kept,
    /// The household's loss, cents.
    pub household_loss: Kept,
}

impl Default for StoppedLanes {
    fn default() -> Self {
        Self {
            stops: [0; LANES],
            months_under_water: [0; LANES],
            original_loan: [0; LANES],
            balance_months: [0; LANES],
            household_loss: [0; LANES],
        }
    }
}

/// What [`stop_pass`] reads.
#[derive(Clone, Copy)]
pub struct Stopping<'a> {
    /// The columns of the last month.
    pub quiet: &'a Quiet,
    /// Prices and buying costs.
    pub paid: &'a [f64],
    /// Level of homes in each lane's world, and every home's own walk.
    pub level: &'a [f64],
    /// See above.
    pub walk: &'a [i32],
    /// Whether a home may be worth less than its price.
    pub falls: bool,
    /// Places of the households' cases.
    pub case_of: &'a [u32],
    /// Largest amount that is kept of a path, cents.
    pub most_cents: i64,
}

lane_pass! {
    /// Whole cents of every lane; `any_beyond` is not 0 where one of a path that stops may be beyond what is kept.
    pub fn stop_pass(stopped: &mut StoppedLanes, stopping: Stopping<'_>, any_beyond: &mut u64) {
        let Stopping { quiet, paid, level, walk, falls, case_of, most_cents } = stopping;
        let n = if case_of.len() < LANES { case_of.len() } else { LANES };
        let (level, walk, paid, case_of) = (&level[..n], &walk[..n], &paid[..n], &case_of[..n]);
        let mut beyond = 0;
        for lane in 0..n {
            let balance = quiet.balance[lane];
            let price = quiet.home_price[lane];
            let value = held(value(price, level[lane], walk[lane]), price, falls);
            let own_payments = paid[lane] - balance;
            let loss = lane_cents(own_payments - (value - balance), most_cents);
            let original_loan = lane_cents(quiet.lent[lane], most_cents);
            let balance_months = to_grain(quiet.lent[lane] * quiet.unit_months[lane]);
            let balance_months = lane_cents(balance_months, most_cents);
            let stops = quiet.active[lane] > 0.5 && case_of[lane] == NO_CASE;
            let are_kept = loss.is_kept & original_loan.is_kept & balance_months.is_kept;
            beyond |= u64::from(stops & !are_kept);
            stopped.stops[lane] = -i64::from(stops);
            stopped.months_under_water[lane] = i64::from(quiet.months_under_water[lane]);
            stopped.original_loan[lane] = original_loan.cents;
            stopped.balance_months[lane] = balance_months.cents;
            stopped.household_loss[lane] = loss.cents;
        }
        *any_beyond = beyond;
    }
}

lane_pass! {
    /// Sums over the paths of some lanes that stop.
    pub fn sum_pass(stopped: &StoppedLanes, lanes: Range<usize>, sums: &mut StoppedSums) {
        let mut of_lanes = StoppedSums::default();
        for lane in lanes.start..(if lanes.end < LANES { lanes.end } else { LANES }) {
            let stops = stopped.stops[lane];
            of_lanes.paths -= stops;
            of_lanes.ever_under_water += i64::from(stopped.months_under_water[lane] > 0) & stops;
            of_lanes.months_under_water += stopped.months_under_water[lane] & stops;
            of_lanes.original_loan += stopped.original_loan[lane] & stops;
            of_lanes.balance_months += stopped.balance_months[lane] & stops;
            of_lanes.household_loss += stopped.household_loss[lane] & stops;
        }
        *sums = of_lanes;
    }
}
