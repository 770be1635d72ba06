//! Rules between the keys of what a household is at origination.

use super::tables::{Broken, Tables};
use crate::told::told;

/// An earner for every share of earners, an age for the rule about it.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    if let Some(household) = &tables.household
        && household.second_earner.is_none()
        && household.self_employment.is_some_and(|it| it.second_earner_frac > 0.0)
    {
        let key = "household.self_employment.second_earner_frac";
        broken.push(Broken::value(key, told!("needs a [household.second_earner]", "需要 [household.second_earner]")));
    }
    let Some(Some(underwriting)) = &tables.underwriting else { return };
    let rule = ("underwriting.maximum_age_and_term_years", underwriting.maximum_age_and_term_years.is_some());
    let age = ("underwriting.building_age_years", underwriting.building_age_years.is_some());
    for (given, needed) in [(rule, age), (age, rule)] {
        if given.1 && !needed.1 {
            broken.push(Broken::missing(needed.0, told!("{} goes with it", "{} 要与它一起写", given.0)));
        }
    }
}
