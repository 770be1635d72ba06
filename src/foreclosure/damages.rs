//! Damages a contract sets for the case of suit, equation (83) (METHOD.md §5, step 4).

use crate::loan::to_grain;

/// What suit adds to the penalty: a share of the balance and of the instalments overdue, never of penalty.
pub fn contract_damages(balance: f64, overdue: f64, contract_damages_frac: f64) -> f64 {
    if contract_damages_frac > 0.0 { to_grain(contract_damages_frac * (balance + overdue)) } else { 0.0 }
}
