//! What becomes of loans that may be repaid before their time, path by path: places of the sums of a cell, METHOD.md equation
//! (204).

use super::cell_sums::path_sums;

path_sums! {
    ExitSum:
    Loans, "Loans granted.";
    Prepaid, "Those that were prepaid.";
    Moved, "Those that a move repaid.";
    Defaults, "Those that defaulted by the horizon.";
    Surviving, "Those that live at the horizon and never defaulted.";
    PrepaidAlive, "Those that were prepaid, and never defaulted.";
    MovedAlive, "Those that a move repaid, and never defaulted.";
    PrepaidInPart, "Those of which a part was repaid from cash.";
    Refinanced, "Those that were replaced by another, the household's path going on.";
    DefaultsAfter, "Those of them on whose new loan the household defaulted by the horizon.";
    MonthsObserved, "Months to the first default, to the loan's end or to the horizon, whichever comes first.";
    OriginalLoan, "Loans granted, the amount.";
    Loss, "The lender's loss, at origination.";
    Fees, "Fees of loans repaid before their time, in whole or in part.";
    InPart, "Principal repaid in part, from cash.";
    CashOut, "Cash taken out of new loans.";
}
