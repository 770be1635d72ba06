//! What a mortgage insurance comes to, path by path: places of the sums of a cell, METHOD.md equation (178).

use super::cell_sums::path_sums;

path_sums! {
    InsuredSum:
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
