//! From the first missed instalment to default, and the ways out before the law.

pub mod arrears;
pub mod forbearance;
pub mod margin_call;
pub mod sale;
pub mod walk_away;

pub use arrears::Arrears;
pub use forbearance::Forbearance;
pub use margin_call::MarginCall;

/// When a household is in distress, what it can do, and what counts as default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DistressParameters {
    /// Days past due at which default is recorded.
    pub default_dpd: u32,
    /// Penalty rate ÷ contract rate.
    pub penalty_multiple: f64,
    /// Days past due from which a household is in distress.
    pub distress_dpd: u32,
    /// A household is in distress while cash and free credit are under so many months' dues.
    pub distress_months: f64,
    /// Hazard a month of finding a buyer while in distress, at a flat trend: −ln(1 − p).
    pub sale_hazard: f64,
    /// γ: the hazard is multiplied by e^{γ·twelve-month log growth}.
    pub sale_trend_sensitivity: f64,
    /// Months a home is on offer at least before it sells.
    pub sale_minimum_months: f64,
    /// Cost of selling ÷ value.
    pub selling_cost_frac: f64,
    /// Relief agreed with the lender.
    pub forbearance: Forbearance,
    /// The lender's margin call.
    pub margin_call: MarginCall,
}

impl DistressParameters {
    /// Hazard a month of finding a buyer where the index grew by `trend` (log, twelve months): λ·e^{γ·trend}.
    pub fn sale_hazard_at(&self, trend: f64) -> f64 {
        // A sale that is certain stays so, whatever the trend.
        if self.sale_trend_sensitivity == 0.0 || self.sale_hazard == f64::INFINITY {
            self.sale_hazard
        } else {
            self.sale_hazard * libm::exp(self.sale_trend_sensitivity * trend)
        }
    }
}

/// What made a household default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum DefaultTrigger {
    /// It could not pay.
    Arrears = 0,
    /// It chose not to.
    Strategic = 1,
    /// It could not meet a margin call.
    MarginCall = 2,
    /// Its home was never delivered, and the contracts were cancelled.
    Rescission = 3,
}

impl DefaultTrigger {
    /// All of them, in the order of their codes.
    pub const ALL: &'static [DefaultTrigger] = &[Self::Arrears, Self::Strategic, Self::MarginCall, Self::Rescission];

    /// Name, as in the files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arrears => "arrears",
            Self::Strategic => "strategic",
            Self::MarginCall => "margin-call",
            Self::Rescission => "rescission",
        }
    }

    /// In words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Arrears => "could not pay",
            Self::Strategic => "chose not to pay",
            Self::MarginCall => "could not meet a margin call",
            Self::Rescission => "home never delivered, contracts cancelled",
        }
    }
}
