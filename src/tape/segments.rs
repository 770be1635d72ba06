//! How the loans of a tape are cut into segments, equation (237).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::row::Row;
use super::summary::{dsti_band, ltv_band};
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
        }
    }
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
        By::LtvBand => band(ltv_band(row)),
        By::DstiBand => band(dsti_band(row)),
        By::Occupier => match row.is_investor {
            Some(false) => (0, "owner".to_owned()),
            Some(true) => (1, "investor".to_owned()),
            None => (usize::MAX, UNKNOWN.to_owned()),
        },
    }
}

/// Most segments: what has more is no way of cutting a book.
pub const MOST_SEGMENTS: usize = 1_000;

impl Segments {
    /// Of a tape cut in some ways; with more than [`MOST_SEGMENTS`] names they are good for nothing but to be counted.
    pub fn of(tape: &Tape, by: &[By]) -> Self {
        let mut names = vec![("all", "all".to_owned())];
        let ways = 1 + by.len();
        let mut of_loan = vec![0; tape.len() * ways];
        for (way, by) in by.iter().enumerate() {
            let of_row: Vec<_> = tape.rows().iter().map(|row| segment(row, *by, tape)).collect();
            let found: Vec<_> = of_row.iter().collect::<BTreeSet<_>>().into_iter().cloned().collect();
            let first = names.len();
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

    /// How segments are called.
    pub fn names(&self) -> &[(&'static str, String)] {
        &self.names
    }

    /// Segments of a loan, by its number in the order of keys.
    pub fn of_loan(&self, loan: usize) -> &[u16] {
        &self.of_loan[loan * self.ways..(loan + 1) * self.ways]
    }
}
