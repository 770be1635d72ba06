//! `[[loan.tranche]]`: what does not go together.

use super::support::faults_after;

const FUND: &str = "name = \"fund\", from = \"loan\", share = 0.4, annual_rate = 0.0285";
const BORROWED: &str =
    "name = \"borrowed\", from = \"down-payment\", share = 0.5, annual_rate = 0.08, term_months = 36";

/// The faults of a small config with these tranches, and other changes.
fn faults(tranches: &[&str], changes: &[(&str, &str)]) -> String {
    let list: Vec<String> = tranches.iter().map(|tranche| format!("{{ {tranche} }}")).collect();
    let with_list = format!("term_months = 360\ntranche = [{}]", list.join(", "));
    faults_after(&[&[("term_months = 360", with_list.as_str())], changes].concat())
}

fn expect(faults: &str, expected: &[&str]) {
    for fault in expected {
        assert!(faults.contains(fault), "{fault}\nis not among\n{faults}");
    }
    assert_eq!(faults.lines().count(), expected.len(), "{faults}");
}

#[test]
fn good_ones() {
    let second = "name = \"developer\", from = \"price\", amount = 200_000, annual_rate = 0.06, priority = 3";
    assert_eq!(faults(&[FUND, BORROWED, second], &[]), "");
    assert_eq!(faults(&[], &[]), "", "an empty list is a loan alone");
    let capped = FUND.replace("0.4", "0.99, up_to = 800_000");
    assert_eq!(faults(&[&capped], &[]), "");
}

#[test]
fn names_and_number() {
    expect(
        &faults(
            &[FUND, &BORROWED.replace("borrowed", "fund"), &BORROWED.replace("borrowed", "main").replace("0.5", "0.1")],
            &[],
        ),
        &[
            "loan.tranche[1].name = \"fund\" is the name of loan.tranche[0], too",
            "loan.tranche[2].name = \"main\" is the name of the main loan, that of [loan]",
        ],
    );
    expect(&faults(&[&FUND.replace("fund", " ")], &[]), &["loan.tranche[0].name = \" \" is empty"]);
    let names = ["a", "b", "c", "d"].map(|name| BORROWED.replace("borrowed", name).replace("0.5", "0.1"));
    expect(
        &faults(&names.each_ref().map(String::as_str), &[]),
        &["loan.tranche has 4 elements; at most 3 are allowed"],
    );
}

#[test]
fn sizes() {
    expect(
        &faults(&[FUND, &FUND.replace("fund", "other").replace("0.4", "0.6")], &[]),
        &[
            "loan.tranche[1].share = 0.6 makes shares of 1 together; shares of from = \"loan\" stay below 1 together, so that \
         there is a main loan",
        ],
    );
    expect(&faults(&[&FUND.replace("0.4", "1")], &[]), &["loan.tranche[0].share = 1 takes the whole loan"]);
    expect(&faults(&[&FUND.replace("0.4", "1.5")], &[]), &["share = 1.5 is not in [0, 1]"]);
    expect(
        &faults(&[BORROWED, &BORROWED.replace("borrowed", "again").replace("0.5", "0.6")], &[]),
        &["loan.tranche[1].share = 0.6 makes shares of 1.1 together, more than the down payment"],
    );
    // The smallest loan of homes between 1 and 2 million at 30% down is 700 000.
    let price = "home_price = { uniform = { min = 1_000_000, max = 2_000_000 } }";
    let prices = [("home_price = { lognormal = { median = 3_000_000, sigma = 0.4 } }", price)];
    let amount = |amount: &str| FUND.replace("share = 0.4", &format!("amount = {amount}"));
    assert_eq!(faults(&[&amount("699_999")], &prices), "");
    expect(
        &faults(&[&amount("700_001")], &prices),
        &[
            "loan.tranche[0].amount = 700_001 leaves nothing of the smallest loan that this config can give, 700000; write share \
         with up_to in its place: a share of each loan, and a cap",
        ],
    );
    expect(
        &faults(&[&FUND.replace("fund", "other"), &amount("420_001")], &prices),
        &[
            "loan.tranche[1].amount = 420_001 leaves nothing of the smallest loan that this config can give, 700000, with the \
         others; write share",
        ],
    );
    assert_eq!(faults(&[&FUND.replace("fund", "other"), &amount("419_999")], &prices), "");
    // A lender who appraises at nine tenths lends less.
    let appraised = [prices[0], ("annual_rate = 0.04", "annual_rate = 0.04\nappraisal_ratio = 0.9")];
    expect(&faults(&[&amount("630_001")], &appraised), &["the smallest loan that this config can give, 630000"]);
}

