//! METHOD (217) to (219): other homes with loans of their own.

use super::config::Config;
use super::money::{Money, NONE};

#[derive(Debug, Clone)]
pub struct Mortgaged {
    pub value: Money,
    debt: Money,
    i: f64,
    /// Instalment, and the month of the last.
    pub service: (Money, usize),
    pub rent: Money,
}

impl Mortgaged {
    /// (217)
    pub fn of(terms: &Config, price: Money, u_value: f64, u_ltv: f64) -> Mortgaged {
        let each = price.units() * terms.draw("value_frac", u_value);
        let value = Money::of(terms.number("count") * each);
        let debt = value.times(terms.draw("ltv", u_ltv));
        let (i, months) = (terms.number("rate_annual") / 12.0, terms.whole("remaining_months"));
        let annuity = if i == 0.0 { months as f64 } else { (1.0 - (1.0 + i).powf(-(months as f64))) / i };
        let instalment = Money::of(debt.units() / annuity);
        let rent = Money::of(value.units() * terms.number("rent_yield_annual") / 12.0);
        Mortgaged { value, debt, i, service: (instalment, months), rent }
    }

    pub fn service_in(&self, t: usize) -> Money {
        if t <= self.service.1 { self.service.0 } else { NONE }
    }

    /// (218)
    fn debt_after(&self, t: usize) -> Money {
        if t >= self.service.1 {
            return NONE;
        }
        let mut debt = self.debt;
        for _ in 0..t {
            debt = debt + debt.times(self.i) - self.service.0;
        }
        debt
    }

    /// (219)
    pub fn net(&self, t: usize, index: f64, selling_cost: f64) -> Money {
        self.value.times(index).times(1.0 - selling_cost) - self.debt_after(t)
    }
}
