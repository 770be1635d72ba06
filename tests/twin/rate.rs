//! METHOD §4: the contract rate, month by month.

use super::config::Config;
use super::series::position;

/// What the rate of a floating loan is made of.
#[derive(Clone, Copy)]
pub struct ContractRate<'a> {
    config: &'a Config,
    /// `[loan]`, or one of `[[loan.tranche]]`.
    loan: &'a Config,
    repricing: Option<&'a Config>,
    /// m: the policy rate in force.
    policy: f64,
    /// s.
    spread: f64,
    /// Spread of a loan that replaced another (211).
    new_spread: Option<f64>,
}

impl<'a> ContractRate<'a> {
    pub fn at_origination(
        config: &'a Config,
        loan: &'a Config,
        repricing: Option<&'a Config>,
        policy_rate: f64,
    ) -> ContractRate<'a> {
        let spread = loan.maybe_number("spread_annual").unwrap_or(0.0);
        let mut rate = ContractRate { config, loan, repricing, policy: policy_rate, spread, new_spread: None };
        // (208): of what was before month 0 the policy rate is not known, and that of month 0 stands for it.
        for month in 2..=on_book(config) + 1 {
            rate.start_month(month, policy_rate);
        }
        rate
    }

    /// r of the loan's month `t`.
    pub fn annual(self, t: usize) -> f64 {
        if let (Some(rate), None) = (self.loan.maybe_number("annual_rate"), self.new_spread) {
            return rate;
        }
        let sum = self.policy + self.new_spread.unwrap_or(self.spread);
        let Some(repricing) = self.repricing else {
            return sum.max(0.0); // (104)
        };
        // (192)
        let (floor, cap) = (repricing.number("floor_annual"), repricing.maybe_number("cap_annual"));
        let fixed_rate = repricing.maybe_number("fixed_rate_annual");
        match fixed_rate {
            Some(rate) if t <= repricing.whole("fixed_months") && self.new_spread.is_none() => rate,
            _ => sum.max(floor).min(cap.unwrap_or(f64::INFINITY)),
        }
    }

    /// (211) That of a loan granted in a month before which the policy rate was this.
    pub fn replaced(self, policy_rate: f64, spread: f64) -> ContractRate<'a> {
        ContractRate { policy: policy_rate, new_spread: Some(spread), ..self }
    }

    /// At the start of the loan's month `t` ≥ 2, where the policy rate of the month before is this: whether the rate is set anew.
    pub fn start_month(&mut self, t: usize, policy_rate_before: f64) -> bool {
        if self.loan.has("annual_rate") {
            return false;
        }
        let mut is_set = false;
        let fixed_months = self.repricing.map_or(0, |repricing| repricing.whole("fixed_months"));
        for change in self.loan.tables("spread_changes") {
            // (191)
            let month = match change.maybe_whole("month") {
                Some(month) => month,
                None => (position(change.text("date")) - origination(self.config).unwrap()) as usize,
            };
            // What changes in the fixed months is seen after them.
            let (spread, lowers_only) = (change.number("spread_annual"), change.is_true("lowers_only"));
            let is_seen = month == t || month < t && t == fixed_months + 1;
            if t > fixed_months && is_seen && !(lowers_only && self.spread <= spread) {
                self.spread = spread;
                is_set = true;
            }
        }
        if self.reprices(t) {
            self.policy = policy_rate_before;
            is_set = true;
        }
        is_set
    }

    /// (20), (190): whether month `t` ≥ 2 is one of repricing.
    fn reprices(self, t: usize) -> bool {
        let Some(repricing) = self.repricing else {
            return t % 12 == 1;
        };
        let (every, fixed) = (repricing.whole("every_months"), repricing.whole("fixed_months"));
        if t <= fixed {
            return false;
        }
        if fixed > 0 && t == fixed + 1 {
            return true;
        }
        match repricing.text("on") {
            "anniversary" => (t - fixed - 1).is_multiple_of(every),
            "january" => {
                let origination = origination(self.config).unwrap();
                let january = 12.0 * (origination / 12.0).floor();
                (origination + t as f64 - january) % every as f64 == 0.0
            }
            on => panic!("{on}"),
        }
    }
}

/// Months from the loan's origination to month 0.
pub fn on_book(config: &Config) -> usize {
    config.table("loan.on_book").map_or(0, |on_book| on_book.whole("months"))
}

/// Origination in months of the calendar, January of year y being 12·y.
fn origination(config: &Config) -> Option<f64> {
    let start = config.maybe_text("loan.start_month").or(config.maybe_text("policy_rate.start_month"));
    start.map(|start| position(start) - on_book(config) as f64)
}
