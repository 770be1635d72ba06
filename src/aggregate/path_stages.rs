//! Stages of a book's loans along their paths: from pooled probabilities of default at each year's end, METHOD.md equations (304) and
//! (305).

use std::collections::BTreeMap;

use super::staged::Stage;
use crate::outcome::label::CellLabel;
use crate::outcome::loan_class::LoanClass;
use crate::outcome::loan_sums::StageTerms;
use crate::outcome::stage_moves::{ByBatch, StageMove, StageMoves, StageSum};

/// Looks at loans of a class at a year's end: how many, and how many of them default by the horizon.
type Seen = BTreeMap<(u16, LoanClass), [i128; 2]>;

/// Stages along paths of a study.
pub(super) struct PathStages<'a> {
    terms: &'a StageTerms,
    /// By cell.
    seen: Vec<Seen>,
    /// By cell: its peers in other scenarios with their probabilities, itself among them; itself alone where they have none.
    peers: Vec<Vec<(usize, f64)>>,
    /// By cell.
    pub moves: Vec<BTreeMap<StageMove, ByBatch>>,
}

impl<'a> PathStages<'a> {
    /// Of the moves of all cells.
    pub fn of(moves: &StageMoves, terms: &'a StageTerms, labels: &[CellLabel]) -> Self {
        let moves: Vec<_> = (0..labels.len()).map(|cell| moves.of_cell(cell)).collect();
        let seen = moves.iter().map(|of_cell| {
            let mut seen = Seen::new();
            for (of_move, sums) in of_cell {
                let sum = |of: StageSum| sums[of as usize].iter().map(|count| i128::from(*count)).sum::<i128>();
                let [loans, defaults] = seen.entry((of_move.year, of_move.now)).or_default();
                *loans += sum(StageSum::Loans);
                *defaults += sum(StageSum::Defaults);
            }
            seen
        });
        let seen = seen.collect();
        let peers = labels.iter().enumerate().map(|(cell, label)| {
            let alike = labels.iter().enumerate().filter(|(_, peer)| peer.swept == label.swept);
            let weighted: Vec<_> = alike.filter_map(|(cell, peer)| Some((cell, peer.probability?))).collect();
            if weighted.is_empty() { vec![(cell, 1.0)] } else { weighted }
        });
        Self { terms, seen, peers: peers.collect(), moves }
    }

    /// Probability of default to the horizon of loans of a class at a year's end: the mean over the cell's scenarios in which any are
    /// of that class.
    fn pd(&self, cell: usize, year: u16, class: LoanClass) -> Option<f64> {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (peer, probability) in &self.peers[cell] {
            if let Some([loans, defaults]) = self.seen[*peer].get(&(year, class)) {
                sum += probability * (*defaults as f64 / *loans as f64);
                weights += probability;
            }
        }
        (weights > 0.0).then(|| sum / weights)
    }

    /// The stage of loans of a class, granted as one of another: `None` of those that are not on the book.
    pub fn stage(&self, cell: usize, year: u16, origin: LoanClass, class: LoanClass) -> Option<Stage> {
        if !class.is_on_book() {
            return None;
        }
        if class == LoanClass::IMPAIRED {
            return Some(Stage::Three);
        }
        let pds = || self.pd(cell, year, class).zip(self.pd(cell, year, origin));
        let has_grown =
            !class.is_judged_by_pd() || pds().is_some_and(|(pd, expected)| self.terms.has_grown(pd, expected));
        Some(if has_grown { Stage::Two } else { Stage::One })
    }
}
