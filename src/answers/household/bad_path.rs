//! A path that shows how it goes wrong, METHOD.md (152): the middle one of those that went worst in kind.

use super::counts::{has_lost_home, has_missed};
use crate::outcome::PathOutcome;
use crate::outcome::path::ABSENT;

/// Of which paths it is the middle one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Those that lost the home.
    LostHome,
    /// None did: those that defaulted.
    Defaulted,
    /// None did: those that missed an instalment.
    Missed,
}

impl Rule {
    const ALL: [Self; 3] = [Self::LostHome, Self::Defaulted, Self::Missed];

    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::LostHome => "lost_home",
            Self::Defaulted => "defaulted",
            Self::Missed => "missed",
        }
    }

    /// What a table names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }

    fn takes(self, outcome: &PathOutcome) -> bool {
        match self {
            Self::LostHome => has_lost_home(outcome),
            Self::Defaulted => outcome.default_month != ABSENT,
            Self::Missed => has_missed(outcome),
        }
    }
}

/// The path that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// Its world.
    pub world: u64,
    /// Its household there.
    pub household: u64,
    /// Of which paths it is the middle one.
    pub rule: Rule,
}

/// Losses and numbers of the paths of each kind.
#[derive(Default)]
pub(super) struct Search {
    of_rule: [Vec<(i64, u64)>; 3],
}

impl Search {
    /// Looks at a path of the household's own cell.
    pub fn see(&mut self, path: u64, outcome: &PathOutcome) {
        for (rule, paths) in Rule::ALL.iter().zip(&mut self.of_rule) {
            if !outcome.is_refused() && rule.takes(outcome) {
                paths.push((outcome.household_loss, path));
            }
        }
    }

    /// The path with the middle loss, the lower one of two; of the same loss, the first.
    pub fn chosen(mut self, households: u64) -> Option<BadPath> {
        let (rule, paths) = Rule::ALL.into_iter().zip(&mut self.of_rule).find(|(_, paths)| !paths.is_empty())?;
        paths.sort_unstable();
        let (_, path) = *paths.get((paths.len() - 1) / 2)?;
        Some(BadPath { world: path / households, household: path % households, rule })
    }
}

/// A month of it, currency units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BadMonth {
    /// Month from origination.
    pub month: u32,
    /// Market value of the home.
    pub home_value: f64,
    /// Income.
    pub income: f64,
    /// Spending and service of other debts.
    pub spending: f64,
    /// Cash at its end.
    pub cash: f64,
    /// Due to the lender.
    pub due: f64,
    /// Paid to the lender.
    pub paid: f64,
    /// Overdue at its end, penalty included.
    pub arrears: f64,
    /// Owed at its end: principal not yet due, or the deficiency.
    pub balance: f64,
    /// Days past due at its end.
    pub days_past_due: u32,
    /// What happened, in English, separated by `; `.
    pub events: String,
}
