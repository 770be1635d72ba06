//! How the loans of a tape are cut into segments, equation (237).

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::row::Row;
use super::summary::{LTV_ENDS, band, band_name, dsti_band, dsti_of, ltv_band, ltv_band_when_granted};
use super::tape_of_loans::Tape;

/// A way of cutting a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Year of origination, or the column `vintage`.
    Vintage,
    /// The column `region`.
    Region,
    /// Balance ÷ value in month 0.
    LtvBand,
    /// Instalment ÷ income in month 0, where the tape tells both.
    DstiBand,
    /// The column `occupier`.
    Occupier,
    /// The column `segment`.
    Segment,
    /// Loans alike: band of balance ÷ value, of instalment ÷ income, of days past due, of months left, and region. With
    /// `[stages]` always, since the estimates of the table `loans` are theirs.
    Pool,
}

impl By {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vintage => "vintage",
            Self::Region => "region",
            Self::LtvBand => "ltv_band",
            Self::DstiBand => "dsti_band",
            Self::Occupier => "occupier",
            Self::Segment => "segment",
            Self::Pool => "pool",
        }
    }
}

/// Ways of cutting a tape: those asked for, and what estimates of its loans are pooled by.
pub fn ways(asked: &[By], with_pools: bool) -> Vec<By> {
    let mut by = asked.to_vec();
    if with_pools && !by.contains(&By::Pool) {
        by.push(By::Pool);
    }
    by
}

/// The segments of a tape: the first is all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segments {
    /// What the tape is cut by, and what the loans of the segment have in common.
    names: Vec<(&'static str, String)>,
    /// Ways of cutting the tape, all of it among them.
    ways: usize,
    /// By loan, then way: number of its segment.
    of_loan: Vec<u16>,
}

/// What is not on the tape.
const UNKNOWN: &str = "unknown";

/// What a row has in common with others, and what orders it among them.
fn segment(row: &Row, by: By, tape: &Tape) -> (usize, String) {
    let text = |label: u32| match tape.text(label) {
        "" => (usize::MAX, UNKNOWN.to_owned()),
        text => (0, text.to_owned()),
    };
    let band = |band: Option<(usize, String)>| band.unwrap_or((usize::MAX, UNKNOWN.to_owned()));
    let [region, own, vintage] = row.labels;
    match by {
        By::Vintage => text(vintage),
        By::Region => text(region),
        By::Segment => text(own),
        By::Pool => pool(row, tape.text(region)),
        By::LtvBand => band(ltv_band(row)),
        By::DstiBand => band(dsti_band(row)),
        By::Occupier => match row.is_investor {
            Some(false) => (0, "owner".to_owned()),
            Some(true) => (1, "investor".to_owned()),
            None => (usize::MAX, UNKNOWN.to_owned()),
        },
    }
}

/// Loans alike, equation (260); all regions together where none is given.
fn pool(row: &Row, region: &str) -> (usize, String) {
    let unknown = || (LTV_ENDS.len() + 1, UNKNOWN.to_owned());
    pool_in(row, ltv_band(row).unwrap_or_else(unknown), row.unpaid_instalments, region)
}

/// Of a row in a band of LTV, so many instalments behind.
fn pool_in(row: &Row, ltv: (usize, String), unpaid_instalments: u32, region: &str) -> (usize, String) {
    let unknown = |ends: &[f64]| (ends.len() + 1, UNKNOWN.to_owned());
    let dsti = dsti_of(row).map_or_else(
        || unknown(&POOL_DSTI_ENDS),
        |dsti| {
            (band(dsti, &POOL_DSTI_ENDS), band_name(band(dsti, &POOL_DSTI_ENDS), &POOL_DSTI_ENDS).english().to_owned())
        },
    );
    let (past_due, days) = match unpaid_instalments {
        0 => (0, "0"),
        1 => (1, "1 to 30"),
        2 => (2, "31 to 60"),
        3 => (3, "61 to 90"),
        _ => (4, "above 90"),
    };
    let left = f64::from(row.term_months - row.months_on_book) / 12.0;
    let years = band(left, &POOL_YEARS_ENDS);
    let left = ["to 10", "10 to 20", "above 20"][years];
    let place = ((ltv.0 * 10 + dsti.0) * 10 + past_due) * 10 + years;
    let mut name = format!("LTV {}, DSTI {}, {days} days past due, {left} years left", ltv.1, dsti.1);
    if !region.is_empty() {
        name = format!("{name}, {region}");
    }
    (place, name)
}

