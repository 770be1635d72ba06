//! What a world's loans come to, segment by segment, before it is handed over, equation (237).

use super::paths::PathLanes;
use super::year_looks;
use crate::household::Origination;
use crate::outcome::kept;
use crate::outcome::loan_sums::{LoanDefault, LoanRecord};
use crate::outcome::path::ABSENT;
use crate::outcome::stage_moves::Look;
use crate::outcome::year_sums::loss_at_default;
use crate::outcome::{PathOutcome, SegmentSum};
use crate::study::Study;
use crate::tape::Segments;

/// Sums of the loans of a cell in one world.
pub(super) struct SegmentRoom<'a> {
    study: &'a Study,
    /// Number of the cell in the study.
    cell: u32,
    segments: &'a Segments,
    paths: &'a PathLanes,
    /// By segment, then sum.
    sums: Vec<i64>,
    /// What is told of loans one by one; `None` where none are.
    records: Option<Vec<LoanRecord>>,
    /// Looks at loans at year's ends; `None` where stages are not told along paths.
    looks: Option<Vec<Look>>,
}

/// What a path tells of its loan beside its outcome.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfLoan {
    /// What was lent, cents.
    pub lent: i64,
    /// What was owed in month 0, cents.
    pub exposure: i64,
    /// Debt at month ends, summed, cents.
    pub balance_months: i64,
    /// Whether its home was ever worth less.
    pub is_ever_under_water: bool,
}

/// Months by which a loss is told beside the horizon.
const WINDOWS: [i64; 2] = [12, 36];

impl<'a> SegmentRoom<'a> {
    /// Of a study with a tape; `None` of another.
    pub fn of(study: &'a Study, cell: usize, paths: &'a PathLanes) -> Option<Self> {
        let segments = study.segments.as_deref()?;
        let records = study.loan_book.as_ref().map(|_| Vec::new());
        let sums = vec![0; segments.names().len() * SegmentSum::COUNT];
        let looks = study.probation_months().map(|_| Vec::new());
        Some(Self { study, cell: cell as u32, segments, paths, sums, records, looks })
    }

    /// A loan that was never in trouble.
    pub fn stop(&mut self, lane: usize, of: OfLoan) {
        self.add(lane, &performing(of));
        self.note(lane, of.exposure, None);
    }

    /// A loan with all that became of it.
    pub fn finish(&mut self, lane: usize, of: OfLoan, outcome: &PathOutcome) {
        let mut amounts = performing(of);
        let mut put = |sum: SegmentSum, amount: i64| amounts[sum as usize] = amount;
        put(SegmentSum::Balance90Months, outcome.balance_90_months);
        if outcome.default_month != ABSENT {
            put(SegmentSum::Defaults, 1);
            put(SegmentSum::Ead, outcome.ead);
            put(SegmentSum::LossAtDefault, loss_at_default(outcome));
            put(SegmentSum::Loss, outcome.loss_pv);
            put(SegmentSum::DefaultsIn12, i64::from(outcome.default_month <= WINDOWS[0]));
            for (sum, window) in [SegmentSum::LossIn12, SegmentSum::LossIn36].into_iter().zip(WINDOWS) {
                put(sum, if outcome.default_month <= window { outcome.loss_pv } else { 0 });
            }
        }
        self.add(lane, &amounts);
        let default = (outcome.default_month != ABSENT)
            .then_some(LoanDefault { is_in_12: outcome.default_month <= WINDOWS[0], loss: outcome.loss_pv });
        self.note(lane, of.exposure, default);
    }

    /// Notes what is told of a lane's loan by itself: what it owes, which is the same in every world, and its default.
    fn note(&mut self, lane: usize, exposure: i64, default: Option<LoanDefault>) {
        let (Some(records), Some(tape)) = (&mut self.records, self.study.tape.as_deref()) else { return };
        let is_first = self.paths.world[lane] == 0;
        if is_first || default.is_some() {
            let row = tape.row_of(self.paths.number(lane, self.study)) as u32;
            let exposure = if is_first { exposure } else { 0 };
            records.push(LoanRecord { cell: self.cell, row, exposure, default });
        }
    }

    /// Looks back at a path from year's end to year's end, equation (304).
    pub fn look_back(&mut self, notes: &[u8], origination: &Origination, outcome: Option<&PathOutcome>) {
        let Some(looks) = &mut self.looks else { return };
        match outcome {
            Some(outcome) => looks.extend(year_looks::of_outcome(self.cell, notes, origination, outcome)),
            None => looks.extend(year_looks::of_stopped(self.cell, notes, origination)),
        }
    }

    /// Hands over the looks.
    pub fn take_looks(&mut self) -> impl Iterator<Item = Look> + '_ {
        self.looks.iter_mut().flat_map(|looks| looks.drain(..))
    }

    /// Hands over what was noted of loans one by one.
    pub fn take_records(&mut self) -> impl Iterator<Item = LoanRecord> + '_ {
        self.records.iter_mut().flat_map(|records| records.drain(..))
    }

    fn add(&mut self, lane: usize, amounts: &[i64; SegmentSum::COUNT]) {
        let loan = self.paths.number(lane, self.study);
        for segment in self.segments.of_loan(loan) {
            let first = usize::from(*segment) * SegmentSum::COUNT;
            let sums = &mut self.sums[first..first + SegmentSum::COUNT];
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| kept::add(sum, *amount));
        }
    }

    /// What of a lane's loan was overdue in month 0.
    pub fn overdue_at_first(&self, lane: usize, instalment: f64) -> f64 {
        let tape = self.study.tape.as_deref();
        let unpaid = tape.map_or(0, |tape| tape.loan(self.paths.number(lane, self.study)).1.unpaid_instalments);
        f64::from(unpaid) * instalment
    }

    /// Hands over what was summed.
    pub fn take(&mut self) -> Vec<i64> {
        let empty = vec![0; self.sums.len()];
        std::mem::replace(&mut self.sums, empty)
    }
}

fn performing(of: OfLoan) -> [i64; SegmentSum::COUNT] {
    let mut amounts = [0; SegmentSum::COUNT];
    for (sum, amount) in [
        (SegmentSum::Loans, 1),
        (SegmentSum::OriginalLoan, of.lent),
        (SegmentSum::Exposure, of.exposure),
        (SegmentSum::EverUnderWater, i64::from(of.is_ever_under_water)),
        (SegmentSum::BalanceMonths, of.balance_months),
    ] {
        amounts[sum as usize] = amount;
    }
    amounts
}
