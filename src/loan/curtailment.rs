//! Loans repaid in part before their time, equations (205) to (207): how much, and what becomes of instalment and term. What
//! the household does is `household/curtailing.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contract, Repayment, to_grain};

/// Loans repaid in part, from cash that a household does not want to keep.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartialPrepayment {
    /// A household looks at its cash in every so many-th month of the loan, 1 to 600: 12 is each anniversary.
    #[serde(default = "yearly")]
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub every_months: u32,
    /// Cash that it keeps, in months of spending and first instalment, 0 to 600; what it has beyond is paid. Cash grows beyond `household.buffer_target_months` where `household.saved_share` is above 0.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub buffer_months: f64,
    /// Least principal that the lender takes, currency units, 1 to a billion; a balance below it may be repaid whole.
    #[serde(default = "one_unit")]
    #[schemars(extend("minimum" = 1, "maximum" = 1e9))]
    pub minimum_amount: f64,
    /// What falls by it: the instalment, over the months there are, or the months, with an instalment that is no higher.
    #[serde(default)]
    pub lowers: Lowers,
    /// Share of the households that repay in part at all, 0 to 1.
    #[serde(default = "all")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub share: f64,
}

fn yearly() -> u32 {
    12
}

fn one_unit() -> f64 {
    1.0
}

fn all() -> f64 {
    1.0
}

/// What a loan repaid in part has less of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lowers {
    /// The instalment, over the months there are.
    #[default]
    Instalment,
    /// The months, with an instalment that is no higher.
    Term,
}

/// What is paid at once. Currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curtailment {
    /// Principal.
    pub principal: f64,
    /// Fee on it.
    pub fee: f64,
}

impl PartialPrepayment {
    /// The first month after `month` in which cash is looked at, of a loan granted so many months before month 0.
    pub fn next_decision(&self, month: u32, months_on_book: u32) -> u32 {
        ((month + months_on_book) / self.every_months + 1) * self.every_months - months_on_book
    }

    /// Whether cash is looked at in a month, likewise.
    pub fn decides_in(&self, month: u32, months_on_book: u32) -> bool {
        (month + months_on_book).is_multiple_of(self.every_months)
    }

    /// Equation (205): what a household of such a need pays out of `cash`, with a fee of so much of the principal. `None`: the
    /// lender takes no so small amount.
    pub fn amount(&self, cash: f64, need: f64, balance: f64, fee_frac: f64) -> Option<Curtailment> {
        let above = cash - to_grain(self.buffer_months * need);
        if above <= 0.0 || balance <= 0.0 {
            return None;
        }
        let fee = to_grain(fee_frac * balance);
        if above >= balance + fee {
            return Some(Curtailment { principal: balance, fee });
        }
        let affordable = to_grain(above / (1.0 + fee_frac));
        let principal = if affordable < balance { affordable } else { balance };
        (principal >= to_grain(self.minimum_amount)).then_some(Curtailment { principal, fee: above - principal })
    }
}

/// What a number of months may exceed a whole one by and still be it: a rounding error is not a month.
const MONTHS_ROUNDED: f64 = 1e-9;

/// Equation (207): the least number of months in which a balance per unit lent is repaid by instalments that are no higher.
/// `fixed_part` is the instalment where it `is_level`, else its principal.
pub fn months_needed(unit_balance: f64, fixed_part: f64, rate_monthly: f64, is_level: bool) -> f64 {
    let months = if is_level && rate_monthly > 0.0 {
        -libm::log1p(-unit_balance * rate_monthly / fixed_part) / libm::log1p(rate_monthly)
    } else {
        unit_balance / fixed_part
    };
    libm::ceil(months - MONTHS_ROUNDED)
}

