//! What the tables say, row by row.

use crate::aggregate::estimates::{DEFAULT_RATE, EVER_UNDER_WATER_RATE, OWED_AFTER_AUCTION_RATE};
use crate::answers::household::{
    BUFFER, CASH_NEEDED, CASH_NEEDED_LOWER_95, CASH_NEEDED_TABLE, CASH_NEEDED_UPPER_95, DOWN_PAYMENT, HIGHEST_BUFFER,
    HOUSEHOLD, IS_OWN, LOST_HOME_RATE, MISSED_RATE, ODDS, PATH, RISK_AT_HIGHEST, RISK_WITHOUT, RULE, Rule, SAVINGS,
    SAVINGS_NEEDED, STATUS, Status, WORLD,
};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::results::{Results, estimate, integers, number, numbers};
use crate::stats::Estimate;

/// Odds at a down payment and buffer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    pub down_payment: f64,
    pub buffer: f64,
    pub savings: f64,
    pub is_own: bool,
    pub default: Estimate,
}

/// The cash that a small risk needs at a down payment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needed {
    pub down_payment: f64,
    pub status: Status,
    pub buffer: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub savings: Option<f64>,
    pub without: Estimate,
    pub highest: f64,
    pub at_highest: Estimate,
}

/// The five odds of the household's own numbers, in the order in which they are told.
pub(super) const OWN: [Column; 5] =
    [MISSED_RATE, DEFAULT_RATE.column, EVER_UNDER_WATER_RATE.column, LOST_HOME_RATE, OWED_AFTER_AUCTION_RATE.column];

/// All of them, down payments slowest.
pub(super) fn odds(results: &Results) -> Result<Vec<Odds>, ReportError> {
    let table = results.table(&ODDS)?;
    let of = |column: &Column| -> Result<Vec<f64>, ReportError> {
        Ok(numbers(table, column)?.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
    };
    let (down_payments, buffers, savings) = (of(&DOWN_PAYMENT)?, of(&BUFFER)?, of(&SAVINGS_NEEDED)?);
    let own = integers(table, &IS_OWN)?;
    let row = |row: usize| {
        Ok(Odds {
            down_payment: down_payments[row],
            buffer: buffers[row],
            savings: savings[row],
            is_own: own[row] == 1,
            default: estimate(table, &DEFAULT_RATE.column, row)?,
        })
    };
    (0..table.height()).map(row).collect()
}

/// The household's own row, and its odds in the order of [`OWN`].
pub(super) fn own(results: &Results) -> Result<(Odds, [Estimate; OWN.len()]), ReportError> {
    let rows = odds(results)?;
    let Some(place) = rows.iter().position(|row| row.is_own) else {
        return Err(ReportError::NoRows { table: ODDS.name });
    };
    let table = results.table(&ODDS)?;
    let mut found = [Estimate::default(); OWN.len()];
    for (estimate_of, column) in found.iter_mut().zip(&OWN) {
        *estimate_of = estimate(table, column, place)?;
    }
    Ok((rows[place], found))
}

/// The cash needed, by down payment.
pub(super) fn needed(results: &Results) -> Result<Vec<Needed>, ReportError> {
    let table = results.table(&CASH_NEEDED_TABLE)?;
    let words = table.column(STATUS.name)?.str()?;
    let row = |row: usize| {
        Ok(Needed {
            down_payment: number(table, &DOWN_PAYMENT, row)?.unwrap_or(f64::NAN),
            status: words.get(row).and_then(Status::of_word).unwrap_or(Status::NotTold),
            buffer: number(table, &CASH_NEEDED, row)?,
            lower: number(table, &CASH_NEEDED_LOWER_95, row)?,
            upper: number(table, &CASH_NEEDED_UPPER_95, row)?,
            savings: number(table, &SAVINGS, row)?,
            without: estimate(table, &RISK_WITHOUT, row)?,
            highest: number(table, &HIGHEST_BUFFER, row)?.unwrap_or(f64::NAN),
            at_highest: estimate(table, &RISK_AT_HIGHEST, row)?,
        })
    };
    (0..table.height()).map(row).collect()
}

/// World and household of the path that is told, and of which paths it is the middle one.
pub(super) fn bad_path(results: &Results) -> Result<Option<(i64, i64, Rule)>, ReportError> {
    let table = results.table(&PATH)?;
    let rule = table.column(RULE.name)?.str()?.iter().next().flatten().and_then(Rule::of_word);
    let (world, household) = (integers(table, &WORLD)?, integers(table, &HOUSEHOLD)?);
    Ok(world.first().zip(household.first()).zip(rule).map(|((world, household), rule)| (*world, *household, rule)))
}