/// Ends of bands of instalment ÷ income of loans that are alike, and of their years left.
const POOL_DSTI_ENDS: [f64; 2] = [0.3, 0.5];
/// See above.
const POOL_YEARS_ENDS: [f64; 2] = [10.0, 20.0];

/// Most segments: what has more is no way of cutting a book.
pub const MOST_SEGMENTS: usize = 1_000;

impl Segments {
    /// Of a tape cut in some ways; with more than [`MOST_SEGMENTS`] names they are good for nothing but to be counted.
    pub fn of(tape: &Tape, by: &[By]) -> Self {
        let mut names = vec![("all", "all".to_owned())];
        let ways = 1 + by.len();
        let mut of_loan = vec![0; tape.len() * ways];
        for (way, by) in by.iter().enumerate() {
            let first = names.len();
            let of_row = tape.rows().iter().map(|row| segment(row, *by, tape)).collect();
            let [of_row, found] = match distinct(of_row) {
                // So many regions leave too few loans in each pool.
                [_, found] if *by == By::Pool && first + found.len() > MOST_SEGMENTS => {
                    distinct(tape.rows().iter().map(|row| pool(row, "")).collect())
                }
                cut => cut,
            };
            let named = found.iter().map(|(_, name)| (by.name(), name.clone()));
            names.extend(named);
            let number = |of: &(usize, String)| found.binary_search(of).map_or(0, |place| (first + place) as u16);
            let of_row: Vec<u16> = of_row.iter().map(number).collect();
            for loan in 0..tape.len() {
                of_loan[loan * ways + 1 + way] = of_row[tape.row_of(loan)];
            }
        }
        Self { names, ways, of_loan }
    }

    /// Number of the segment that a row's loans are in by the way of that name, where the tape is cut so.
    pub fn of_row(&self, tape: &Tape, by: By) -> Vec<u16> {
        let mut of_row = vec![0; tape.rows().len()];
        for loan in 0..tape.len() {
            let is_it = |segment: &&u16| self.names[usize::from(**segment)].0 == by.name();
            of_row[tape.row_of(loan)] = self.of_loan(loan).iter().find(is_it).copied().unwrap_or(0);
        }
        of_row
    }

    /// Of each row number of the pool of loans that stand now where its own stood when they were granted: what was lent ÷ price, nothing
    /// overdue, and all else as it is, equation (308); `None` where no loan of the tape stands there.
    pub fn of_row_when_granted(&self, tape: &Tape) -> Vec<Option<u16>> {
        let pools = self.names.iter().enumerate().filter(|(_, (by, _))| *by == By::Pool.name());
        let numbers: HashMap<&str, u16> = pools.map(|(at, (_, name))| (name.as_str(), at as u16)).collect();
        let of_row = |row: &Row| {
            let region = tape.text(row.labels[0]);
            // Where pools hold all regions their names have none.
            let named =
                |region: &str| numbers.get(pool_in(row, ltv_band_when_granted(row), 0, region).1.as_str()).copied();
            named(region).or_else(|| named(""))
        };
        tape.rows().iter().map(of_row).collect()
    }

    /// How segments are called.
    pub fn names(&self) -> &[(&'static str, String)] {
        &self.names
    }

    /// Segments of a loan, by its number in the order of keys.
    pub fn of_loan(&self, loan: usize) -> &[u16] {
        &self.of_loan[loan * self.ways..(loan + 1) * self.ways]
    }
}

/// What rows have in common, row by row, and each of it once, in order.
fn distinct(of_row: Vec<(usize, String)>) -> [Vec<(usize, String)>; 2] {
    let found = of_row.iter().collect::<BTreeSet<_>>().into_iter().cloned().collect();
    [of_row, found]
}
