//! METHOD §4: the schedule of the loan.

use super::config::Config;
use super::money::{Money, NONE};

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

impl Method {
    pub fn of(config: &Config) -> Method {
        match config.text("loan.method") {
            "level" => Method::Level,
            "constant-principal" => Method::ConstantPrincipal,
            "hybrid" => Method::Hybrid { switch: config.whole("loan.switch_month") },
            "interest-only" => Method::InterestOnly,
            method => panic!("{method}"),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Schedule {
    method: Method,
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
    fixed: f64,
}

/// What falls due in a month.
pub struct Due {
    pub interest: Money,
    pub principal: Money,
    /// u after it.
    pub unit_left: f64,
}

impl Schedule {
    pub fn new(method: Method, term: usize, rate: f64, loan: Money) -> Schedule {
        Schedule { method, term, rate, lent: loan, unit: 1.0, balance: loan, fixed: 0.0 }
    }

    fn level_in(&self, t: usize) -> bool {
        match self.method {
            Method::Level => true,
            Method::Hybrid { switch } => t <= switch,
            _ => false,
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
        let left = (self.term - t + 1) as i32;
        let i = self.rate / 12.0;
        self.fixed = if self.level_in(t) && i != 0.0 {
            self.unit * i / -(-f64::from(left) * i.ln_1p()).exp_m1() // (16), 1 − e^{−n·ln(1 + i)}: exact near 0 too
        } else {
            self.unit / f64::from(left) // (17), and (16) at i = 0
        };
    }

    /// (20) repricing, the first instalment, and the switch of a hybrid loan.
    pub fn start_month(&mut self, t: usize, new_rate: Option<f64>) {
        if let Some(rate) = new_rate {
            self.rate = rate;
        }
        let switches = matches!(self.method, Method::Hybrid { switch } if t == switch + 1);
        if t == 1 || new_rate.is_some() || switches {
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
        let unit_left = if self.method == Method::InterestOnly {
            self.unit // (19)
        } else if self.level_in(t) {
            self.unit - (self.fixed - self.unit * i)
        } else {
            self.unit - self.fixed
        };
        let principal = self.balance - self.lent.times(unit_left);
        let interest = if self.level_in(t) && i > 0.0 {
            self.lent.times(self.fixed) - principal
        } else {
            self.lent.times(self.unit * i)
        };
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

/// The first instalment of a loan, interest and principal: that of a loan of 1, times the loan.
pub fn first_instalment(method: Method, term: usize, rate: f64, loan: Money) -> Money {
    let (i, n) = (rate / 12.0, term as f64);
    let is_level = match method {
        Method::Level => true,
        Method::Hybrid { switch } => switch >= 1,
        Method::ConstantPrincipal | Method::InterestOnly => false,
    };
    loan.times(if term == 1 {
        1.0 + i
    } else if method == Method::InterestOnly {
        i
    } else if is_level && i != 0.0 {
        i / -(-n * i.ln_1p()).exp_m1()
    } else {
        1.0 / n + i
    })
}
