//! The columns of quiet households under one cell: what the lane passes read and write.

use crate::household::Position;

/// Lanes of a block: the columns of a cell then stay in the second-level cache. Not a power of two: columns that many
/// bytes apart would compete for the same few lines of the first-level cache.
pub const LANES: usize = 120;

/// A column: the number of every lane.
pub type Column = [f64; LANES];

macro_rules! columns {
    ($($(#[$meta:meta])* $name:ident = $empty:expr,)*) => {
        /// A lane's number in each column. Of fixed size and side by side, so that a pass needs one address for all of them.
        #[derive(Clone, Debug)]
        pub struct Quiet { $($(#[$meta])* pub $name: Column,)* }

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
        }
    };
}

columns! {
    /// 1 in its lane, 0 out of it.
    active = 0.0,
    /// Wages a month at origination, all earners in work.
    wage = 0.0,
    /// What leaves the household this month before its mortgage and discretionary spending.
    essential = 0.0,
    /// Discretionary spending a month.
    discretionary = 0.0,
    /// Discretionary spending is cut while cash is under this.
    cut_below = 0.0,
    /// Cash held back from debt payments.
    cash_minimum = 0.0,
    /// Cash to which surplus is saved.
    cash_target = 0.0,
    /// 1 ÷ price paid for the home.
    inverse_price = 0.0,
    /// Contract rate of the month, a fraction.
    rate_monthly = 0.0,
    /// Instalment or its principal, whichever the method keeps fixed.
    fixed_part = 0.0,
    /// Principal not yet due.
    balance = 0.0,
    /// Cash at the month's end.
    cash = 0.0,
    /// Lowest cash at a month's end.
    lowest_cash = f64::INFINITY,
    /// Highest debt ÷ value at a month's end.
    highest_ltv = f64::NEG_INFINITY,
    /// Month ends under water so far.
    months_under_water = 0.0,
    /// Debt at month ends, summed.
    balance_months = 0.0,
    /// 1 where the household is under water this month.
    under_water = 0.0,
    /// Months in which the home was on offer.
    months_on_offer = 0.0,
    /// Instalments paid on a home that will not be delivered.
    instalments_paid = 0.0,
    /// 1 where a quiet month could not be paid or lived: such a lane is left as it was.
    short = 0.0,
    /// Owed on the credit line.
    line = 0.0,
    /// Limit of the credit line.
    credit_limit = 0.0,
    /// Threshold θ of walking away, equation (22), a share of the home's value; infinite: never.
    walk_away_threshold = f64::INFINITY,
    /// What of the wage could be collected, present value.
    collectable_wage = 0.0,
    /// Exposure to buyers so far, in units of −ln u.
    exposure = 0.0,
    /// 1 where a pass found something that ends the quiet.
    flags = 0.0,
    /// Contract rate a month at origination.
    initial_rate_monthly = 0.0,
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
        position.contract.balance = self.balance[lane];
        position.contract.rate_monthly = self.rate_monthly[lane];
        position.contract.fixed_part = self.fixed_part[lane];
        position.instalments_paid = self.instalments_paid[lane];
    }
}
