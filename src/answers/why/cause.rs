//! What a default needed, METHOD.md (115).

use super::combination::{COMBINATIONS, NO_INCOME_SHOCKS, NO_PRICE_FALLS};

/// Why a path that defaults in the study does so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Failing income, whatever prices do.
    CashFlowOnly,
    /// Failing income and falling prices together.
    DoubleTrigger,
    /// Falling prices, whatever income does.
    StrategicOnly,
    /// Either of the two.
    Overdetermined,
    /// Neither of them.
    Other,
}

impl Cause {
    /// All causes, in the order of tables.
    pub const ALL: [Self; 5] =
        [Self::CashFlowOnly, Self::DoubleTrigger, Self::StrategicOnly, Self::Overdetermined, Self::Other];

    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CashFlowOnly => "cash_flow_only",
            Self::DoubleTrigger => "double_trigger",
            Self::StrategicOnly => "strategic_only",
            Self::Overdetermined => "overdetermined",
            Self::Other => "other",
        }
    }

    /// Of a path that defaults with nothing off, from whether it defaults in each combination.
    pub(super) fn of(defaults: &[bool; COMBINATIONS]) -> Self {
        if defaults[NO_PRICE_FALLS | NO_INCOME_SHOCKS] {
            return Self::Other;
        }
        match (defaults[NO_PRICE_FALLS], defaults[NO_INCOME_SHOCKS]) {
            (true, false) => Self::CashFlowOnly,
            (false, false) => Self::DoubleTrigger,
            (false, true) => Self::StrategicOnly,
            (true, true) => Self::Overdetermined,
        }
    }
}
