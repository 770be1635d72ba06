//! What the cells of a row hold, each by itself.

use crate::loan::MethodKind;
use crate::measure::YearMonth;

/// What the cells of a row hold; `None`: the cell is empty, or its column missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What the loan is called.
    pub id: Option<String>,
    /// Term at origination.
    pub term_months: Option<u32>,
    /// Months from origination to month 0.
    pub months_on_book: Option<u32>,
    /// Month of origination.
    pub origination_month: Option<YearMonth>,
    /// Principal owed.
    pub balance: Option<f64>,
    /// Amount lent.
    pub original_amount: Option<f64>,
    /// Worth of the home in month 0.
    pub value: Option<f64>,
    /// Price paid for it.
    pub price: Option<f64>,
    /// Index of month 0 ÷ that of origination.
    pub index_ratio: Option<f64>,
    /// Fixed rate a year.
    pub annual_rate: Option<f64>,
    /// Spread a year of a floating one.
    pub spread_annual: Option<f64>,
    /// How principal is repaid.
    pub method: Option<MethodKind>,
    /// Days past due in month 0.
    pub days_past_due: Option<u32>,
    /// Income a month.
    pub income_monthly: Option<f64>,
    /// Cash.
    pub cash: Option<f64>,
    /// Whether the home is an investor's.
    pub is_investor: Option<bool>,
    /// Loans that the row stands for.
    pub weight: Option<u32>,
    /// Where the home is.
    pub region: Option<String>,
    /// Part of the book.
    pub segment: Option<String>,
    /// Loans of one age.
    pub vintage: Option<String>,
    /// Probability of default as expected at origination.
    pub origination_pd: Option<f64>,
}
