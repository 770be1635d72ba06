//! Results of some worlds of a study only: everything that shows them says so, in words and, in what programs read, in the
//! first column of every table.

use std::ops::Range;

use polars::prelude::{DataFrame, NamedFrom, Series};
use serde::{Deserialize, Serialize};

use super::ReportError;
use super::language::Language;
use super::number::count;
use crate::outcome::{Column, Unit};

/// First column of every table of such results. Whoever reads columns by their places stumbles over it, whoever puts tables
/// of several results together sees which rows are of which, and it stays with the rows wherever they are copied.
pub const PARTIAL_MISSING_WORLDS: Column = Column::new(
    "partial_missing_worlds",
    Unit::Count,
    "Worlds of the study that these numbers lack: a partial merge, not the results of the study.",
    "缺失世界数",
    "这些数值所缺的情景世界数：只合并了一部分，并非整个研究的结果。",
);

/// Ranges of worlds that are named one by one.
const MOST_NAMED: usize = 5;

/// What results of some worlds lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partial {
    /// Worlds of the whole study.
    pub of_worlds: u64,
    /// Hash of results of the whole study.
    pub of_hash: String,
    /// Worlds that are missing, in their order.
    pub missing: Vec<MissingWorlds>,
}

/// Consecutive worlds that are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingWorlds {
    /// The first.
    pub first_world: u64,
    /// The last.
    pub last_world: u64,
}

impl MissingWorlds {
    /// Of a range that is not empty.
    pub fn of(worlds: &Range<u32>) -> Self {
        Self { first_world: u64::from(worlds.start), last_world: u64::from(worlds.end).saturating_sub(1) }
    }

    fn count(self) -> u64 {
        (self.last_world + 1).saturating_sub(self.first_world)
    }

    fn shown(self) -> String {
        match self.count() {
            1 => count(self.first_world),
            _ => format!("{}–{}", count(self.first_world), count(self.last_world)),
        }
    }
}

impl Partial {
    /// Number of worlds that are missing.
    pub fn missing_worlds(&self) -> u64 {
        self.missing.iter().map(|missing| missing.count()).sum()
    }

    /// A few words, in every title.
    pub fn mark(&self, language: Language) -> String {
        let there = self.of_worlds.saturating_sub(self.missing_worlds());
        (language.texts().partial_mark)(&count(there), &count(self.of_worlds))
    }

    /// The same where the language of the reader is not known.
    pub fn mark_in_all_languages(&self) -> String {
        Language::ALL.map(|language| self.mark(language)).join(" · ")
    }

    /// What these results are, in a sentence or two.
    pub fn sentence(&self, language: Language) -> String {
        let mut named: Vec<String> = self.missing.iter().take(MOST_NAMED).map(|missing| missing.shown()).collect();
        if self.missing.len() > MOST_NAMED {
            named.push("…".to_owned());
        }
        let there = self.of_worlds.saturating_sub(self.missing_worlds());
        (language.texts().partial)(&count(there), &count(self.of_worlds), &named.join(", "))
    }

    /// Rows with the column that says it.
    ///
    /// # Errors
    /// They have it already.
    pub fn marked(&self, mut rows: DataFrame) -> Result<DataFrame, ReportError> {
        let missing = i64::try_from(self.missing_worlds()).unwrap_or(i64::MAX);
        let values = vec![missing; rows.height()];
        rows.insert_column(0, Series::new(PARTIAL_MISSING_WORLDS.name.into(), values).into())?;
        Ok(rows)
    }
}
