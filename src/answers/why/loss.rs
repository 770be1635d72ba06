//! The losses that are split, and the parts they are split into.

use crate::outcome::PathOutcome;

/// Whose loss is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossOf {
    /// The lender's, discounted to origination.
    Lender,
    /// The household's, as far as default adds to it.
    Household,
}

/// What a part of a loss comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Homes worth less than was paid.
    PriceFalls,
    /// Income that fails.
    IncomeShocks,
    /// Contract rates that rise.
    RateRises,
    /// Auctions that bring less than the value.
    AuctionLosses,
    /// What is lost with all four off.
    Other,
    /// All of it.
    All,
}

impl LossOf {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Lender, Self::Household];

    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lender => "lender",
            Self::Household => "household",
        }
    }

    /// Of a path, in cents.
    pub(super) fn of(self, outcome: &PathOutcome) -> i64 {
        match self {
            Self::Lender => outcome.loss_pv,
            Self::Household => outcome.household_loss_from_default,
        }
    }
}

impl Part {
    /// All parts in the order of tables: the causes as METHOD.md has them, the rest, the whole.
    pub const ALL: [Self; 6] =
        [Self::PriceFalls, Self::IncomeShocks, Self::RateRises, Self::AuctionLosses, Self::Other, Self::All];

    /// The word of tables: of a cause its key.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PriceFalls => "price_falls",
            Self::IncomeShocks => "income_shocks",
            Self::RateRises => "rate_rises",
            Self::AuctionLosses => "auction_losses",
            Self::Other => "other",
            Self::All => "all",
        }
    }
}
