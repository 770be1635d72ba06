//! Rules between the keys of relief, margin calls and payment plans.

use super::support::faults_after;

#[test]
fn what_does_not_go_together() {
    let faults = faults_after(&[
        (
            "[foreclosure]\n",
            "[distress]\ndefault_dpd = 180\n[distress.margin_call]\ncall_dpd = 120\ntarget_ltv = 0.8\n\
             [distress.forbearance]\nprobability = 30\n[off_plan]\nbank_recovery_frac = 40\n\
             [foreclosure.reappraisal]\nmax_loop = 1\n[foreclosure]\n",
        ),
        ("kind = \"full\"", "kind = \"payment-plan\"\nwrite_off_months = -1"),
    ]);
    let expected = [
        "call_dpd = 120 is below distress.default_dpd = 180: only a loan in default is called",
        "target_ltv = 0.8 belongs to a trigger_ltv; did you forget `trigger_ltv`?",
        "probability = 30 is not in [0, 1]; 30% is written 0.30",
        "bank_recovery_frac = 40 is not in [0, 1]; 40% is written 0.40",
        "max_loop is not a key; did you mean `max_loops`?",
        "discharge_months is missing",
        "write_off_months = -1 is not in [0, 600]",
    ];
    for fault in expected {
        assert!(faults.contains(fault), "{fault}\nis not among\n{faults}");
    }
    assert_eq!(faults.lines().count(), expected.len(), "{faults}");
}

/// Only a claim that is still collected is sold.
#[test]
fn a_claim_that_cannot_be_sold() {
    let sale = |months: u32| format!("claim_sale = {{ months = {months}, price_frac = 0.1 }}");
    let faults = |recourse: &str| faults_after(&[("kind = \"full\"", recourse)]);
    for (recourse, expected) in [
        (
            format!("kind = \"none\"\n{}", sale(0)),
            "recourse.claim_sale has nothing to sell: with kind = \"none\" the debt ends with the home; leave it out",
        ),
        (
            format!("kind = \"full\"\ncollection_months = 12\n{}", sale(13)),
            "months = 13 is above the 12 months of collection: the claim would never be sold; a later sale needs more \
             collection_months",
        ),
        (
            format!("kind = \"full\"\ncollection_months = 24\ndischarge_months = 12\n{}", sale(12)),
            "months = 12 is not below the 12 months after which the rest is forgiven: nothing is left to sell",
        ),
        (
            "kind = \"full\"\nclaim_sale = { months = 0, price_frac = 5 }".to_owned(),
            "price_frac = 5 is not in [0, 1]; 5% is written 0.05",
        ),
    ] {
        let faults = faults(&recourse);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
}
