//! What leaves a household each month before its mortgage, where that is more than it was at origination: growth of
//! spending, illness, other debts, other homes, rent; equation (57). Where all of these are off nothing here is called.

use super::instruction_set::{InstructionSet, lane_pass};
use super::life::LifeMonth;
use super::quiet::Quiet;
use crate::household::Origination;
use crate::household::wages::yearly_growth;
use crate::study::{Cell, LifeParameters};

/// A lane's number in each column; empty where the mechanisms are off.
#[derive(Clone, Debug, Default)]
pub struct OutgoLanes {
    /// Essential spending at origination, a month.
    essential: Vec<f64>,
    discretionary: Vec<f64>,
    /// Service of other debts, and its last month.
    service: Vec<f64>,
    last_service: Vec<f64>,
    /// Rent received while there is a tenant; 0 where the home is not let.
    rent: Vec<f64>,
    /// Cash flow of other homes still owned.
    other_homes: Vec<f64>,
    /// Rent a month paid elsewhere once the own home is let; 0 before.
    own_rent: Vec<f64>,
    /// Stands in for columns of lives that are off.
    zeros: Vec<f64>,
}

/// One household's outgo, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct OutgoParts {
    /// Essential spending, illness and rent paid elsewhere.
    pub living: f64,
    /// Service of other debts in the month.
    pub other_debt_service: f64,
    /// Rent received for the home in the month.
    pub rent_received: f64,
    /// Cash flow of other homes.
    pub other_homes: f64,
}

/// Whether any of the mechanisms is on in a cell.
pub(super) fn is_on(cell: &Cell, life: &LifeParameters) -> bool {
    let household = &cell.household;
    household.spending_growth_annual() != 0.0
        || household.other_debts.is_some()
        || household.other_homes.is_some()
        || household.letting.is_some()
        || life.illness.is_some()
}

impl OutgoLanes {
    /// Sizes the columns, to nothing where the mechanisms are off.
    pub fn reset(&mut self, lanes: usize) {
        for column in [
            &mut self.essential,
            &mut self.discretionary,
            &mut self.service,
            &mut self.last_service,
            &mut self.rent,
            &mut self.other_homes,
            &mut self.own_rent,
            &mut self.zeros,
        ] {
            column.clear();
            column.resize(lanes, 0.0);
        }
    }

    /// Puts a household into its lane.
    pub fn originate(&mut self, lane: usize, origination: &Origination) {
        if self.essential.is_empty() {
            return;
        }
        self.essential[lane] = origination.essential;
        self.discretionary[lane] = origination.discretionary;
        self.service[lane] = origination.other_debt_service;
        self.last_service[lane] = f64::from(origination.other_debt_last_month);
        self.rent[lane] = if origination.is_investor { origination.rent } else { 0.0 };
        self.other_homes[lane] = origination.other_homes.map_or(0.0, |homes| homes.cash_flow);
    }

    /// The owner lets the home and rents something else from now on.
    pub fn let_home(&mut self, lane: usize, rent: f64, own_rent: f64) {
        self.rent[lane] = rent;
        self.own_rent[lane] = own_rent;
    }

    /// Other homes are sold: their cash flow ends.
    pub fn sell_other_homes(&mut self, lane: usize) {
        self.other_homes[lane] = 0.0;
    }

    /// Writes what all lanes spend in `month`.
    pub fn month(
        &self,
        instruction_set: InstructionSet,
        growth_annual: f64,
        month: u32,
        life: LifeMonth<'_>,
        quiet: &mut Quiet,
    ) {
        let lanes = self.essential.len();
        outgo_pass(
            instruction_set,
            &mut quiet.essential[..lanes],
            &mut quiet.discretionary[..lanes],
            &quiet.wage[..lanes],
            &self.essential,
            &self.discretionary,
            if life.extra_spending.is_empty() { &self.zeros } else { life.extra_spending },
            if life.tenanted.is_empty() { &self.zeros } else { life.tenanted },
            &self.service,
            &self.last_service,
            &self.rent,
            &self.other_homes,
            &self.own_rent,
            yearly_growth(growth_annual, month),
            f64::from(month),
        );
    }

    /// The parts of one lane's outgo, for its record.
    pub(super) fn parts(&self, lane: usize, growth: f64, month: u32, illness: f64, tenanted: f64) -> OutgoParts {
        OutgoParts {
            living: growth * self.essential[lane] + illness + self.own_rent[lane],
            other_debt_service: if f64::from(month) <= self.last_service[lane] { self.service[lane] } else { 0.0 },
            rent_received: self.rent[lane] * tenanted,
            other_homes: self.other_homes[lane],
        }
    }
}

lane_pass! {
    /// Equation (57).
    pub fn outgo_pass(
        essential: &mut [f64],
        discretionary: &mut [f64],
        wage: &[f64],
        essential_before: &[f64],
        discretionary_before: &[f64],
        extra_spending: &[f64],
        tenanted: &[f64],
        service: &[f64],
        last_service: &[f64],
        rent: &[f64],
        other_homes: &[f64],
        own_rent: &[f64],
        growth: f64,
        month: f64,
    ) {
        let n = essential.len();
        let (discretionary, wage) = (&mut discretionary[..n], &wage[..n]);
        let (essential_before, discretionary_before) = (&essential_before[..n], &discretionary_before[..n]);
        let (extra_spending, tenanted) = (&extra_spending[..n], &tenanted[..n]);
        let (service, last_service, rent) = (&service[..n], &last_service[..n], &rent[..n]);
        let (other_homes, own_rent) = (&other_homes[..n], &own_rent[..n]);
        for lane in 0..n {
            let due = if month <= last_service[lane] { service[lane] } else { 0.0 };
            let living = growth * essential_before[lane] + wage[lane] * extra_spending[lane] + own_rent[lane];
            essential[lane] = living + due - rent[lane] * tenanted[lane] - other_homes[lane];
            discretionary[lane] = growth * discretionary_before[lane];
        }
    }
}
