//! `[loan.buying_costs]`: what does not go together.

use super::support::faults_after;

#[test]
fn bands_and_shares() {
    let faults = |costs: &str| faults_after(&[("[loan]\n", &format!("[loan]\n{costs}\n"))]);
    let band = |end: &str| format!("{{ {end}first_home_frac = 0.01, second_home_frac = 0.02 }}");
    let bands = |ends: &[&str]| {
        let bands: Vec<String> = ends.iter().map(|end| band(end)).collect();
        format!("buying_costs = {{ area_m2 = 90, deed_tax = [{}] }}", bands.join(", "))
    };
    for (costs, expected) in [
        (
            "buying_cost_frac = 0.03\nbuying_costs = { agency_frac = 0.01 }".to_owned(),
            "loan.buying_cost_frac = 0.03 stands beside [loan.buying_costs]: both would be paid; leave one of them out, or \
             set `buying_cost_frac = 0`",
        ),
        (
            bands(&["up_to_m2 = 140, ", ""]).replace("area_m2 = 90, ", ""),
            "loan.buying_costs.area_m2 is missing; the bands of the deed tax go by the floor area of the home",
        ),
        (
            bands(&["", ""]),
            "deed_tax[0].up_to_m2 is missing; only the last band has no end: those after it would never apply",
        ),
        (
            bands(&["up_to_m2 = 90, ", "up_to_m2 = 140, "]),
            "deed_tax[1].up_to_m2 = 140 leaves larger homes without a rate; leave it out: the last band is for all homes \
             that are larger",
        ),
        (
            bands(&["up_to_m2 = 140, ", "up_to_m2 = 90, ", ""]),
            "deed_tax[1].up_to_m2 = 90 is not above 140, the end of the band before",
        ),
        (
            "buying_costs = { vat = { frac = 5, held_under_two_years_frac = 0.1 } }".to_owned(),
            "loan.buying_costs.vat.frac = 5 is not in [0, 1]; 5% is written 0.05",
        ),
    ] {
        let faults = faults(&costs);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
}
