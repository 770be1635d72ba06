//! METHOD (227) to (229): the main loan, the loans beside it, and who of their lenders gets what.

use super::config::Config;
use super::loan::{Due, Repayment, Schedule, first_instalment};
use super::money::{Money, NONE};
use super::outcome::Lender;
use super::rate::{ContractRate, on_book};

/// `[loan]`, or one of `[[loan.tranche]]`.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    config: &'a Config,
    table: &'a Config,
    is_main: bool,
}

impl<'a> Terms<'a> {
    /// The main loan first.
    pub fn all(config: &'a Config) -> Vec<Terms<'a>> {
        let main = Terms { config, table: config.table("loan").unwrap(), is_main: true };
        let beside = config.tables("loan.tranche").iter().map(|table| Terms { config, table, is_main: false });
        std::iter::once(main).chain(beside).collect()
    }

    fn name(self) -> &'a str {
        if self.is_main { "main" } else { self.table.text("name") }
    }

    fn from(self) -> &'a str {
        self.table.text("from")
    }

    pub fn is_secured(self) -> bool {
        self.is_main || self.table.maybe_truth("secured").unwrap_or(self.from() != "down-payment")
    }

    pub fn priority(self) -> usize {
        if self.is_main {
            return 1;
        }
        self.table.maybe_whole("priority").unwrap_or(if self.from() == "loan" { 1 } else { 2 })
    }

    pub fn term_months(self) -> usize {
        self.table.maybe_whole("term_months").unwrap_or_else(|| self.config.whole("loan.term_months"))
    }

    pub fn repayment(self) -> Repayment {
        Repayment::of(self.config, self.table)
    }

    pub fn rollover(self) -> Option<&'a Config> {
        self.table.table("rollover")
    }

    pub fn contract_rate(self, policy_rate: f64) -> ContractRate<'a> {
        let repricing = self.table.table("repricing").or_else(|| self.config.table("loan.repricing"));
        ContractRate::at_origination(self.config, self.table, repricing, policy_rate)
    }

    /// A_j of a loan beside the main one.
    fn amount(self, lent: Money, price: Money) -> Money {
        if let Some(amount) = self.table.maybe_number("amount") {
            return Money::of(amount);
        }
        let base = match self.from() {
            "loan" => lent,
            "down-payment" => price - lent,
            "price" => price,
            from => panic!("{from}"),
        };
        let most = self.table.maybe_number("up_to").unwrap_or(f64::INFINITY);
        Money::of((self.table.number("share") * base.units()).min(most))
    }
}

/// (227) A_0, A_1, … of a sum L.
pub fn amounts(terms: &[Terms], lent: Money, price: Money) -> Vec<Money> {
    let mut amounts = vec![lent];
    for terms in &terms[1..] {
        let amount = terms.amount(lent, price);
        if terms.from() == "loan" {
            amounts[0] -= amount;
        }
        amounts.push(amount);
    }
    amounts
}

/// The first instalments of all loans together.
pub fn first_instalments(terms: &[Terms], policy_rate: f64, amounts: &[Money]) -> Money {
    let of = |(terms, &amount): (&Terms, &Money)| {
        let rate = terms.contract_rate(policy_rate).annual(1 + on_book(terms.config));
        first_instalment(terms.repayment(), terms.term_months(), rate, amount)
    };
    terms.iter().zip(amounts).map(of).sum()
}

/// An instalment, as far as it is not paid.
pub struct Unpaid {
    /// 0 or less where it fell due before month 1.
    pub month: i64,
    pub interest: Money,
    pub principal: Money,
}

/// The default that a lender records.
#[derive(Clone, Copy)]
pub struct Recorded {
    pub month: usize,
    pub ead: Money,
    pub rate: f64,
}

impl Recorded {
    fn discount(&self, month: usize) -> f64 {
        (1.0 + self.rate / 12.0).powi(-((month - self.month) as i32))
    }
}

/// What a lender has received in a month, by debt service or by a way out.
pub struct Receipt {
    pub month: usize,
    pub amount: Money,
    pub is_service: bool,
}

