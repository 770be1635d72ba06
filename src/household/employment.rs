//! Income of one earner, employed or out of work (METHOD.md §5, step 3).

/// What an earner has while out of work, as shares of the wage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EmploymentParameters {
    /// Kept throughout (a partner's earnings, odd jobs).
    pub floor_income_frac: f64,
    /// Benefits on top, for a limited time.
    pub benefit_frac: f64,
    /// Months of benefits from the month of the loss, afresh each spell.
    pub benefit_months: u32,
}
