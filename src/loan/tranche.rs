//! Loans beside the main one, equation (227): what each is agreed on, and how much of a purchase it pays.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Loan, MethodKind, Repricing, Rollover, to_grain};

/// A loan of another lender beside the main one of `[loan]`: a provident fund's, a borrowed down payment, a second mortgage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-alternatives" = [["share", "amount"], ["annual_rate", "spread_annual"]]))]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// What tables call its lender: a text of its own, not "main".
    pub name: String,
    /// What it pays a part of.
    pub from: TrancheSource,
    /// Its size as a share of what `from` names, 0 to 1, those of `from = "loan"` together below 1; instead of `amount`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub share: Option<f64>,
    /// Most that is lent, in currency units, above 0; with `share`; absent: no cap.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub up_to: Option<f64>,
    /// Its size in currency units, above 0; instead of `share`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub amount: Option<f64>,
    /// Whether the home secures it; absent: not where `from = "down-payment"`, otherwise it does.
    #[serde(default)]
    pub secured: Option<bool>,
    /// Place in the order in which lenders are paid, 1 to 9, lowest first, equal ones in proportion; the main loan has 1; absent: 1 where `from = "loan"`, otherwise 2.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 9))]
    pub priority: Option<u32>,
    /// Fixed contract rate per year, 0 to 1; instead of `spread_annual`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub annual_rate: Option<f64>,
    /// Spread over the study's policy rate per year, -0.2 to 1; instead of `annual_rate`. The contract rate is never below 0.
    #[serde(default)]
    #[schemars(extend("minimum" = -0.2, "maximum" = 1))]
    pub spread_annual: Option<f64>,
    /// When a floating rate is set, and between what limits; absent: as that of the main loan.
    #[serde(default)]
    pub repricing: Option<Repricing>,
    /// Term in months, 1 to 600; absent: that of the main loan.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub term_months: Option<u32>,
    /// How principal is repaid.
    #[serde(default)]
    pub method: MethodKind,
    /// Last month of level payment, 1 to term - 1; with `method = "hybrid"`.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 599, "x-with" = { "method": "hybrid" }))]
    pub switch_month: Option<u32>,
    /// Months from the first in which interest alone falls due, before the method begins, 0 to term - 1; absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 599))]
    pub interest_only_months: Option<u32>,
    /// Balloon: share of it that the method does not repay, and that falls due with the last instalment, 0 or more, below 1; absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub balloon_frac: Option<f64>,
    /// Its renewals; with `method = "interest-only"`; absent: it runs to its term.
    #[serde(default)]
    pub rollover: Option<Rollover>,
}

/// What a loan beside the main one pays a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrancheSource {
    /// Of the loan: what it lends the main loan does not.
    Loan,
    /// Of the down payment: it takes the place of cash.
    DownPayment,
    /// Of the price: likewise.
    Price,
}

impl Tranche {
    /// Whether the home secures it.
    pub fn secured(&self) -> bool {
        self.secured.unwrap_or(self.from != TrancheSource::DownPayment)
    }

    /// Its place in the order of lenders, lowest first.
    pub fn priority(&self) -> u32 {
        self.priority.unwrap_or(if self.from == TrancheSource::Loan { 1 } else { 2 })
    }

    /// Its term in months.
    pub fn term_months(&self, main: &Loan) -> u32 {
        self.term_months.unwrap_or(main.term_months)
    }

    /// What is lent, equation (227), where `own_loan` is what the down payment leaves of what can be lent on the home: a whole
    /// number of grains.
    pub fn amount(&self, own_loan: f64, home_price: f64) -> f64 {
        if let Some(amount) = self.amount {
            return to_grain(amount);
        }
        let whole = match self.from {
            TrancheSource::Loan => own_loan,
            TrancheSource::DownPayment => home_price - own_loan,
            TrancheSource::Price => home_price,
        };
        let share = self.share.unwrap_or_default() * whole;
        to_grain(self.up_to.filter(|most| *most < share).unwrap_or(share))
    }

