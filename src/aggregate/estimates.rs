//! The pooled estimates of the summary: each a ratio of sums over worlds, defined once.

pub use super::columns::Scale;
pub use super::household_loss::{LOSS_ESTIMATES, LossEstimate};
use crate::outcome::WorldColumn::{self, *};

/// A signed sum of world columns.
pub type Terms = &'static [(i64, WorldColumn)];

/// An estimate R = ΣY ÷ ΣX over all worlds of a cell.
#[derive(Clone, Copy, Debug)]
pub struct RatioEstimate {
    /// Name of its column; its error has the suffix `_mcse`.
    pub name: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What is counted or added up, Y.
    pub numerator: Terms,
    /// What it is a share or a mean of, X.
    pub denominator: Terms,
    /// How it is written.
    pub scale: Scale,
}

const ACCEPTED: Terms = &[(1, Accepted)];
const APPLICANTS: Terms = &[(1, Accepted), (1, RefusedCash), (1, RefusedUnderwriting)];
const DEFAULTED: Terms = &[(1, Defaults)];
/// Homes that ended in the lender's hands.
const FORECLOSED: Terms = &[(1, Auctioned), (1, TakenByLender), (1, Unresolved)];

const fn fraction(name: &'static str, numerator: Terms, denominator: Terms, meaning: &'static str) -> RatioEstimate {
    RatioEstimate { name, meaning, numerator, denominator, scale: Scale::Plain }
}

const fn money(name: &'static str, numerator: Terms, denominator: Terms, meaning: &'static str) -> RatioEstimate {
    RatioEstimate { name, meaning, numerator, denominator, scale: Scale::Money }
}

/// Share of households with a default on record by the horizon: the first estimate of the summary.
pub const DEFAULT_RATE: RatioEstimate =
    fraction("default_rate", DEFAULTED, ACCEPTED, "Households with a default by the horizon, of those that bought.");

/// All of them, in the order of the summary.
pub const ALL: &[RatioEstimate] = &[
    DEFAULT_RATE,
    fraction(
        "strategic_default_rate",
        &[(1, DefaultsStrategic)],
        ACCEPTED,
        "Households that chose to stop paying, of those that bought.",
    ),
    fraction(
        "margin_call_default_rate",
        &[(1, DefaultsMarginCall)],
        ACCEPTED,
        "Households that could not meet a margin call, of those that bought.",
    ),
    fraction(
        "rescission_rate",
        &[(1, Rescinded)],
        ACCEPTED,
        "Households whose home was never delivered and whose contracts were cancelled, of those that bought.",
    ),
    fraction(
        "forborne_rate",
        &[(1, Forborne)],
        ACCEPTED,
        "Households to which the lender granted relief, of those that bought.",
    ),
    fraction(
        "refused_cash_rate",
        &[(1, RefusedCash)],
        APPLICANTS,
        "Households whose savings did not cover the purchase, of all.",
    ),
    fraction(
        "refused_underwriting_rate",
        &[(1, RefusedUnderwriting)],
        APPLICANTS,
        "Households the lender's rules refused, of all; `underwriting` says why and who they are.",
    ),
    fraction(
        "stock_90_plus",
        &[(1, Balance90Months)],
        &[(1, BalanceMonths)],
        "Debt at least 90 days past due, of all debt, over month ends to the horizon.",
    ),
    fraction(
        "ever_under_water_rate",
        &[(1, EverUnderWater)],
        ACCEPTED,
        "Households under water at some month end, of those that bought.",
    ),
    fraction("months_under_water_mean", &[(1, MonthsUnderWater)], ACCEPTED, "Months under water a household."),
    fraction(
        "peak_under_water_mean",
        &[(1, PeakUnderWater)],
        ACCEPTED,
        "Share of households under water in a world's worst month, pooled over worlds.",
    ),
    fraction(
        "distress_sale_rate",
        &[(1, SoldBeforeDefault), (1, SoldAfterDefault)],
        ACCEPTED,
        "Households that sold in distress, before or after default, of those that bought.",
    ),
    fraction("reinstated_frac", &[(1, Reinstated)], DEFAULTED, "Defaults after which everything overdue was paid."),
    fraction(
        "resolved_frac",
        &[(1, Resolved)],
        DEFAULTED,
        "Defaults that ended before the end of the tail: reinstated, sold, auctioned or taken.",
    ),
    fraction(
        "months_to_resolution_mean",
        &[(1, MonthsToResolution)],
        &[(1, Resolved)],
        "Months from default to its end, per default that ended.",
    ),
    fraction(
        "lgd",
        &[(1, Ead), (-1, RecoveryPv), (1, LenderCostsPv)],
        &[(1, Ead)],
        "1 − (recoveries − lender's costs) ÷ debt at default, discounted to default, pooled by balance.",
    ),
    fraction(
        "expected_loss",
        &[(1, LossPv)],
        &[(1, OriginalLoan)],
        "Lender's losses discounted to origination, of the original loans.",
    ),
    fraction(
        "owed_after_auction_rate",
        &[(1, OwedAfterAuction)],
        ACCEPTED,
        "Households whose home did not cover the debt when it was auctioned or taken, of those that bought.",
    ),
    fraction(
        "owed_after_auction_frac",
        &[(1, OwedAfterAuction)],
        FORECLOSED,
        "The same households, of the homes auctioned, taken or settled.",
    ),
    fraction(
        "residual_debtor_rate",
        &[(1, ResidualDebtors)],
        ACCEPTED,
        "Households that still owe when collection ends, of those that bought.",
    ),
    fraction(
        "unresolved_frac",
        &[(1, Unresolved)],
        FORECLOSED,
        "Cases open at the end of the tail, of the homes auctioned, taken or settled.",
    ),
    money(
        "deficiency_mean",
        &[(1, Deficiency)],
        &[(1, OwedAfterAuction)],
        "Debt and costs the home did not cover, before collection, per household that owed any.",
    ),
    money(
        "household_loss_mean",
        &[(1, HouseholdLoss)],
        ACCEPTED,
        "A household's loss, its home's own fall in value included.",
    ),
    money(
        "household_loss_from_default_mean",
        &[(1, HouseholdLossFromDefault)],
        DEFAULTED,
        "The part of it beyond keeping the home at the same prices, per default.",
    ),
];

/// Quantiles over worlds of a world's own default rate: name and meaning.
pub const WORLD_DEFAULT_RATE: &[(&str, &str)] = &[
    (
        "world_default_rate_q95",
        "Default rate one world in twenty exceeds: a portfolio of that many loans in a bad world.",
    ),
    ("world_default_rate_q99", "Default rate one world in a hundred exceeds."),
];
