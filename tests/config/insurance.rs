//! `[insurance]`: what does not go together, and an insurance of nothing.

use super::support::faults_after;

#[test]
fn premiums_and_thresholds() {
    let faults = |keys: &str| faults_after(&[("[loan]\n", &format!("[insurance]\n{keys}\n[loan]\n"))]);
    for (keys, expected) in [
        (
            "threshold_ltv = 0.6\npremium = \"yearly\"\npremium_financed = true",
            "premium_financed = true adds a single premium to the loan, and premium = \"yearly\" has none; write premium = \
             \"once\", or leave it out",
        ),
        (
            "threshold_ltv = 0.6\npremium_payer = \"lender\"\npremium_financed = true",
            "premium_financed = true adds a premium of the household's to its loan, and the lender pays; write premium_payer = \
             \"household\", or leave it out",
        ),
        (
            "threshold_ltv = 0.6\nceiling_ltv = 0.5",
            "ceiling_ltv = 0.5 leaves nothing to insure: loans are insured above threshold_ltv; write more than 0.6, a lower \
             threshold_ltv than 0.5, or leave it out",
        ),
        ("threshold_ltv = 0.6\nmaximum_price = 0", "maximum_price = 0 is not in (0, inf)"),
        ("threshold_ltv = 70", "threshold_ltv = 70 is not in (0, 1); 70% is written 0.70"),
        // The loans are of 70%: at the threshold, and so not above it.
        (
            "threshold_ltv = 0.7",
            "threshold_ltv = 0.7 insures no loan: none is above 0.7 of price and appraisal, the highest is at 0.7000; a lower \
             threshold_ltv or a smaller loan.down_payment insures some; or leave [insurance] out",
        ),
        ("claim_months = 3", "threshold_ltv is missing"),
    ] {
        let faults = faults(keys);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
    let some = faults_after(&[
        ("[loan]\n", "[insurance]\nthreshold_ltv = 0.7\n[loan]\n"),
        ("down_payment = 0.3", "down_payment = { uniform = { min = 0.2, max = 0.4 } }"),
    ]);
    assert_eq!(some, "", "some loans are insured");
}
