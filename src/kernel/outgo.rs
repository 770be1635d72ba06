//! What leaves a household each month before its mortgage, where that is more than it was at origination: growth of
//! spending, illness, other debts, other homes, rent; equation (57). Where all of these are off nothing here is called.

use super::instruction_set::{InstructionSet, lane_pass};
use super::lane_lives::LaneMonth;
use super::quiet::Quiet;
use crate::household::Outgo;
use crate::household::wages::yearly_growth;
use crate::loan::to_grain;

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
        ] {
            column.clear();
            column.resize(lanes, 0.0);
        }
    }

    /// Puts a household into its lane.
    pub fn put(&mut self, lane: usize, outgo: &Outgo) {
        if self.essential.is_empty() {
            return;
        }
        self.essential[lane] = outgo.essential;
        self.discretionary[lane] = outgo.discretionary;
        self.service[lane] = outgo.service;
        self.last_service[lane] = outgo.last_service_month;
        self.rent[lane] = outgo.rent;
        self.other_homes[lane] = outgo.other_homes;
        self.own_rent[lane] = outgo.own_rent;
    }

    /// Writes what all lanes spend in `month`.
    pub fn month(
        &self,
        instruction_set: InstructionSet,
        growth_annual: f64,
        month: u32,
        life: LaneMonth<'_>,
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
            life.extra_spending,
            life.tenanted,
            &self.service,
            &self.last_service,
            &self.rent,
            &self.other_homes,
            &self.own_rent,
            yearly_growth(growth_annual, month),
            f64::from(month),
        );
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
            let illness = to_grain(wage[lane] * extra_spending[lane]);
            let living = to_grain(growth * essential_before[lane]) + illness + own_rent[lane];
            essential[lane] = living + due - rent[lane] * tenanted[lane] - other_homes[lane];
            discretionary[lane] = to_grain(growth * discretionary_before[lane]);
        }
    }
}
