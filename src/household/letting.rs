//! Rent from the home: investors let it, owners in arrears may, equations (59) and (64).

use crate::random::Distribution;

/// What the home earns when it is let.
#[derive(Clone, Debug, PartialEq)]
pub struct Letting {
    /// A year's rent ÷ price.
    pub rent_yield_annual: Distribution,
    /// When tenants come and go.
    pub tenancy: Tenancy,
    /// Letting by owners in arrears.
    pub in_distress: Option<DistressLetting>,
}

/// Hazards a month of a let home standing empty and of an empty one being let; the home starts let.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tenancy {
    /// −ln(1 − probability) that the tenant leaves.
    pub vacancy_hazard: f64,
    /// −ln(1 − probability) that a tenant is found.
    pub finding_hazard: f64,
}

/// An owner in arrears lets the home and rents something cheaper.
#[derive(Clone, Debug, PartialEq)]
pub struct DistressLetting {
    /// Share of owners who would.
    pub probability: f64,
    /// Months from the first month in distress to the first rent.
    pub months: Distribution,
    /// Rent paid elsewhere ÷ rent of the home.
    pub own_rent_frac: f64,
}
