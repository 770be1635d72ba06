//! What a mortgage insurance comes to, path by path: places of the sums of a cell, METHOD.md equation (178).

macro_rules! places {
    ($($variant:ident, $meaning:literal;)*) => {
        /// A sum over the paths of a cell; amounts in cents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum InsuredSum { $(#[doc = $meaning] $variant,)* }

        impl InsuredSum {
            /// All of them, in order.
            pub const ALL: &'static [InsuredSum] = &[$(InsuredSum::$variant,)*];
            /// Number of sums.
            pub const COUNT: usize = Self::ALL.len();
        }
    };
}

places! {
    Loans, "Loans granted.";
    InsuredLoans, "Those that are insured.";
    Claims, "Claims.";
    OriginalLoan, "Loans granted, the amount.";
    InsuredLoan, "Those that are insured, the amount.";
    Ead, "Debt at default.";
    LossAtDefault, "The lender's loss as if there were no insurer, at default.";
    PaidAtDefault, "Claims, at default.";
    PassedOnAtDefault, "What is collected for the insurer, at default.";
    Loss, "The lender's loss as if there were no insurer, at origination.";
    Paid, "Claims, at origination.";
    PassedOn, "What is collected for the insurer, at origination.";
    Premiums, "Premiums, at origination.";
}
