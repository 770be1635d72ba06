//! What each lender has of the households, where any household has more than one loan: places of the sums of a cell and a loan,
//! the main one first, METHOD.md equation (229).

use super::cell_sums::path_sums;

path_sums! {
    LenderSum:
    Loans, "Loans granted.";
    OriginalLoan, "Loans granted, the amount.";
    Defaults, "Those that defaulted.";
    Ead, "Debt at default.";
    LossAtDefault, "The lender's loss, at default.";
    Loss, "The lender's loss, at origination.";
}
