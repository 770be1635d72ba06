//! `[precision]`: what it takes, and that how small an error is to be is said once.

use underwater::aggregate::Estimator;
use underwater::config::mirror::PreciseEstimate;

use super::support::faults_after;

#[test]
fn how_small_the_error_is_to_be_is_said_once() {
    let faults = |keys: &str| {
        let table = format!("[precision]\n{keys}\n[loan]\n");
        faults_after(&[("[loan]\n", &table)])
    };
    assert_eq!(faults("estimate = \"default_rate\"\nrelative = 0.02"), "");
    assert_eq!(faults("estimate = \"lgd\"\nabsolute = 0.001"), "");
    for (keys, expected) in [
        ("estimate = \"lgd\"", "precision.relative is missing; needed, or absolute"),
        ("estimate = \"lgd\"\nrelative = 0.1\nabsolute = 0.1", "precision.absolute"),
        ("estimate = \"lgd\"\nrelative = 0.1\nabsolute = 0.1", "cannot stand beside relative"),
        ("estimate = \"lgd\"\nrelative = 0", "precision.relative = 0 is not in (0, 1]"),
        ("estimate = \"lgd\"\nabsolute = 2", "precision.absolute = 2 is not in (0, 1]"),
        ("relative = 0.1", "precision.estimate is missing"),
        ("estimate = \"defualt_rate\"\nrelative = 0.1", "default_rate"),
        ("estimate = \"lgd\"\nrelative = 0.1\nmaximum_worlds = 5", "maximum_worlds"),
    ] {
        let told = faults(keys);
        assert!(told.contains(expected), "{keys}\n{told}");
    }
}

#[test]
fn every_estimate_is_one_of_the_summary() {
    for estimate in PreciseEstimate::ALL {
        assert!(Estimator::find(estimate.column()).is_some(), "{}", estimate.column());
        let written = serde_json::to_value(estimate).expect("a name");
        assert_eq!(written, estimate.column());
    }
}