    /// It as a loan by itself beside `main`: its rate, term and method are its own, the calendar is the main loan's, and how
    /// its size comes about is no part of it.
    pub fn as_loan(&self, main: &Loan) -> Loan {
        Loan {
            annual_rate: self.annual_rate,
            spread_annual: self.spread_annual,
            spread_changes: None,
            repricing: self.repricing.or(main.repricing).filter(|_| self.annual_rate.is_none()),
            term_months: self.term_months(main),
            method: self.method,
            switch_month: self.switch_month,
            interest_only_months: self.interest_only_months,
            balloon_frac: self.balloon_frac,
            rollover: self.rollover,
            tranche: None,
            ..main.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loan::ContractRate;
    use crate::loan::tests::level_loan;

    fn tranche(from: TrancheSource) -> Tranche {
        Tranche {
            name: "other".to_owned(),
            from,
            share: Some(0.4),
            up_to: None,
            amount: None,
            secured: None,
            priority: None,
            annual_rate: Some(0.0285),
            spread_annual: None,
            repricing: None,
            term_months: None,
            method: MethodKind::Level,
            switch_month: None,
            interest_only_months: None,
            balloon_frac: None,
            rollover: None,
        }
    }

    /// Of a price of 2 million with 1.5 million lent: four tenths of each base, a cap that binds and one that does not.
    #[test]
    fn sizes_by_hand() {
        use TrancheSource::{DownPayment, Loan, Price};
        let lent = |tranche: &Tranche| tranche.amount(1.5e6, 2e6);
        assert_eq!([Loan, DownPayment, Price].map(|from| lent(&tranche(from))), [600_000.0, 200_000.0, 800_000.0]);
        let capped = |up_to| lent(&Tranche { up_to: Some(up_to), ..tranche(Loan) });
        assert_eq!([599_999.5, 600_000.5].map(capped), [599_999.5, 600_000.0]);
        let third = Tranche { share: Some(1.0 / 3.0), ..tranche(Price) };
        assert_eq!(third.amount(0.0, 1e6), to_grain(1e6 / 3.0));
        let fixed = Tranche { share: None, amount: Some(0.1), ..tranche(Loan) };
        assert_eq!(lent(&fixed), to_grain(0.1));
    }

    #[test]
    fn what_is_absent() {
        use TrancheSource::{DownPayment, Loan, Price};
        let told = |from| (tranche(from).secured(), tranche(from).priority());
        assert_eq!([Loan, DownPayment, Price].map(told), [(true, 1), (false, 2), (true, 2)]);
        let given = Tranche { secured: Some(true), priority: Some(7), ..tranche(DownPayment) };
        assert_eq!((given.secured(), given.priority()), (true, 7));
    }

    /// Term, repricing and calendar are the main loan's where it has none of its own; its phases never are.
    #[test]
    fn as_a_loan_by_itself() {
        let repricing = Repricing { every_months: 3, ..Repricing::default() };
        let main = super::super::Loan {
            annual_rate: None,
            spread_annual: Some(0.01),
            repricing: Some(repricing),
            interest_only_months: Some(12),
            balloon_frac: Some(0.3),
            method: MethodKind::ConstantPrincipal,
            ..level_loan()
        };
        let fixed = tranche(TrancheSource::Loan).as_loan(&main);
        let plain = super::super::Loan { annual_rate: Some(0.0285), ..level_loan() };
        assert_eq!(fixed, plain);
        assert_eq!(fixed.repayment(None).rate, ContractRate::Fixed(0.0285));
        let floating = Tranche {
            annual_rate: None,
            spread_annual: Some(-0.005),
            term_months: Some(120),
            interest_only_months: Some(24),
            ..tranche(TrancheSource::Loan)
        };
        let repayment = floating.as_loan(&main).repayment(None);
        let ContractRate::Floating(rate) = &repayment.rate else { panic!("a floating rate") };
        assert_eq!((repayment.term_months, repayment.interest_only_months), (120, 24));
        assert_eq!((rate.spread_annual(50), rate.reference_month(6)), (-0.005, 3));
        let yearly = Tranche { repricing: Some(Repricing::default()), ..floating };
        let ContractRate::Floating(rate) = yearly.as_loan(&main).repayment(None).rate else {
            panic!("a floating rate")
        };
        assert_eq!(rate.reference_month(6), 0);
    }
}
