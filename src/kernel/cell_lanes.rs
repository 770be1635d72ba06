//! The contract and budget layer of a block under one cell.

use super::anniversaries::BandLanes;
use super::case::Case;
use super::purchases::OfPurchase;
use super::quiet::Quiet;
use crate::household::Origination;

/// Stands for a case where a household has never left its lane.
pub(super) const NO_CASE: u32 = u32::MAX;

/// The contract and budget layer of a block under one cell.
#[derive(Clone, Debug, Default)]
pub struct CellLanes {
    /// Where each household stands; those in trouble show their numbers here too.
    pub quiet: Box<Quiet>,
    /// Bands of the anniversaries so far.
    pub bands: BandLanes,
    pub case_of: Vec<u32>,
    pub cases: Vec<Case>,
    pub cases_used: usize,
    /// Lanes with something open at the horizon: in default, or the home gone and the debt collected.
    pub out: Vec<usize>,
}

impl CellLanes {
    /// Every household as it bought.
    pub fn begin(&mut self, bought: &OfPurchase) {
        let lanes = bought.origination.len();
        self.quiet.take_over(&bought.quiet, lanes);
        self.case_of.clear();
        self.case_of.resize(lanes, NO_CASE);
        self.cases_used = 0;
        self.out.clear();
    }

    /// The case of a lane, opened if there is none.
    pub fn open_case(&mut self, lane: usize, origination: &Origination) -> &mut Case {
        if self.case_of[lane] == NO_CASE {
            if self.cases_used == self.cases.len() {
                self.cases.push(Case::default());
            }
            self.cases[self.cases_used].open(origination);
            self.case_of[lane] = self.cases_used as u32;
            self.cases_used += 1;
        }
        &mut self.cases[self.case_of[lane] as usize]
    }
}
