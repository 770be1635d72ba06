//! Rules between the keys of `[loan]`: when a floating rate is set, when principal is repaid.

use super::support::faults_after;

const FIXED: &str = "annual_rate = 0.04";

fn faults(loan: &str, policy_rate: &str) -> String {
    faults_after(&[(FIXED, loan), ("[household]", &format!("{policy_rate}\n[household]"))])
}

fn expect(faults: &str, expected: &[&str]) {
    for fault in expected {
        assert!(faults.contains(fault), "{fault}\nis not among\n{faults}");
    }
    assert_eq!(faults.lines().count(), expected.len(), "{faults}");
}

const CONSTANT: &str = "[policy_rate]\nkind = \"constant\"\nlevel_annual = 0.03";

#[test]
fn what_does_not_go_together() {
    let loan = "spread_annual = 0.01\nstart_month = \"2020-06\"\nrepricing = { every_months = 4, on = \"january\", \
                floor_annual = 0.05, cap_annual = 0.04, fixed_months = 360 }\n\
                spread_changes = [{ month = 9, spread_annual = 0 }, { date = \"2020-12\", spread_annual = 0 }, \
                { date = \"2020-07\", spread_annual = 0 }, { month = 3, date = \"2021-01\", spread_annual = 3 }, \
                { spread_annual = 0 }]";
    let loan = loan.replace("every_months = 4", "every_months = 4, fixed_rate = 0.02");
    expect(
        &faults(&loan, CONSTANT),
        &[
            "loan.repricing.fixed_rate is not a key; did you mean `fixed_rate_annual`?",
            "loan.spread_changes[3].date stands beside loan.spread_changes[3].month; keep one",
            "spread_changes[3].spread_annual = 3 is not in [-0.2, 1]",
            "[loan.spread_changes[4]] needs month or date",
            "every_months = 4 is not 1, 3, 6, 12 or 60",
            "cap_annual = 0.04 is below loan.repricing.floor_annual = 0.05",
            "fixed_months = 360 is not below loan.term_months = 360; a rate that never floats is loan.annual_rate",
            "spread_changes[1].date = \"2020-12\" comes before the change above it",
            "spread_changes[2].date = \"2020-07\" is not after the month of the first instalment, the one after 2020-06",
        ],
    );
}

#[test]
fn what_goes_by_the_calendar_needs_a_month_of_origination() {
    let january = "spread_annual = 0.01\nrepricing = { on = \"january\" }";
    let why = "loan.start_month is missing; loan.repricing.on = \"january\" goes by the calendar, and the policy rate is \
               no series that tells it: start_month = \"2020-06\"";
    expect(&faults(january, CONSTANT), &[why]);
    let dated = "spread_annual = 0.01\nspread_changes = [{ date = \"2023-10\", spread_annual = 0 }]";
    expect(
        &faults(dated, CONSTANT),
        &["loan.start_month is missing; date in loan.spread_changes goes by the calendar"],
    );
    assert_eq!(faults(&format!("{january}\nstart_month = \"2020-06\""), CONSTANT), "");
}

#[test]
fn a_fixed_rate_is_not_repriced() {
    let loan = "annual_rate = 0.04\nrepricing = { fixed_months = 24 }\n\
                spread_changes = [{ month = 9, spread_annual = 0 }]";
    expect(
        &faults(loan, ""),
        &[
            "loan.repricing belongs to a floating rate, loan.spread_annual in place of loan.annual_rate",
            "loan.spread_changes belongs to a floating rate",
        ],
    );
    let without_months = "spread_annual = 0.01\nrepricing = { fixed_rate_annual = 0.02 }";
    expect(
        &faults(without_months, CONSTANT),
        &["loan.repricing.fixed_months is missing; fixed_rate_annual holds for so many months"],
    );
}

#[test]
fn interest_first_and_a_balloon_last() {
    let with = |keys: &str| faults_after(&[("term_months = 360", &format!("term_months = 360\n{keys}"))]);
    assert_eq!(with("interest_only_months = 359\nballoon_frac = 0.99"), "");
    assert_eq!(with("method = \"interest-only\"\ninterest_only_months = 0\nballoon_frac = 0"), "");
    expect(
        &with("interest_only_months = 360\nballoon_frac = 30"),
        &[
            "loan.interest_only_months = 360 is not below loan.term_months = 360; a loan of interest alone to its end is \
             method = \"interest-only\"",
            "loan.balloon_frac = 30 is not in [0, 1); 30% is written 0.30",
        ],
    );
    expect(
        &with("interest_only_months = 60\nmethod = \"hybrid\"\nswitch_month = 60"),
        &["loan.switch_month = 60 is not above loan.interest_only_months = 60: no month would be level"],
    );
    expect(
        &with("interest_only_months = 60\nmethod = \"interest-only\"\nballoon_frac = 0.2"),
        &[
            "loan.interest_only_months = 60 changes nothing: with method = \"interest-only\" all principal falls due at the \
             end; leave it out, or say by loan.method how the rest is repaid",
            "loan.balloon_frac = 0.2 changes nothing",
        ],
    );
}

#[test]
fn what_is_renewed_repays_nothing_before_its_end() {
    let with = |keys: &str| faults_after(&[("term_months = 360", &format!("term_months = 360\n{keys}"))]);
    let bullet = "method = \"interest-only\"\nrollover";
    assert_eq!(with(&format!("{bullet} = {{ every_months = 359, maximum_ltv = 0.7 }}")), "");
    expect(
        &with("rollover = { every_months = 12 }"),
        &[
            "loan.rollover renews a loan whose principal falls due at once, and loan.method repays it bit by bit; write \
           method = \"interest-only\", or leave rollover out",
        ],
    );
    expect(
        &with(&format!("{bullet} = {{ every_months = 360, probability = 90, maximum_ltv = 0 }}")),
        &[
            "loan.rollover.every_months = 360 is not below loan.term_months = 360; the loan would end before it is renewed",
            "loan.rollover.probability = 90 is not in [0, 1]; 90% is written 0.90",
            "loan.rollover.maximum_ltv = 0 is not in (0, 10]",
        ],
    );
    expect(&with(&format!("{bullet} = {{ probability = 0.9 }}")), &["loan.rollover.every_months is missing"]);
}
