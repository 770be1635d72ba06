//! What is overdue: instalments in the order in which they fell due, and penalty interest (METHOD.md §5, steps 7 and 10).

use std::ops::AddAssign;

use super::to_grain;

/// Interest and principal still unpaid of one instalment.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unpaid {
    /// 0 or less where it fell due before month 1.
    month: i32,
    interest: f64,
    principal: f64,
}

impl Allocation {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.interest + self.principal + self.penalty
    }
}

impl AddAssign for Allocation {
    fn add_assign(&mut self, other: Self) {
        self.interest += other.interest;
        self.principal += other.principal;
        self.penalty += other.penalty;
    }
}

/// Overdue instalments, oldest first, and the penalty on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrears {
    unpaid: Vec<Unpaid>,
    /// Interest of all that is unpaid.
    interest: f64,
    /// Principal likewise.
    principal: f64,
    penalty: f64,
}

/// How a payment was used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Allocation {
    /// Interest of instalments.
    pub interest: f64,
    /// Principal of instalments.
    pub principal: f64,
    /// Penalty.
    pub penalty: f64,
}

impl Arrears {
    /// Overdue interest, penalty apart.
    pub fn interest(&self) -> f64 {
        self.interest
    }

    /// Overdue principal.
    pub fn principal(&self) -> f64 {
        self.principal
    }

    /// Penalty interest owed.
    pub fn penalty(&self) -> f64 {
        self.penalty
    }

    /// Overdue interest and principal.
    pub fn instalments(&self) -> f64 {
        self.interest + self.principal
    }

    /// Everything overdue.
    pub fn total(&self) -> f64 {
        self.interest + self.principal + self.penalty
    }

    /// Adds penalty interest: simple, on overdue interest and principal and, after acceleration, on the `balance` not
    /// yet due. How much it is.
    pub fn accrue_penalty(&mut self, penalty_rate_monthly: f64, balance: f64) -> f64 {
        let accrued = to_grain(penalty_rate_monthly * (balance + self.interest + self.principal));
        self.penalty += accrued;
        accrued
    }

    /// Adds to the penalty what the contract sets for the case of suit.
    pub fn add_to_penalty(&mut self, damages: f64) {
        self.penalty += damages;
    }

    /// An instalment falls due.
    pub fn fall_due(&mut self, month: u32, interest: f64, principal: f64) {
        if interest > 0.0 || principal > 0.0 {
            self.unpaid.push(Unpaid { month: month as i32, interest, principal });
            self.interest += interest;
            self.principal += principal;
        }
    }

    /// So many instalments, the last of which fell due in month 0, are unpaid.
    pub fn fell_due(&mut self, instalments: u32, interest: f64, principal: f64) {
        for before in (0..instalments as i32).rev() {
            self.unpaid.push(Unpaid { month: -before, interest, principal });
            self.interest += interest;
            self.principal += principal;
        }
    }

    /// Pays everything.
    pub fn clear(&mut self) -> Allocation {
        let all = Allocation { interest: self.interest, principal: self.principal, penalty: self.penalty };
        self.unpaid.clear();
        (self.interest, self.principal, self.penalty) = (0.0, 0.0, 0.0);
        all
    }

    /// Takes the instalments out, to be added to the balance; penalty stays owed.
    pub fn capitalise(&mut self) -> Allocation {
        let taken = Allocation { interest: self.interest, principal: self.principal, penalty: 0.0 };
        self.unpaid.clear();
        (self.interest, self.principal) = (0.0, 0.0);
        taken
    }

    /// Pays a part: the oldest instalment first (interest, then principal), then penalty.
    pub fn pay(&mut self, amount: f64) -> Allocation {
        let mut left = amount;
        let mut used = Allocation::default();
        let mut settled = 0;
        for unpaid in &mut self.unpaid {
            let interest = if left < unpaid.interest { left } else { unpaid.interest };
            left -= interest;
            let principal = if left < unpaid.principal { left } else { unpaid.principal };
            left -= principal;
            used.interest += interest;
            used.principal += principal;
            unpaid.interest -= interest;
            unpaid.principal -= principal;
            if unpaid.interest > 0.0 || unpaid.principal > 0.0 {
                break;
            }
            settled += 1;
        }
        if settled > 0 {
            self.unpaid.drain(..settled);
        }
        self.interest -= used.interest;
        self.principal -= used.principal;
        if self.unpaid.is_empty() {
            let part = if left < self.penalty { left } else { self.penalty };
            self.penalty -= part;
            used.penalty = part;
        }
        used
    }

    /// Month in which the oldest unpaid instalment fell due.
    pub fn oldest(&self) -> Option<i32> {
        self.unpaid.first().map(|oldest| oldest.month)
    }

    /// What is unpaid of the oldest instalment, if it fell due in `month`.
    pub fn unpaid_of(&self, month: i32) -> f64 {
        let oldest = self.unpaid.first().filter(|oldest| oldest.month == month);
        oldest.map_or(0.0, |oldest| oldest.interest + oldest.principal)
    }

    /// 30 days for every month since the oldest unpaid instalment fell due, its own month counting; 0 when no
    /// instalment is unpaid.
    pub fn days_past_due(&self, month: u32) -> u32 {
        self.unpaid.first().map_or(0, |oldest| 30 * (month as i32 - oldest.month + 1) as u32)
    }

    /// Whether nothing at all is overdue.
    pub fn is_clear(&self) -> bool {
        self.unpaid.is_empty() && self.penalty <= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two instalments unpaid on the first day are 60 days past due then, and the oldest is paid first.
    #[test]
    fn what_fell_due_before_the_first_month() {
        let mut arrears = Arrears::default();
        arrears.fell_due(2, 40.0, 60.0);
        assert_eq!((arrears.days_past_due(0), arrears.days_past_due(1), arrears.oldest()), (60, 90, Some(-1)));
        arrears.fall_due(1, 39.0, 61.0);
        assert_eq!(arrears.pay(150.0), Allocation { interest: 80.0, principal: 70.0, penalty: 0.0 });
        assert_eq!((arrears.days_past_due(1), arrears.instalments()), (60, 150.0));
    }

    #[test]
    fn receipts_go_to_the_oldest_instalment_then_to_penalty() {
        let mut arrears = Arrears::default();
        arrears.fall_due(3, 40.0, 60.0);
        arrears.accrue_penalty(0.01, 0.0);
        arrears.fall_due(4, 39.0, 61.0);
        assert_eq!(arrears.total(), 201.0);
        assert_eq!(arrears.accrue_penalty(0.001, 0.0), to_grain(0.2));
        assert_eq!(arrears.penalty, 1.0 + to_grain(0.2));
        arrears.penalty = 1.0;
        assert_eq!(arrears.days_past_due(4), 60);
        assert_eq!(arrears.pay(110.0), Allocation { interest: 50.0, principal: 60.0, penalty: 0.0 });
        assert_eq!(arrears.days_past_due(4), 30);
        assert_eq!(arrears.clear(), Allocation { interest: 29.0, principal: 61.0, penalty: 1.0 });
        assert!(arrears.is_clear());
    }
}
