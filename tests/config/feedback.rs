//! `[feedback]`: what that which is on needs.

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
        (
            "permanent_frac = 1.0".to_owned(),
            "without it, [feedback.stigma] or [feedback.credit], nothing in [feedback] does anything",
        ),
        ("impact = 1.0".to_owned(), "feedback.mortgaged_share_frac"),
        ("stigma = { easing = 101, memory_months = 0 }".to_owned(), "feedback.stigma.easing = 101 is not in [0, 100]"),
        (
            "stigma = { easing = 1, memory_months = 0 }".to_owned(),
            "feedback.stigma.memory_months = 0 is not in [1, 1200]",
        ),
        ("credit = { memory_months = 12 }".to_owned(), "nothing in [feedback.credit] does anything"),
        ("credit = { sale_sensitivity = -1 }".to_owned(), "feedback.credit.sale_sensitivity = -1 is not in [0, 100]"),
        ("stigma = { memory_months = 12 }".to_owned(), "feedback.stigma.easing"),
        ("impact = -1\nmortgaged_share_frac = 0".to_owned(), "feedback.impact = -1 is not in [0, 1000]"),
        ("impact = -1\nmortgaged_share_frac = 0".to_owned(), "feedback.mortgaged_share_frac = 0 is not in (0, 1]"),
    ] {
        let told = faults(&keys);
        assert!(told.contains(expected), "{keys}\n{told}");
    }
}

#[test]
fn whoever_eases_walking_away_needs_somebody_who_walks() {
    let faults = |walks: &str| {
        let table = format!("{walks}[feedback]\nstigma.easing = 2.0\n[loan]\n");
        faults_after(&[("[loan]\n", &table)])
    };
    let told = faults("");
    assert!(told.contains("distress.walk_away_threshold") && told.contains("nobody walks away"), "{told}");
    assert_eq!(faults("[distress]\nwalk_away_threshold = 0.2\n"), "");
    assert_eq!(faults("[distress]\ninvestor_walk_away_threshold = 0.2\n"), "");
}
