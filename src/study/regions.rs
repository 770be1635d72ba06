//! The regions of a cell: which price index and which labour market the loans of each meet.

use crate::tape::Row;

/// A region of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellRegion {
    /// Its name.
    pub name: String,
    /// Which of the study's price indices.
    pub price: usize,
    /// Which of the study's labour markets.
    pub labour: usize,
    /// Number of loans of the tape.
    pub loans: usize,
    /// What share they are of its households with a mortgage, where it has one of its own.
    pub market_share_frac: Option<f64>,
}

/// The regions of a cell in the order of the config; none where all loans meet one index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regions {
    all: Vec<CellRegion>,
    /// Numbers of their names among the texts of the tape, in order, and places in `all`.
    by_label: Vec<(u32, usize)>,
}

impl Regions {
    /// Of regions, each with the number of its name among the texts of a tape where it has loans there.
    pub fn of(regions: Vec<(CellRegion, Option<u32>)>) -> Self {
        let numbered = |(place, (_, label)): (usize, &(CellRegion, Option<u32>))| label.map(|label| (label, place));
        let mut by_label: Vec<(u32, usize)> = regions.iter().enumerate().filter_map(numbered).collect();
        by_label.sort_unstable();
        Self { all: regions.into_iter().map(|(region, _)| region).collect(), by_label }
    }

    /// All of them.
    pub fn all(&self) -> &[CellRegion] {
        &self.all
    }

    /// The same, to be changed in place.
    pub fn all_mut(&mut self) -> &mut [CellRegion] {
        &mut self.all
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The place of the region of a row.
    pub fn place_of(&self, row: &Row) -> Option<usize> {
        let at = self.by_label.binary_search_by_key(&row.region(), |(label, _)| *label).ok()?;
        Some(self.by_label[at].1)
    }

    /// The region of a row.
    pub fn of_row(&self, row: &Row) -> Option<&CellRegion> {
        self.place_of(row).map(|place| &self.all[place])
    }
}
