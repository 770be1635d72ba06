//! The memory of a household that left its lane.

use crate::distress::{Arrears, DefaultTrigger};
use crate::outcome::{FinalState, MonthCounter};

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

/// A foreclosure under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proceeding {
    /// Which default of the household led to it, from 0.
    pub ordinal: u16,
    /// Month of suit.
    pub suit: u32,
    /// Months from suit to judgment.
    pub months_to_judgment: u32,
    /// Months from judgment to the first auction.
    pub months_to_auction: u32,
    /// Month of judgment, once sued.
    pub judgment: Option<u32>,
    /// The court's appraisal of the home, currency units, once judged.
    pub court_appraisal: Option<f64>,
    /// Month in which it was judged, once it was.
    pub judgment_month: u32,
    /// Next auction month, once judged.
    pub auction: Option<u32>,
    /// Auction rounds held so far, those before a reappraisal included.
    pub rounds: usize,
    /// Price the next round's start is a share of: start of the round before, or the appraisal.
    pub base: f64,
    /// Part of the judgment debt that bears interest on late performance.
    pub judgment_debt: f64,
}

impl Proceeding {
    /// Whether the balance is accelerated.
    pub fn is_accelerated(&self) -> bool {
        self.judgment.is_some()
    }

    /// Whether suit or judgment falls in `month`.
    pub fn has_a_step_at(&self, month: u32) -> bool {
        match self.judgment {
            None => month >= self.suit,
            Some(judgment) => self.court_appraisal.is_none() && month >= judgment,
        }
    }

    /// Whether the first auction month has come.
    pub fn auction_has_come(&self, month: u32) -> bool {
        self.rounds > 0 || self.auction.is_some_and(|auction| month >= auction)
    }
}

/// A deficiency being collected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Debtor {
    /// Owed, late interest apart.
    pub debt: f64,
    /// Interest on late performance, paid after the debt.
    pub late_interest: f64,
    /// Part of the judgment debt that bears it.
    pub judgment_debt: f64,
    /// Interest on the debt, a fraction a month.
    pub rate_monthly: f64,
    /// Last month in which anything is collected.
    pub last_month: u32,
    /// How the home was lost.
    pub closing: Closing,
}

impl Debtor {
    /// Debt and late interest, currency units.
    pub fn owed(&self) -> f64 {
        self.debt + self.late_interest
    }
}

/// The month in which a lender gave a claim up in its books.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WriteOff {
    /// Month of the write-off, from 1.
    pub month: u32,
    /// Receipts up to it, discounted to default.
    pub recovery_pv: f64,
}

/// How a path stopped holding its home, or stopped altogether.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closing {
    /// How the path ended.
    pub state: FinalState,
    /// Month in which it did, from 1.
    pub month: u32,
    /// Market value of the home then, currency units.
    pub value: f64,
    /// Principal not repaid from the household's own means: not yet due and overdue.
    pub principal_left: f64,
    /// What the household has of the home: surplus of a sale (negative where it brought cash) or an auction; value less
    /// debt and costs where it is still held.
    pub net_of_home: f64,
    /// Auction round, from 1; 0 where none sold.
    pub round: usize,
    /// Price at auction, taking or settlement.
    pub price: Option<f64>,
    /// What price did not cover of debt and costs.
    pub deficiency: f64,
}

/// Everything beyond the lane's columns.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Overdue instalments and penalty.
    pub arrears: Arrears,
    /// Whether it chose to stop paying.
    pub walking: bool,
    /// The first default, once there was one; later ones leave it.
    pub default: Option<DefaultRecord>,
    /// Deadline of a margin call that is not met.
    pub margin_call: Option<u32>,
    /// Month in which the contracts of a home that is not delivered are cancelled, once its developer has failed.
    pub rescission: Option<u32>,
    /// Last month of a payment holiday.
    pub holiday: Option<u32>,
    /// Months by which the term was extended.
    pub extension_months: u32,
    /// Requests for forbearance, refused ones included.
    pub requests: u16,
    /// Requests for forbearance that were granted.
    pub forbearances: u32,
    /// Whether it asked since it last had nothing overdue.
    pub has_asked: bool,
    /// Principal paid on margin calls so far, currency units.
    pub margin_paid: f64,
    /// The foreclosure, from default until the household pays everything or the home is gone.
    pub proceeding: Option<Proceeding>,
    /// What is collected once the home is gone and debt is left.
    pub debtor: Option<Debtor>,
    /// Defaults so far, those after reinstatement included.
    pub defaults: u16,
    /// Costs the lender advanced that the household owes.
    pub costs_owed: f64,
    /// Interest on late performance owed while the home is held.
    pub late_interest: f64,
    /// When the lender wrote off what was still owed.
    pub write_off: Option<WriteOff>,
    /// Returns to nothing overdue before default.
    pub cures: u32,
    /// Most days past due at a month's end while the home was held.
    pub worst_days_past_due: u32,
    /// Month in which it was first reinstated after default.
    pub reinstated: Option<u32>,
    /// Receipts after default so far, discounted to it.
    pub recovery_pv: f64,
    /// Costs advanced, discounted to default.
    pub lender_costs_pv: f64,
    /// Penalty and costs paid from the household's own means.
    pub penalty_and_costs_paid: f64,
    /// Spending and service of other debts no means were left for, currency units summed over months.
    pub unmet_spending: f64,
    /// Debt of months at least 90 days past due, summed.
    pub balance_90_months: f64,
    /// State at the last month end.
    pub state: Option<MonthCounter>,
    /// Cash seized at settlement.
    pub seized: f64,
    /// Income taken after settlement, summed over months.
    pub garnished: f64,
    /// Whether the family has helped.
    pub helped: bool,
    /// Month in which other homes bring their proceeds, once they are for sale.
    pub other_homes_sold_in: Option<u32>,
    /// First month in which the home is let in distress, once that is decided; 0 where it never will be.
    pub let_from: Option<u32>,
}

impl Case {
    /// As new, its memory kept.
    pub fn reset(&mut self) {
        let mut arrears = std::mem::take(&mut self.arrears);
        arrears.clear();
        *self = Case { arrears, ..Case::default() };
    }

    /// Whether a margin call is past its deadline in `month`.
    pub fn margin_is_overdue(&self, month: u32) -> bool {
        self.margin_call.is_some_and(|deadline| month >= deadline)
    }

    /// Whether the household may return to its lane after `month`: nothing overdue, nothing decided that is still to
    /// come, no default to account for.
    pub fn is_over(&self, month: u32) -> bool {
        let to_come = |decided: Option<u32>| decided.is_some_and(|when| when > month);
        // A home let from next month on is let already: its rent is in the lane.
        let waits = to_come(self.other_homes_sold_in) || self.let_from.is_some_and(|when| when > month + 1);
        let is_bound = self.margin_call.is_some() || self.holiday.is_some() || self.rescission.is_some();
        self.arrears.is_clear() && !self.walking && self.default.is_none() && !waits && !is_bound
    }
}
