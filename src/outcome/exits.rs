//! What becomes of loans that may be repaid before their time, path by path: places of the sums of a cell, METHOD.md equation
//! (204).

macro_rules! places {
    ($($variant:ident, $meaning:literal;)*) => {
        /// A sum over the paths of a cell; amounts in cents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum ExitSum { $(#[doc = $meaning] $variant,)* }

        impl ExitSum {
            /// All of them, in order.
            pub const ALL: &'static [ExitSum] = &[$(ExitSum::$variant,)*];
            /// Number of sums.
            pub const COUNT: usize = Self::ALL.len();
        }
    };
}

places! {
    Loans, "Loans granted.";
    Prepaid, "Those that were prepaid.";
    Moved, "Those that a move repaid.";
    Defaults, "Those that defaulted by the horizon.";
    Surviving, "Those that live at the horizon and never defaulted.";
    PrepaidAlive, "Those that were prepaid, and never defaulted.";
    MovedAlive, "Those that a move repaid, and never defaulted.";
    MonthsObserved, "Months to the first default, to the loan's end or to the horizon, whichever comes first.";
    OriginalLoan, "Loans granted, the amount.";
    Loss, "The lender's loss, at origination.";
    Fees, "Fees of loans repaid before their time.";
}
