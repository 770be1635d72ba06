//! METHOD §4: the schedule of the loan.

use super::config::Config;
use super::money::{Money, NONE};
use super::rate::on_book;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    Level,
    ConstantPrincipal,
    /// Level in months 1…switch, then constant principal.
    Hybrid {
        switch: usize,
    },
    InterestOnly,
}

/// How principal is repaid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repayment {
    pub method: Method,
    /// m of (193).
    pub interest_only_months: usize,
    /// b of (194).
    pub balloon: f64,
    /// n of the contract, months.
    pub term: usize,
    /// q: months of the loan before month 0; and what of it was left then, where that is given.
    pub past: usize,
    pub balance_frac: Option<f64>,
}

impl Repayment {
    /// Of `[loan]` or one of `[[loan.tranche]]`.
    pub fn of(config: &Config, loan: &Config) -> Repayment {
        let method = match loan.maybe_text("method").unwrap_or("level") {
            "level" => Method::Level,
            "constant-principal" => Method::ConstantPrincipal,
            "hybrid" => Method::Hybrid { switch: loan.whole("switch_month") },
            "interest-only" => Method::InterestOnly,
            method => panic!("{method}"),
        };
        Repayment {
            interest_only_months: loan.maybe_whole("interest_only_months").unwrap_or(0),
            balloon: loan.maybe_number("balloon_frac").unwrap_or(0.0),
            term: loan.maybe_whole("term_months").unwrap_or_else(|| config.whole("loan.term_months")),
            past: on_book(config),
            balance_frac: config.table("loan.on_book").and_then(|on_book| on_book.maybe_number("balance_frac")),
            ..Repayment::plain(method)
        }
    }

    pub fn plain(method: Method) -> Repayment {
        Repayment { method, interest_only_months: 0, balloon: 0.0, term: 0, past: 0, balance_frac: None }
    }

    /// (209) u in month 0, at a rate that was always that of month 0.
    pub fn opening_unit(self, rate: f64) -> f64 {
        if self.past == 0 {
            return 1.0;
        }
        if let Some(given) = self.balance_frac {
            return given;
        }
        let whole = Repayment { past: 0, ..self };
        let mut schedule = Schedule::new(whole, self.term, rate, Money::of(1.0));
        for t in 1..=self.past {
            schedule.start_month(t, None);
            schedule.compute_anew(t);
            schedule.unit = schedule.instalment(t).unit_left;
        }
        schedule.unit
    }

    /// Whether month `t` brings interest alone.
    pub fn interest_only_in(self, t: usize) -> bool {
        self.method == Method::InterestOnly || t + self.past <= self.interest_only_months
    }

    pub fn level_in(self, t: usize) -> bool {
        let is_level = match self.method {
            Method::Level => true,
            Method::Hybrid { switch } => t + self.past <= switch,
            _ => false,
        };
        is_level && !self.interest_only_in(t)
    }

    /// Of a loan of which `unit` is left per unit lent, at the start of month `t` with `left` instalments to go: what stays the
    /// same until it is computed anew, the instalment (level) or its principal.
    fn fixed(self, t: usize, left: usize, unit: f64, i: f64) -> f64 {
        if self.interest_only_in(t) {
            return 0.0; // (19), (193)
        }
        let balloon = self.balloon.min(unit); // (194)
        if self.level_in(t) && i != 0.0 {
            // (16), 1 − e^{−n·ln(1 + i)}: exact near 0 too
            (unit - balloon) * i / -(-(left as f64) * i.ln_1p()).exp_m1() + balloon * i
        } else {
            (unit - balloon) / left as f64 // (17), and (16) at i = 0
        }
    }
}

#[derive(Debug, Clone)]
pub struct Schedule {
    pub repayment: Repayment,
    /// n, months, extensions included.
    pub term: usize,
    /// Contract rate r in force, per year.
    pub rate: f64,
    /// S₀.
    lent: Money,
    /// u: balance per unit lent.
    pub unit: f64,
    /// S: principal not yet due.
    pub balance: Money,
    /// What stays the same until repriced, per unit lent: the instalment (level) or its principal (constant principal).
    pub fixed: f64,
}

