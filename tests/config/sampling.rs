//! `[sampling]`: what it takes, and what it cannot stand beside.

use super::support::faults_after;

#[test]
fn what_sampling_takes() {
    let faults = |keys: &str| {
        let table = format!("[sampling]\n{keys}\n[loan]\n");
        faults_after(&[("[loan]\n", &table)])
    };
    for keys in ["method = \"antithetic\"", "method = \"sobol\"\ndirections = 8\nbad_worlds_one_in = 1000"] {
        assert_eq!(faults(keys), "");
    }
    for (keys, expected) in [
        ("directions = 2", "sampling.method is missing"),
        ("method = \"sobel\"", "did you mean `sobol`?"),
        ("method = \"sobol\"\ndirections = 9", "sampling.directions = 9 is not in [1, 8]"),
        ("method = \"sobol\"\nbad_worlds_one_in = 1", "sampling.bad_worlds_one_in = 1 is not in [2, 1000]"),
        ("method = \"antithetic\"\nbad_worlds_one_in = 20", "needs method = \"sobol\""),
    ] {
        let told = faults(keys);
        assert!(told.contains(expected), "{keys}\n{told}");
    }
}

#[test]
fn points_end_and_weights_are_not_kept_everywhere() {
    let sobol = "[sampling]\nmethod = \"sobol\"\nbad_worlds_one_in = 20\n";
    let told = |more: &str| faults_after(&[("[loan]\n", &format!("{sobol}{more}[loan]\n"))]);
    let told = told("[feedback]\nimpact = 1.0\nmortgaged_share_frac = 0.4\npermanent_frac = 1.0\n");
    assert!(told.contains("sampling.bad_worlds_one_in = 20 cannot be combined with [feedback] yet"), "{told}");
    let even = "[sampling]\nmethod = \"sobol\"\n[loan]\n";
    let many = faults_after(&[("[loan]\n", even), ("worlds = 10", "worlds = 3_000_000")]);
    assert!(many.contains("study.worlds = 3_000_000 is more than 2097152"), "{many}");
    assert_eq!(faults_after(&[("[loan]\n", even), ("worlds = 10", "worlds = 2_097_152")]), "");
}
