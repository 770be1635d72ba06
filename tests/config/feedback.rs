//! `[feedback]`: what a part that decays needs, and what cannot stand beside it yet.

use super::support::faults_after;

#[test]
fn a_part_that_decays_needs_a_decay() {
    let faults = |keys: &str| {
        let table = format!("[feedback]\n{keys}\n[loan]\n");
        faults_after(&[("[loan]\n", &table)])
    };
    let market = "impact = 1.0\nmortgaged_share_frac = 0.4";
    assert_eq!(faults(market), "");
    assert_eq!(faults(&format!("{market}\npermanent_frac = 0.25\ndecay_monthly = 0.1")), "");
    for (keys, expected) in [
        (format!("{market}\npermanent_frac = 0.25"), "feedback.decay_monthly"),
        (format!("{market}\npermanent_frac = 0.25"), "0.75 of the impact decays"),
        (format!("{market}\npermanent_frac = 1.25"), "feedback.permanent_frac = 1.25 is not in [0, 1]"),
        (format!("{market}\ndecay_monthly = 0"), "feedback.decay_monthly = 0 is not in (0, 1]"),
        ("impact = -1\nmortgaged_share_frac = 0".to_owned(), "feedback.impact = -1 is not in [0, 1000]"),
        ("impact = -1\nmortgaged_share_frac = 0".to_owned(), "feedback.mortgaged_share_frac = 0 is not in (0, 1]"),
    ] {
        let told = faults(&keys);
        assert!(told.contains(expected), "{keys}\n{told}");
    }
}
