//! How faults name the keys of a loan, the main one or one beside it.

use crate::loan::Loan;
use crate::told::{Told, told};

/// The keys of a loan as faults name them: those of its table, and of the table that has its term.
pub(super) struct Keys {
    /// The table, "loan".
    pub table: String,
    /// The key of its term, "loan.term_months".
    pub term_months: String,
}

impl Keys {
    /// A key of the table.
    pub fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.table)
    }

    /// Why a month is too late.
    pub fn not_below_the_term(&self, loan: &Loan) -> Told {
        told!("is not below {} = {}", "不小于 {} = {}", self.term_months, loan.term_months)
    }
}
