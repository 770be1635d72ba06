//! Loans that were granted before the study begins, equations (208) and (209): how old they are and what is left of them. What
//! the home has come to be worth since is `household/home_value.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Repayment;
use super::contract::Contract;
use super::instalment::Method;

/// A loan that was granted some months before month 0: `[loan]` says what was agreed on then, `[household]` what the household
/// paid then and is today.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBook {
    /// Months from the loan's origination to month 0, 1 to term - 1.
    #[schemars(extend("minimum" = 1, "maximum" = 599))]
    pub months: u32,
    /// Price index of month 0 divided by that of origination, above 0, at most 100: 1.2 is a rise by a fifth. What is past is known and is not drawn; each home's own walk since then is.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 100))]
    pub index_ratio: f64,
    /// Share of the loan that is still owed in month 0, above 0, at most 1; absent: what the method leaves at the contract rate of month 0.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub balance_frac: Option<f64>,
}

/// What lies behind a loan that was granted before month 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Months since then.
    pub months: u32,
    balance_frac: Option<f64>,
    /// How it was agreed to be repaid.
    granted: Repayment,
}

impl Past {
    /// Equation (209): balance per unit lent in month 0, at a rate that was always that of month 0.
    pub fn unit_balance(&self, rate_monthly: f64) -> f64 {
        if let Some(balance_frac) = self.balance_frac {
            return balance_frac;
        }
        let mut contract = Contract::new(1.0, 1.0, self.granted.unit_first_fixed_part(rate_monthly), rate_monthly);
        for month in 1..=self.months {
            // By formula an instalment stays the same from year to year; rounding does not grow so.
            if self.granted.changes_in(month) || month % 12 == 1 {
                contract.set_instalment(&self.granted, month);
            }
            contract.unit_balance = contract.scheduled(self.granted.is_level(month)).unit_left;
        }
        contract.unit_balance
    }
}

impl Repayment {
    /// The same loan, months counted from month 0 of the study.
    pub(super) fn begun(self, on_book: &OnBook) -> Self {
        let past = on_book.months;
        let method = match self.method {
            Method::Hybrid { switch_month } if switch_month > past => {
                Method::Hybrid { switch_month: switch_month - past }
            }
            Method::Hybrid { .. } => Method::ConstantPrincipal,
            method => method,
        };
        Self {
            term_months: self.term_months.saturating_sub(past).max(1),
            method,
            interest_only_months: self.interest_only_months.saturating_sub(past),
            balloon_frac: self.balloon_frac,
            rate: self.rate.clone(),
            past: Some(Box::new(Past { months: past, balance_frac: on_book.balance_frac, granted: self })),
        }
    }

    /// Balance per unit lent in month 0: 1 for a loan that begins then.
    pub fn unit_opening_balance(&self, rate_monthly: f64) -> f64 {
        self.past.as_ref().map_or(1.0, |past| past.unit_balance(rate_monthly))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loan::tests::level_loan;
    use crate::loan::{Loan, MethodKind, to_grain, unit_present_value};

    fn begun(months: u32, loan: Loan) -> Repayment {
        let on_book = OnBook { months, index_ratio: 1.0, balance_frac: None };
        Loan { on_book: Some(on_book), ..loan }.repayment(None)
    }

    /// Whatever the method: the instalments of an old loan are those of the new one, so many months on.
    #[test]
    fn an_old_loan_goes_on_as_it_began() {
        let rate = 0.04 / 12.0;
        for (method, interest_only_months, balloon_frac) in [
            (MethodKind::Level, None, None),
            (MethodKind::Level, Some(30), Some(0.2)),
            (MethodKind::ConstantPrincipal, Some(12), None),
            (MethodKind::Hybrid, None, Some(0.3)),
            (MethodKind::InterestOnly, None, None),
        ] {
            let switch_month = (method == MethodKind::Hybrid).then_some(40);
            let loan =
                Loan { method, interest_only_months, balloon_frac, switch_month, term_months: 120, ..level_loan() };
            let all = |repayment: &Repayment| {
                let unit_balance = repayment.unit_opening_balance(rate);
                let mut contract = Contract { unit_balance, ..Contract::new(1e6, 1e6, 0.0, rate) };
                contract.balance = to_grain(1e6 * unit_balance);
                contract.set_instalment(repayment, 1);
                let mut rows = Vec::new();
                for month in 1..=repayment.term_months {
                    if repayment.resets_instalment(month) {
                        contract.set_instalment(repayment, month);
                    }
                    let due = contract.month_due(repayment, month);
                    contract.balance -= due.instalment.principal;
                    contract.unit_balance = due.unit_left;
                    rows.push((due.instalment.due, contract.balance));
                }
                rows
            };
            let whole = all(&loan.repayment(None));
            for months in [1, 12, 35, 50, 119] {
                let rest = all(&begun(months, loan.clone()));
                assert_eq!(rest.len(), 120 - months as usize);
                for (a, b) in rest.iter().zip(&whole[months as usize..]) {
                    assert!((a.0 - b.0).abs() < 1e-4 && (a.1 - b.1).abs() < 1e-4, "{method:?}, {months}: {a:?}, {b:?}");
                }
            }
        }
        let left = begun(60, level_loan()).unit_opening_balance(rate);
        let exact = unit_present_value(rate, 300) / unit_present_value(rate, 360);
        assert!((left - exact).abs() < 1e-13);
    }
}
