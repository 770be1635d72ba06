//! Per world and cell: integer sums over its households.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::saved::{self, TallyError};
use super::{Column, Unit};

macro_rules! world_columns {
    ($($variant:ident, $name:literal, $unit:ident, $meaning:literal;)*) => {
        /// A column of `worlds.parquet`, in file order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum WorldColumn { $(#[doc = $meaning] $variant,)* }

        impl WorldColumn {
            /// All columns in file order.
            pub const ALL: &'static [WorldColumn] = &[$(WorldColumn::$variant,)*];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// Name, unit and meaning.
            pub const fn column(self) -> Column {
                match self { $(WorldColumn::$variant => Column { name: $name, unit: Unit::$unit, meaning: $meaning },)* }
            }
        }
    };
}

world_columns! {
    Accepted, "households_accepted", Count, "Households that bought: all less those refused.";
    RefusedCash, "refused_cash", Count, "Households whose savings did not cover down payment and buying costs.";
    RefusedUnderwriting, "refused_underwriting", Count, "Households the lender's rules refused.";
    Defaults, "defaults", Count, "Households with a default on record by the horizon.";
    DefaultsStrategic, "defaults_strategic", Count, "Defaults of households that chose to stop paying.";
    DefaultsMarginCall, "defaults_margin_call", Count, "Defaults of households that could not meet a margin call.";
    DefaultsRescission, "defaults_rescission", Count, "Defaults recorded when the contracts of an undelivered home were cancelled.";
    EverUnderWater, "ever_under_water", Count, "Households whose home was worth less than the debt at some month end.";
    MonthsUnderWater, "months_under_water", Count, "Household-months under water.";
    PeakUnderWater, "peak_under_water", Count, "Most households under water at one month end.";
    Cures, "cures", Count, "Returns from arrears to nothing overdue by paying, before default.";
    Forborne, "forborne", Count, "Households to which the lender granted relief.";
    Reinstated, "reinstated", Count, "Defaulted households that paid everything overdue before judgment.";
    SoldBeforeDefault, "sold_before_default", Count, "Households that sold in distress before default.";
    SoldAfterDefault, "sold_after_default", Count, "Households that sold after default, before the auction.";
    Auctioned, "auctioned", Count, "Homes sold at auction.";
    TakenByLender, "taken_by_lender", Count, "Homes the lender took after the last round failed.";
    Unresolved, "unresolved", Count, "Cases open at the end of the tail, settled at the expected price.";
    Rescinded, "rescinded", Count, "Households whose home was never delivered and whose contracts were cancelled.";
    Resolved, "resolved", Count, "Defaults that ended before the end of the tail: reinstated, sold, auctioned or taken.";
    MonthsToResolution, "months_to_resolution", Count, "Months from default to its end, of resolved defaults.";
    OwedAfterAuction, "owed_after_auction", Count, "Households whose home was auctioned, taken or settled for less than they owed.";
    ResidualDebtors, "residual_debtors", Count, "Households that still owe when collection ends.";
    OriginalLoan, "original_loan", Cents, "Loans at origination.";
    Ead, "ead", Cents, "Debt at default of defaulted households.";
    RecoveryPv, "recovery_pv", Cents, "Receipts after default, discounted to default.";
    LenderCostsPv, "lender_costs_pv", Cents, "Costs the lender advanced, discounted to default.";
    LossPv, "loss_pv", Cents, "Lender's losses, discounted to origination.";
    BalanceMonths, "balance_months", Cents, "Month-end debt summed over months to the horizon.";
    Balance90Months, "balance_90_months", Cents, "The same of loans at least 90 days past due.";
    HouseholdLoss, "household_loss", Cents, "Households' losses, the homes' own fall in value included.";
    HouseholdLossFromDefault, "household_loss_from_default", Cents, "The part of defaulted households' losses beyond keeping the home at the same prices.";
    UnmetSpending, "unmet_spending", Cents, "Spending no means were left for.";
    Deficiency, "deficiency", Cents, "Debt and costs the homes did not cover, before collection.";
    Collected, "collected", Cents, "Cash seized and income garnished after the home was gone.";
    ResidualDebt, "residual_debt", Cents, "Debt still owed when collection ends.";
    IndexTrough, "index_trough", Billionths, "Lowest level of the price index to the horizon.";
}

/// One world under one cell.
pub type WorldRow = [i64; WorldColumn::COUNT];

/// What rows of worlds are called in the heading of their bytes.
const KIND: &str = "worlds";

/// Rows one after another, as they are saved.
#[derive(Serialize, Deserialize)]
struct Flat<'a> {
    cells: usize,
    rows: Cow<'a, [i64]>,
}

/// All world rows, ordered by world, then cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldTable {
    /// Number of cells.
    pub cells: usize,
    /// `worlds × cells` rows: row of (world, cell) is at `world * cells + cell`.
    pub rows: Vec<WorldRow>,
}

impl WorldTable {
    /// Number of worlds.
    pub fn worlds(&self) -> usize {
        self.rows.len() / self.cells.max(1)
    }

    /// The row of a world under a cell.
    pub fn row(&self, world: usize, cell: usize) -> &WorldRow {
        &self.rows[world * self.cells + cell]
    }

    /// One column of one cell, ordered by world.
    pub fn column(&self, cell: usize, column: WorldColumn) -> impl Iterator<Item = i64> + '_ {
        self.rows.iter().skip(cell).step_by(self.cells).map(move |row| row[column as usize])
    }

    /// As bytes: the same rows always the same.
    ///
    /// # Errors
    /// None that a run can meet.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TallyError> {
        saved::write(KIND, &Flat { cells: self.cells, rows: self.rows.as_flattened().into() })
    }

    /// From bytes, of a study of so many cells.
    ///
    /// # Errors
    /// The bytes are something else, damaged, of another version or of another study.
    pub fn from_bytes(bytes: &[u8], cells: usize) -> Result<Self, TallyError> {
        let Flat { cells: found, rows } = saved::read(KIND, bytes)?;
        if found != cells {
            return Err(TallyError::Shape { what: "cells", found, expected: cells });
        }
        match rows.as_chunks() {
            (rows, []) if rows.len().is_multiple_of(cells) => Ok(Self { cells, rows: rows.to_vec() }),
            _ => Err(TallyError::Impossible { kind: KIND }),
        }
    }
}
