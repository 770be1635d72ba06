//! What a household has beside its home: other debts, other homes, a family that helps once (equations (57), (62), (63)).

use super::origination_draws::{Attribute, OriginationDraws};
use crate::random::Distribution;

/// Debts with a fixed service until a month.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherDebts {
    /// Service a month ÷ the household's wage at origination.
    pub service_frac: Distribution,
    /// Months of service, from month 1.
    pub months: Distribution,
}

/// Homes besides the one that is simulated: a cash flow, and what selling them would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherHomes {
    /// Share of households with any.
    pub owner_frac: f64,
    /// Rent less all costs a month ÷ the household's wage at origination; negative where they cost money.
    pub cash_flow_frac: Distribution,
    /// Proceeds of a sale net of debts and costs ÷ price of the home, at the index of origination.
    pub liquidation_value_frac: Distribution,
    /// Months from the first month in arrears to the proceeds.
    pub months_to_sell: Distribution,
}

/// A family that helps once.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyHelp {
    /// The sum given, in months of need.
    pub months: Distribution,
}

/// Other homes of one household.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnedHomes {
    /// Cash flow a month.
    pub cash_flow: f64,
    /// Net proceeds at the index of origination.
    pub liquidation_value: f64,
}

impl OtherDebts {
    /// Last month of service: ⌊draw + ½⌋.
    pub(super) fn last_month(&self, draws: &mut OriginationDraws<'_>) -> u32 {
        (draws.draw(&self.months, Attribute::OtherDebtMonths) + 0.5) as u32
    }
}

impl OtherHomes {
    /// The other homes of a household, if it has any.
    pub(super) fn drawn(&self, home_price: f64, wage: f64, draws: &mut OriginationDraws<'_>) -> Option<OwnedHomes> {
        (self.owner_frac > 0.0 && draws.uniform(Attribute::OtherHomes) < self.owner_frac).then(|| OwnedHomes {
            cash_flow: wage * draws.draw(&self.cash_flow_frac, Attribute::OtherHomesCashFlow),
            liquidation_value: home_price * draws.draw(&self.liquidation_value_frac, Attribute::OtherHomesValue),
        })
    }
}
