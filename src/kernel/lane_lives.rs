//! Lives laid out for lanes: all households of a month together.

use super::life::HouseholdLife;
use super::views::turn;

/// Columns of months 1 to the horizon.
#[derive(Clone, Debug, Default)]
pub struct LaneLives {
    lanes: usize,
    income_frac: Vec<f64>,
    walk: Vec<i32>,
    extra_spending: Vec<f64>,
    tenanted: Vec<f64>,
    /// All months of a household together, of one column at a time.
    rows: Vec<f64>,
    walks: Vec<i32>,
}

/// One month of all lanes.
#[derive(Clone, Copy)]
pub struct LaneMonth<'a> {
    /// Income ÷ wage at origination.
    pub income_frac: &'a [f64],
    /// The home's own walk, in whole units of the log.
    pub walk: &'a [i32],
    /// Spending for illness ÷ wage at origination.
    pub extra_spending: &'a [f64],
    /// 1 while a let home has its tenant.
    pub tenanted: &'a [f64],
}

impl LaneLives {
    /// Lays out lives that have been lived to the horizon.
    pub fn lay_out(&mut self, lives: &[HouseholdLife], horizon: u32) {
        self.lanes = lives.len();
        self.walks.clear();
        lives.iter().for_each(|life| self.walks.extend_from_slice(&life.walk()[..horizon as usize]));
        turn(&self.walks, self.lanes, &mut self.walk);
        let columns = [&mut self.income_frac, &mut self.extra_spending, &mut self.tenanted];
        let numbers = [HouseholdLife::income_fracs, HouseholdLife::extra_spendings, HouseholdLife::tenanted];
        for (column, fill) in columns.into_iter().zip(numbers) {
            self.rows.clear();
            lives.iter().for_each(|life| fill(life, horizon, &mut self.rows));
            turn(&self.rows, self.lanes, column);
        }
    }

    /// All lanes in a month up to the horizon.
    pub fn month(&self, month: u32) -> LaneMonth<'_> {
        let at = (month as usize - 1) * self.lanes..month as usize * self.lanes;
        LaneMonth {
            income_frac: &self.income_frac[at.clone()],
            walk: &self.walk[at.clone()],
            extra_spending: &self.extra_spending[at.clone()],
            tenanted: &self.tenanted[at],
        }
    }
}