/// Secured loans come before unsecured ones, then by priority.
pub type Rank = (bool, usize);

pub struct Loan<'a> {
    pub name: &'a str,
    is_main: bool,
    pub secured: bool,
    pub rank: Rank,
    pub lent: Money,
    /// What of it was owed in month 0.
    pub owed_at_first: Money,
    pub rate_at_origination: f64,
    pub contract_rate: ContractRate<'a>,
    pub schedule: Schedule,
    pub unpaid: Vec<Unpaid>,
    pub penalty: Money,
    /// When it is up for renewal, (232).
    pub rollover: Option<&'a Config>,
    /// Interest, penalty and damages that it has grown by.
    pub charged: Money,
    pub recorded: Option<Recorded>,
    pub receipts: Vec<Receipt>,
    /// Share of what is collected after the settlement.
    pub share: f64,
}

impl<'a> Loan<'a> {
    pub fn new(terms: Terms<'a>, policy_rate: f64, lent: Money) -> Loan<'a> {
        let contract_rate = terms.contract_rate(policy_rate);
        let rate = contract_rate.annual(1 + on_book(terms.config));
        let schedule = Schedule::new(terms.repayment(), terms.term_months(), rate, lent);
        Loan {
            name: terms.name(),
            is_main: terms.is_main,
            secured: terms.is_secured(),
            rank: (!terms.is_secured(), terms.priority()),
            lent,
            rate_at_origination: rate,
            contract_rate,
            owed_at_first: schedule.balance,
            schedule,
            unpaid: Vec::new(),
            penalty: NONE,
            rollover: terms.rollover(),
            charged: NONE,
            recorded: None,
            receipts: Vec::new(),
            share: 0.0,
        }
    }

    pub fn overdue_interest(&self) -> Money {
        self.unpaid.iter().map(|unpaid| unpaid.interest).sum()
    }

    pub fn overdue_principal(&self) -> Money {
        self.unpaid.iter().map(|unpaid| unpaid.principal).sum()
    }

    pub fn overdue(&self) -> Money {
        self.overdue_interest() + self.overdue_principal()
    }

    /// S + overdue interest + overdue principal + penalty.
    pub fn debt(&self) -> Money {
        self.schedule.balance + self.overdue() + self.penalty
    }

    pub fn days_past_due(&self, t: usize) -> usize {
        self.unpaid.first().map_or(0, |oldest| 30 * (t as i64 - oldest.month + 1) as usize)
    }

    pub fn unpaid_of(&self, month: i64) -> Money {
        let of = |unpaid: &Unpaid| unpaid.interest + unpaid.principal;
        self.unpaid.iter().filter(|unpaid| unpaid.month == month).map(of).sum()
    }

    pub fn fall_due(&mut self, t: usize, due: Due) {
        let Due { interest, principal, unit_left } = due;
        self.schedule.balance -= principal;
        self.charged += interest;
        if t <= self.schedule.term {
            self.schedule.unit = unit_left;
        }
        if interest + principal > NONE {
            self.unpaid.push(Unpaid { month: t as i64, interest, principal });
        }
    }

    /// (240) So many instalments like the next are unpaid, the last of which fell due in month 0.
    pub fn is_behind(&mut self, instalments: usize) {
        let mut next = self.schedule.clone();
        next.start_month(1, None);
        let Due { interest, principal, .. } = next.instalment(1);
        for before in (0..instalments as i64).rev() {
            self.unpaid.push(Unpaid { month: -before, interest, principal });
            self.owed_at_first += interest + principal;
        }
    }

    pub fn owes_penalty(&mut self, penalty: Money) {
        self.penalty += penalty;
        self.charged += penalty;
    }

    /// Of the instalment of a month interest is paid before principal; what was paid of both.
    pub fn pay_instalment(&mut self, month: i64, amount: Money) -> (Money, Money) {
        let Some(unpaid) = self.unpaid.iter_mut().find(|unpaid| unpaid.month == month) else { return (NONE, NONE) };
        let interest = amount.min(unpaid.interest);
        unpaid.interest -= interest;
        let principal = amount - interest;
        unpaid.principal -= principal;
        self.unpaid.retain(|unpaid| unpaid.interest + unpaid.principal > NONE);
        (interest, principal)
    }

    /// Records the lender's default, unless it has one already, or is owed nothing; the main lender conducts the proceeding
    /// and records it all the same.
    pub fn record_default(&mut self, t: usize) {
        if self.recorded.is_none() && (self.debt() > NONE || self.is_main) {
            self.recorded = Some(Recorded { month: t, ead: self.debt(), rate: self.schedule.rate });
        }
    }

    pub fn receives(&mut self, month: usize, amount: Money, is_service: bool) {
        self.receipts.push(Receipt { month, amount, is_service });
    }

    /// (27) to (30) of this lender; costs are those that it advanced, with their months.
    pub fn lender(&self, costs_advanced: &[(usize, Money)]) -> Lender {
        let advanced: Money = costs_advanced.iter().map(|(_, costs)| *costs).sum();
        let received: Money = self.receipts.iter().map(|receipt| receipt.amount).sum();
        let mut lender = Lender {
            name: self.name.into(),
            secured: self.secured,
            received,
            not_received: self.owed_at_first + self.charged + advanced - received,
            loan: self.lent.units(),
            default_month: None,
            ead: None,
            recovery_pv: None,
            lender_costs_pv: None,
            lgd: None,
            loss_pv: 0.0,
        };
        let Some(default) = self.recorded else { return lender };
        let ead = default.ead.units();
        let recovery = self.recovery(&default, usize::MAX);
        let after = costs_advanced.iter().filter(|(month, _)| *month >= default.month);
        let costs: f64 = after.map(|&(month, costs)| costs.units() * default.discount(month)).sum();
        lender.default_month = Some(default.month);
        lender.ead = Some(ead);
        lender.recovery_pv = Some(recovery);
        lender.lender_costs_pv = Some(costs);
        lender.lgd = (ead > 0.0).then(|| 1.0 - (recovery - costs) / ead);
        let at_origination = (1.0 + self.rate_at_origination / 12.0).powi(-(default.month as i32));
        lender.loss_pv = (ead - recovery + costs) * at_origination;
        lender
    }

    /// (28) up to a month.
    pub fn recovery(&self, default: &Recorded, until: usize) -> f64 {
        let counts = |receipt: &&Receipt| {
            let first = if receipt.is_service { default.month + 1 } else { default.month };
            receipt.month >= first && receipt.month <= until
        };
        let received = self.receipts.iter().filter(counts);
        received.map(|receipt| receipt.amount.units() * default.discount(receipt.month)).sum()
    }

    pub fn clear(&mut self) {
        self.schedule.balance = NONE;
        self.unpaid.clear();
        self.penalty = NONE;
    }
}

/// What each claim has of an amount: in order, equal ones in proportion, (228).
pub fn share_out(amount: Money, claims: &[(Rank, Money)]) -> Vec<Money> {
    let mut shares = vec![NONE; claims.len()];
    let mut left = amount;
    let mut ranks: Vec<Rank> = claims.iter().map(|claim| claim.0).collect();
    ranks.sort();
    ranks.dedup();
    for rank in ranks {
        let equals: Vec<usize> = (0..claims.len()).filter(|&j| claims[j].0 == rank && claims[j].1 > NONE).collect();
        let sum: Money = equals.iter().map(|&j| claims[j].1).sum();
        let paid = left;
        for &j in &equals {
            let claim = claims[j].1;
            let share = if paid >= sum {
                claim
            } else if equals.last() == Some(&j) {
                left
            } else {
                Money::of(paid.units() * claim.units() / sum.units())
            };
            shares[j] = share.min(claim).min(left);
            left -= shares[j];
        }
    }
    shares
}

/// An amount by shares: what all but the first have, the rest is the first's.
pub fn in_proportion(amount: Money, shares: &[f64]) -> Vec<Money> {
    let mut parts: Vec<Money> = shares.iter().map(|&share| amount.times(share)).collect();
    parts[0] = amount - parts[1..].iter().copied().sum::<Money>();
    parts
}