#[test]
fn one_size_and_one_rate() {
    expect(
        &faults(&[&FUND.replace("share", "amount = 5, share")], &[]),
        &["loan.tranche[0].share stands beside loan.tranche[0].amount; keep one"],
    );
    expect(&faults(&[&FUND.replace("share = 0.4, ", "")], &[]), &["[loan.tranche[0]] needs share or amount"]);
    expect(
        &faults(&[&FUND.replace("share = 0.4", "amount = 5, up_to = 4")], &[]),
        &["loan.tranche[0].up_to = 4 caps a share, and loan.tranche[0].amount is the same for every household"],
    );
    expect(&faults(&[&FUND.replace("0.4", "0.4, up_to = -1")], &[]), &["up_to = -1 is not in (0, "]);
    expect(
        &faults(&[&FUND.replace(", annual_rate = 0.0285", "")], &[]),
        &["[loan.tranche[0]] needs annual_rate or spread_annual"],
    );
    expect(
        &faults(&[&FUND.replace("annual_rate", "spread_annual = 0.01, annual_rate")], &[]),
        &[
            "loan.tranche[0].annual_rate stands beside loan.tranche[0].spread_annual; keep one",
            "loan.tranche[0].spread_annual = 0.01 needs a [policy_rate] to be added to",
        ],
    );
    expect(
        &faults(&[&FUND.replace("annual_rate", "spread_annual")], &[]),
        &["loan.tranche[0].spread_annual = 0.0285 needs a [policy_rate] to be added to"],
    );
}

#[test]
fn terms_of_each_as_of_a_loan_by_itself() {
    let policy_rate = ("[household]", "[policy_rate]\nkind = \"constant\"\nlevel_annual = 0.03\n[household]");
    expect(
        &faults(&[&format!("{BORROWED}, interest_only_months = 36")], &[]),
        &["loan.tranche[0].interest_only_months = 36 is not below loan.tranche[0].term_months = 36"],
    );
    expect(
        &faults(&[&format!("{FUND}, method = \"hybrid\", switch_month = 360")], &[]),
        &["loan.tranche[0].switch_month = 360 is not below loan.term_months = 360"],
    );
    expect(&faults(&[&format!("{FUND}, method = \"hybrid\"")], &[]), &["loan.tranche[0].switch_month"]);
    expect(
        &faults(&[&format!("{FUND}, repricing = {{ every_months = 3 }}")], &[]),
        &["loan.tranche[0].repricing belongs to a floating rate, loan.tranche[0].spread_annual in place of"],
    );
    let floating = FUND.replace("annual_rate", "spread_annual");
    expect(
        &faults(
            &[
                &format!("{floating}, repricing = {{ every_months = 4 }}"),
                &format!("{}, repricing = {{ on = \"january\" }}", floating.replace("fund", "other")),
            ],
            &[policy_rate],
        ),
        &[
            "loan.tranche[0].repricing.every_months = 4 is not 1, 3, 6, 12 or 60",
            "loan.start_month is missing; loan.tranche[1].repricing.on = \"january\" goes by the calendar",
        ],
    );
    // The main loan's fixed months hold for a shorter loan, too.
    let main = ("annual_rate = 0.04", "spread_annual = 0.01\nrepricing = { fixed_months = 60 }");
    let short = BORROWED.replace("annual_rate", "spread_annual");
    expect(
        &faults(&[&short], &[policy_rate, main]),
        &[
            "loan.tranche[0].term_months = 36 is not above loan.repricing.fixed_months = 60, which holds for this loan, too; \
         write annual_rate, or a [loan.tranche[0].repricing] of its own",
        ],
    );
    assert_eq!(faults(&[BORROWED], &[policy_rate, main]), "", "a fixed rate is not repriced");
}

#[test]
fn what_is_not_modelled() {
    expect(
        &faults(&[&format!("{FUND}, secured = false")], &[]),
        &["loan.tranche[0].secured = false takes the security from a part of the loan on the home, from = \"loan\""],
    );
    let none = ("kind = \"full\"", "kind = \"none\"");
    expect(
        &faults(&[BORROWED], &[none]),
        &[
            "loan.tranche[0].from = \"down-payment\" makes a loan that nobody could collect: with recourse.kind = \"none\" a lender has",
        ],
    );
    assert_eq!(faults(&[&format!("{BORROWED}, secured = true")], &[none]), "");
    let off_plan =
        "[off_plan]\noff_plan_frac = 0.2\nfailure_probability_monthly = 0.01\ndelivery_month = 24\n[recourse]";
    expect(
        &faults(&[FUND], &[("[recourse]", off_plan)]),
        &["loan.tranche stands beside homes that may never be delivered, [off_plan]"],
    );
    assert_eq!(faults(&[], &[("[recourse]", off_plan)]), "");
}

#[test]
fn renewals_of_a_loan_beside() {
    let bullet = format!("{BORROWED}, method = \"interest-only\", rollover");
    assert_eq!(faults(&[&format!("{bullet} = {{ every_months = 12 }}")], &[]), "");
    expect(
        &faults(&[&format!("{bullet} = {{ every_months = 36, maximum_ltv = 0.7 }}")], &[]),
        &[
            "loan.tranche[0].rollover.every_months = 36 is not below loan.tranche[0].term_months = 36",
            "loan.tranche[0].rollover.maximum_ltv = 0.7 looks at the value of a home that does not secure this loan",
        ],
    );
    expect(
        &faults(&[&format!("{FUND}, rollover = {{ every_months = 12 }}")], &[]),
        &[
            "loan.tranche[0].rollover renews a loan whose principal falls due at once, and loan.tranche[0].method repays it",
        ],
    );
}