/// What falls due in a month.
pub struct Due {
    pub interest: Money,
    pub principal: Money,
    /// u after it.
    pub unit_left: f64,
}

impl Schedule {
    pub fn new(repayment: Repayment, term: usize, rate: f64, loan: Money) -> Schedule {
        let unit = repayment.opening_unit(rate);
        Schedule {
            repayment,
            term: term - repayment.past,
            rate,
            lent: loan,
            unit,
            balance: loan.times(unit),
            fixed: 0.0,
        }
    }

    /// S is moved by something else than an instalment.
    pub fn move_balance(&mut self, by: Money) {
        self.balance += by;
        self.unit = self.balance.units() / self.lent.units();
    }

    /// ln of a debt ÷ price of the home in units of 2⁻²⁴, (110).
    pub fn log_debt(&self, unit: f64, price: Money) -> i64 {
        let most = 24 << 24;
        (log_units(unit) + log_units(self.lent.units() / price.units())).clamp(-most, most)
    }

    pub fn lent(&self) -> f64 {
        self.lent.units()
    }

    /// Computes the instalment anew from u_{t−1} and the n − t + 1 months left.
    pub fn compute_anew(&mut self, t: usize) {
        if t > self.term {
            return;
        }
        self.fixed = self.repayment.fixed(t, self.term - t + 1, self.unit, self.rate / 12.0);
    }

    /// (20) repricing, the first instalment, the switch of a hybrid loan, and the end of interest alone.
    pub fn start_month(&mut self, t: usize, new_rate: Option<f64>) {
        if let Some(rate) = new_rate {
            self.rate = rate;
        }
        let switches =
            matches!(self.repayment.method, Method::Hybrid { switch } if t + self.repayment.past == switch + 1);
        let begins = t + self.repayment.past == self.repayment.interest_only_months + 1;
        if t == 1 || new_rate.is_some() || switches || begins {
            self.compute_anew(t);
        }
    }

    /// Interest on the balance as it is.
    pub fn interest(&self) -> Money {
        self.balance.times(self.rate / 12.0)
    }

    /// What falls due in month `t`, (16) to (19) and (109); nothing after month n.
    pub fn instalment(&self, t: usize) -> Due {
        if t > self.term {
            return Due { interest: NONE, principal: NONE, unit_left: 0.0 };
        }
        if t == self.term {
            return Due { interest: self.interest(), principal: self.balance, unit_left: 0.0 };
        }
        let i = self.rate / 12.0;
        let level = self.repayment.level_in(t);
        let unit_left = if self.repayment.interest_only_in(t) {
            self.unit // (19), (193)
        } else if level {
            self.unit - (self.fixed - self.unit * i)
        } else {
            self.unit - self.fixed
        };
        let principal = self.balance - self.lent.times(unit_left);
        let interest =
            if level && i > 0.0 { self.lent.times(self.fixed) - principal } else { self.lent.times(self.unit * i) };
        Due { interest, principal, unit_left }
    }
}

/// ln of a ratio in units of 2⁻²⁴, cut at ± 24.
pub fn log_units(ratio: f64) -> i64 {
    units(ratio.ln(), 24.0)
}

/// A log in units of 2⁻²⁴, cut at ± most.
pub fn units(log: f64, most: f64) -> i64 {
    (log.clamp(-most, most) * 16_777_216.0).round_ties_even() as i64
}

/// The first instalment after month 0 of a loan, interest and principal: that of a loan of 1, times the loan.
pub fn first_instalment(repayment: Repayment, term: usize, rate: f64, loan: Money) -> Money {
    let (i, unit, left) = (rate / 12.0, repayment.opening_unit(rate), term - repayment.past);
    let fixed = repayment.fixed(1, left, unit, i);
    loan.times(if left == 1 {
        unit + unit * i
    } else if repayment.level_in(1) && i != 0.0 {
        fixed
    } else {
        fixed + unit * i
    })
}