impl Contract {
    /// Principal was repaid at the end of `month`, before the last: the next instalment is computed anew, over the months there
    /// are (206), or over as few as it takes with one that is no higher (207).
    pub fn curtail(&mut self, repayment: &Repayment, month: u32, lowers: Lowers) {
        self.leave_schedule();
        if lowers == Lowers::Term && month > repayment.interest_only_months {
            let left = self.last_month(repayment) - month;
            let is_level = repayment.is_level(month);
            let needed = months_needed(self.unit_balance, self.unit_fixed_part, self.rate_monthly, is_level);
            if needed < f64::from(left) {
                let months = if needed > 1.0 { needed as u32 } else { 1 };
                self.extension_months -= (left - months) as i32;
            }
        }
        self.set_instalment(repayment, month + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loan::tests::level_loan;
    use crate::loan::{Loan, MethodKind};

    const TERMS: PartialPrepayment = PartialPrepayment {
        every_months: 12,
        buffer_months: 6.0,
        minimum_amount: 10_000.0,
        lowers: Lowers::Term,
        share: 1.0,
    };

    #[test]
    fn what_is_paid() {
        let of = |cash| TERMS.amount(cash, 10_000.0, 100_000.0, 0.25).map(|it| (it.principal, it.fee));
        assert_eq!(of(72_499.0), None);
        assert_eq!(of(72_500.0), Some((10_000.0, 2_500.0)));
        assert_eq!(of(184_999.0), Some((99_999.2_f64.round_to_grain(), 124_999.0 - 99_999.2_f64.round_to_grain())));
        assert_eq!(of(185_000.0), Some((100_000.0, 25_000.0)));
        assert_eq!(of(1e9), Some((100_000.0, 25_000.0)));
        // A balance below the least amount is repaid whole.
        assert_eq!(TERMS.amount(70_000.0, 10_000.0, 400.0, 0.0).map(|it| it.principal), Some(400.0));
        assert_eq!([11, 12, 23].map(|month| TERMS.next_decision(month, 0)), [12, 24, 24]);
        assert_eq!([0, 6, 7].map(|month| TERMS.next_decision(month, 5)), [7, 7, 19]);
        assert!(TERMS.decides_in(7, 5) && !TERMS.decides_in(12, 5));
    }

    trait RoundToGrain {
        fn round_to_grain(self) -> f64;
    }

    impl RoundToGrain for f64 {
        fn round_to_grain(self) -> f64 {
            to_grain(self)
        }
    }

    /// Months of ⌈−ln(1 − S·i ÷ A) ÷ ln(1 + i)⌉: a million at 4.2% over 360 months pays 4890.17; 800 000 are repaid by it in 244
    /// months, and not in 243.
    #[test]
    fn months_that_are_left() {
        let i = 0.042 / 12.0;
        let unit = crate::loan::unit_instalment(i, 360);
        assert_eq!(months_needed(0.8, unit, i, true), 244.0);
        assert!(unit * crate::loan::unit_present_value(i, 244) >= 0.8);
        assert!(unit * crate::loan::unit_present_value(i, 243) < 0.8);
        // What it takes exactly is not one month more for a rounding error.
        for months in 1..360 {
            let left = unit * crate::loan::unit_present_value(i, months);
            assert_eq!(months_needed(left, unit, i, true), f64::from(months));
            assert_eq!(months_needed(f64::from(months) / 360.0, 1.0 / 360.0, i, false), f64::from(months));
        }
    }

    /// The instalment falls in proportion to the balance; or the term, and the instalment is that of the term and no higher.
    #[test]
    fn what_becomes_of_the_contract() {
        let after = |method, lowers| {
            let repayment = Loan { method, ..level_loan() }.repayment(None);
            let rate = 0.04 / 12.0;
            let mut contract = Contract::new(1e6, 1.25e6, repayment.unit_first_fixed_part(rate), rate);
            let before = contract.unit_fixed_part;
            for month in 1..=12 {
                let due = contract.month_due(&repayment, month);
                contract.balance -= due.instalment.principal;
                contract.unit_balance = due.unit_left;
            }
            let whole = contract.balance;
            contract.balance = to_grain(whole / 2.0);
            contract.curtail(&repayment, 12, lowers);
            (before, contract, contract.last_month(&repayment))
        };
        let (before, contract, last) = after(MethodKind::Level, Lowers::Instalment);
        assert!(last == 360 && (contract.unit_fixed_part / before - 0.5).abs() < 1e-9, "{contract:?}");
        let (before, contract, last) = after(MethodKind::Level, Lowers::Term);
        let needed = months_needed(contract.unit_balance, before, 0.04 / 12.0, true) as u32;
        assert_eq!((last, contract.extension_months), (12 + needed, needed as i32 - 348));
        assert!(contract.unit_fixed_part <= before && contract.unit_fixed_part > 0.99 * before);
        let (before, contract, last) = after(MethodKind::ConstantPrincipal, Lowers::Term);
        assert_eq!(last, 12 + 174);
        assert!((contract.unit_fixed_part / before - 1.0).abs() < 1e-9);
    }
}
