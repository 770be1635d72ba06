//! A defaulted loan in the lender's book: what comes in and goes out after default, discounted to it (METHOD.md §6).

use super::insured_claim::InsuredClaim;
use crate::loan::discount_factor;
use crate::outcome::DefaultTrigger;

/// The first default on record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DefaultRecord {
    /// Month of the default, from 1.
    pub month: u32,
    /// What led to it.
    pub trigger: DefaultTrigger,
    /// (Value − debt) ÷ value in that month.
    pub equity_frac: f64,
    /// Debt in that month, costs apart.
    pub ead: f64,
    /// Contract rate a month, at which receipts are discounted.
    pub rate_monthly: f64,
}

/// The month in which a lender gave a claim up in its books.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WriteOff {
    /// Month of the write-off, from 1.
    pub month: u32,
    /// Receipts up to it, discounted to default.
    pub recovery_pv: f64,
}

/// A loan in its lender's book. Money in currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LenderBook {
    /// The first default, once there was one; later ones leave it.
    pub default: Option<DefaultRecord>,
    /// Receipts after default so far, discounted to it.
    pub recovery_pv: f64,
    /// Costs advanced, discounted to default.
    pub costs_pv: f64,
    /// When the lender wrote off what was still owed.
    pub write_off: Option<WriteOff>,
    /// Whether what is left of the claim is somebody else's.
    pub is_claim_sold: bool,
    /// What an insurer pays of the loss; receipts above are as if there were none.
    pub insured: Option<InsuredClaim>,
}

impl LenderBook {
    /// A receipt counts as the lender's recovery once there is a default on record, and until the claim is sold.
    pub fn receive(&mut self, month: u32, amount: f64) {
        if let (Some(default), false) = (self.default, self.is_claim_sold) {
            self.recovery_pv += amount * discount_factor(default.rate_monthly, month - default.month);
        }
    }

    /// Costs that the lender advances.
    pub fn advance(&mut self, month: u32, costs: f64) {
        if let Some(default) = self.default {
            self.costs_pv += costs * discount_factor(default.rate_monthly, month - default.month);
        }
    }

    /// A receipt after settlement. What of it goes to an insurer.
    pub fn collect(&mut self, month: u32, amount: f64) -> f64 {
        self.receive(month, amount);
        let (Some(claim), Some(default), false) = (&mut self.insured, self.default, self.is_claim_sold) else {
            return 0.0;
        };
        let passed_on = claim.pass_on(amount);
        claim.passed_on_pv += passed_on * discount_factor(default.rate_monthly, month - default.month);
        passed_on
    }

    /// The lender sells what is still owed: out of its books with the price, unless it was written off before. What of the price
    /// goes to an insurer.
    pub fn sell_claim(&mut self, month: u32, price: f64) -> f64 {
        let passed_on = self.collect(month, price);
        self.is_claim_sold = true;
        if self.write_off.is_none() {
            self.write_off(month);
        }
        passed_on
    }

    /// The lender gives up what is still owed.
    pub fn write_off(&mut self, month: u32) {
        self.write_off = Some(WriteOff { month, recovery_pv: self.recovery_pv });
    }
}
