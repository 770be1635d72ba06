//! The columns of households under one cell: where each stands, and what its months leave.

use crate::household::Position;

/// Lanes of a block: the columns of a cell then stay in the second-level cache. Not a power of two: columns that many
/// bytes apart would compete for the same few lines of the first-level cache.
pub const LANES: usize = 120;

macro_rules! columns {
    ($($(#[$meta:meta])* $name:ident: $number:ty = $empty:expr,)*) => {
        /// A lane's number in each column. Of fixed size and side by side, so that a pass needs one address for all of them.
        #[derive(Clone, Debug)]
        pub struct Quiet { $($(#[$meta])* pub $name: [$number; LANES],)* }

        impl Default for Quiet {
            fn default() -> Self {
                Self { $($name: [$empty; LANES],)* }
            }
        }

        impl Quiet {
            /// Takes over so many lanes; what the others hold is no household's.
            pub fn take_over(&mut self, from: &Quiet, lanes: usize) {
                $(self.$name[..lanes].copy_from_slice(&from.$name[..lanes]);)*
                self.active[lanes..].fill(0.0);
            }

            /// The lanes after `lane` and before `end` hold what it holds.
            pub fn repeat(&mut self, lane: usize, end: usize) {
                $(
                    let of_lane = self.$name[lane];
                    self.$name[lane..end].fill(of_lane);
                )*
            }
        }
    };
}

columns! {
    /// 1 at rest, 0 in trouble, after the path's end and where nobody bought.
    active: f64 = 0.0,
    /// Wages a month at origination, all earners in work.
    wage: f64 = 0.0,
    /// Essential spending a month at origination.
    essential: f64 = 0.0,
    /// Discretionary spending a month at origination.
    discretionary: f64 = 0.0,
    /// Discretionary spending is cut while cash is under this.
    cut_below: f64 = 0.0,
    /// Cash held back from debt payments.
    cash_minimum: f64 = 0.0,
    /// Cash to which surplus is saved.
    cash_target: f64 = 0.0,
    /// Price paid for the home.
    home_price: f64 = 0.0,
    /// Contract rate of the month, a fraction.
    rate_monthly: f64 = 0.0,
    /// Amount lent.
    lent: f64 = 0.0,
    /// Balance per unit lent.
    unit_balance: f64 = 0.0,
    /// Per unit lent, the instalment or its principal, whichever the method keeps fixed.
    unit_fixed_part: f64 = 0.0,
    /// ln (lent ÷ price of the home) in whole units.
    log_lent: i32 = 0,
    /// Principal not yet due.
    balance: f64 = 0.0,
    /// Cash at the month's end.
    cash: f64 = 0.0,
    /// Lowest cash at a month's end.
    lowest_cash: f64 = f64::INFINITY,
    /// ln of the highest debt ÷ value at a month's end, in whole units; the least number where there was none.
    highest_log_ltv: i32 = i32::MIN,
    /// Month ends under water so far.
    months_under_water: u32 = 0,
    /// Debt at month ends with something overdue, summed.
    overdue_balance_months: f64 = 0.0,
    /// Balance per unit lent at the other month ends, summed.
    unit_months: f64 = 0.0,
    /// Months in which the home was on offer.
    months_on_offer: f64 = 0.0,
    /// Instalments paid on a home that will not be delivered.
    instalments_paid: f64 = 0.0,
    /// Owed on the credit line.
    line: f64 = 0.0,
    /// Limit of the credit line.
    credit_limit: f64 = 0.0,
    /// What of the wage could be collected, present value.
    collectable_wage: f64 = 0.0,
    /// Exposure to buyers so far, in units of −ln u.
    exposure: f64 = 0.0,
    /// Contract rate a month at origination.
    initial_rate_monthly: f64 = 0.0,
}

impl Quiet {
    /// Where the household of a lane stands; what no lane holds stays as it is.
    pub fn stand(&self, lane: usize, position: &mut Position) {
        position.wage = self.wage[lane];
        position.collectable_wage = self.collectable_wage[lane];
        position.cash = self.cash[lane];
        position.cash_minimum = self.cash_minimum[lane];
        position.cash_target = self.cash_target[lane];
        position.cut_below = self.cut_below[lane];
        position.line = self.line[lane];
        position.credit_limit = self.credit_limit[lane];
        let contract = &mut position.contract;
        contract.lent = self.lent[lane];
        contract.log_lent = self.log_lent[lane];
        contract.balance = self.balance[lane];
        contract.unit_balance = self.unit_balance[lane];
        contract.unit_fixed_part = self.unit_fixed_part[lane];
        contract.rate_monthly = self.rate_monthly[lane];
        position.instalments_paid = self.instalments_paid[lane];
    }
}
