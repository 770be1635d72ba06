//! Per path and cell: what became of one household.

use super::{Column, Unit};

macro_rules! final_states {
    ($($variant:ident = $code:literal, $name:literal, $meaning:literal;)*) => {
        /// How a path ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(i64)]
        pub enum FinalState { $(#[doc = $meaning] $variant = $code,)* }

        impl FinalState {
            /// All states with their codes.
            pub const ALL: &'static [FinalState] = &[$(FinalState::$variant,)*];

            /// Name, as in the files.
            pub const fn name(self) -> &'static str {
                match self { $(FinalState::$variant => $name,)* }
            }

            /// What became of the household, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(FinalState::$variant => $meaning,)* }
            }
        }
    };
}

final_states! {
    Performing = 0, "performing", "Nothing overdue at the horizon, or reinstated.";
    Arrears = 1, "arrears", "Something overdue at the horizon, no default open.";
    PaidOff = 2, "paid_off", "Loan repaid at the end of its term.";
    Sold = 3, "sold", "Sold in distress before default.";
    SoldAfterDefault = 4, "sold_after_default", "Sold after default, before the first auction.";
    Auctioned = 5, "auctioned", "Sold at auction.";
    TakenByLender = 6, "taken_by_lender", "Taken by the lender after the last round.";
    Unresolved = 7, "unresolved", "Open at the end of the tail, settled at the expected price.";
    RefusedCash = 8, "refused_cash", "Savings did not cover the purchase.";
    RefusedDownPayment = 9, "refused_down_payment", "Refused by the lender: down payment under the minimum.";
    RefusedBuildingAge = 10, "refused_building_age", "Refused by the lender: building too old at the end of the term.";
    RefusedDsti = 11, "refused_dsti", "Refused by the lender: debt service takes too much of income.";
    RefusedBuffer = 12, "refused_buffer", "Refused by the lender: too little cash after closing.";
    Rescinded = 13, "rescinded", "Home never delivered, contracts cancelled.";
}

impl PathOutcome {
    /// Whether the household did not buy: for want of cash, or refused by the lender.
    pub const fn is_refused(&self) -> bool {
        self.final_state >= FinalState::RefusedCash as i64 && self.final_state <= FinalState::RefusedBuffer as i64
    }
}

macro_rules! path_columns {
    ($($field:ident, $unit:ident, $meaning:literal;)*) => {
        /// One path under one cell, in whole integers. An absent value (no default, no sale…) is [`ABSENT`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct PathOutcome { $(#[doc = $meaning] pub $field: i64,)* }

        impl PathOutcome {
            /// The columns in file order.
            pub const COLUMNS: &'static [Column] =
                &[$(Column { name: stringify!($field), unit: Unit::$unit, meaning: $meaning },)*];

            /// A path to which nothing has happened: states and sums zero.
            pub const EMPTY: PathOutcome = PathOutcome { $($field: 0,)* };

            /// The values in the order of [`PathOutcome::COLUMNS`].
            pub fn values(&self) -> [i64; Self::COLUMNS.len()] {
                [$(self.$field,)*]
            }
        }
    };
}

/// Marks an absent value in a [`PathOutcome`]; written as an empty field.
pub const ABSENT: i64 = i64::MIN;

path_columns! {
    final_state, Code, "How the path ended.";
    home_price, Cents, "Price paid.";
    loan, Cents, "Loan at origination.";
    income_monthly, Cents, "Wage at origination.";
    opening_cash, Cents, "Cash after closing.";
    default_month, Months, "Month of the first default.";
    default_trigger, Code, "0 arrears, 1 strategic, 2 margin call, 3 rescission.";
    equity_at_default_frac, Billionths, "(Value − debt) ÷ value at default; empty also below −9.2·10⁹, where the value is next to nothing.";
    ead, Cents, "Debt at default.";
    reinstated, Code, "1 when everything overdue was paid after default.";
    resolution_month, Months, "Month in which the first default ended: reinstated, sold, auctioned, taken or rescinded.";
    cures, Count, "Returns from arrears to nothing overdue by paying, before default.";
    worst_days_past_due, Count, "Most days past due while the home was held.";
    forbearances, Count, "Times the lender granted relief.";
    margin_paid, Cents, "Principal paid on margin calls.";
    months_under_water, Months, "Month ends under water to the horizon.";
    deepest_equity_frac, Billionths, "Lowest (value − debt) ÷ value to the horizon; empty also below −9.2·10⁹, where the value is next to nothing.";
    sale_month, Months, "Month in which the household sold.";
    settlement_month, Months, "Month of the auction, taking or settlement, or of the cancelled contracts.";
    auction_round, Count, "Round in which the home sold, from 1, counted on through reappraisals; 0 when none did.";
    auction_price, Cents, "Price reached at auction, taking or settlement.";
    auction_discount_frac, Billionths, "1 − price ÷ market value then.";
    deficiency, Cents, "Debt, costs and late interest the home did not cover, before collection; in the months of `explain` what of them is still owed, cash seized taken off.";
    seized, Cents, "Cash taken at settlement.";
    garnished, Cents, "Income taken after settlement.";
    residual_debt, Cents, "Owed when collection ends.";
    recovery_pv, Cents, "Receipts after default, discounted to default.";
    write_off_month, Months, "Month in which the lender gave up what was still owed.";
    recovery_to_write_off_pv, Cents, "Receipts after default up to that month, discounted to default.";
    lender_costs_pv, Cents, "Costs the lender advanced, discounted to default.";
    lgd_frac, Billionths, "1 − (recoveries − costs) ÷ EAD; may exceed 1 or be negative; empty also beyond ± 9.2·10⁹.";
    loss_pv, Cents, "Lender's loss, discounted to origination.";
    balance_months, Cents, "Month-end debt summed over months to the horizon.";
    balance_90_months, Cents, "The same while at least 90 days past due.";
    household_loss, Cents, "The household's loss, the home's own fall included.";
    household_loss_from_default, Cents, "The part beyond keeping the home at the same prices; 0 without default.";
    lowest_cash, Cents, "Lowest month-end cash while the home was held.";
    unmet_spending, Cents, "Spending no means were left for.";
}
