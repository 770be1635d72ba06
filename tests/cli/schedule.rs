//! `underwater schedule`.

use serde_json::Value;

use super::support::{Ended, Place};

fn schedule(options: &[&str]) -> Ended {
    Place::new().run(&[&["schedule"], options].concat())
}

const LOAN: [&str; 4] = ["--principal", "1000000", "--annual-rate", "0.042"];

fn loan(options: &[&str]) -> Ended {
    schedule(&[&LOAN, options].concat())
}

#[test]
fn a_table_ends_in_what_is_paid_and_in_what_the_formula_says() {
    let printed = loan(&["--months", "6", "--method", "hybrid", "--switch-month", "2"]).well();
    let text: Vec<&str> = printed.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(text.join("\n"), @r"
       month       payment     principal   interest     balance
           1    168,714.28    165,214.28   3,500.00  834,785.72
           2    168,714.28    165,792.53   2,921.75  668,993.19
           3    169,589.78    167,248.30   2,341.48  501,744.89
           4    169,004.41    167,248.30   1,756.11  334,496.59
           5    168,419.04    167,248.30   1,170.74  167,248.29
           6    167,833.66    167,248.29     585.37        0.00

       total  1,012,275.45  1,000,000.00  12,275.45
     formula  1,012,275.44  1,000,000.00  12,275.44

    total: what is paid, every month rounded to the cent.
    formula: the same loan with nothing rounded before the end, as calculators publish it.
    ");
}

#[test]
fn csv_holds_the_rows_alone() {
    let printed = loan(&["--months", "360", "--method", "level", "--format", "csv"]).well();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 361);
    assert_eq!(lines[0], "month,payment,principal,interest,balance");
    assert_eq!(lines[1], "1,4890.17,1390.17,3500.00,998609.83");
    assert!(lines[360].starts_with("360,") && lines[360].ends_with(",0.00"), "{}", lines[360]);
}

#[test]
fn json_holds_rows_and_both_totals() {
    let printed = loan(&["--months", "360", "--method", "level", "--format", "json"]).well();
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(360));
    assert_eq!(json["rows"][0]["payment"], "4890.17");
    // 360 instalments of 4890.1719… less the loan.
    assert_eq!(json["formula_totals"]["interest"], "760461.83");
    let cents = |text: &Value| text.as_str().expect("text").replace('.', "").parse::<i64>().expect("cents");
    let paid: i64 = json["rows"].as_array().expect("rows").iter().map(|row| cents(&row["payment"])).sum();
    assert_eq!(cents(&json["totals"]["paid"]), paid);
    assert_eq!(cents(&json["totals"]["interest"]), paid - 100_000_000);
}

#[test]
fn every_method_repays_the_loan() {
    let first_and_last = ["--interest-only-months", "24", "--balloon-frac", "0.3"];
    for method in [
        &["constant-principal"][..],
        &["hybrid", "--switch-month", "60"],
        &["interest-only"],
        &[&["level"][..], &first_and_last].concat(),
        &[&["hybrid", "--switch-month", "60"][..], &first_and_last].concat(),
        &["level", "--rate-change", "13=0.039", "--rate-change", "60=0"],
    ] {
        let printed = loan(&[&["--months", "120", "--format", "csv", "--method"], method].concat()).well();
        assert!(printed.ends_with(",0.00\n"), "{method:?}");
    }
}

#[test]
fn terms_out_of_range_are_refused() {
    let level = ["--months", "360", "--method", "level"];
    let terms = |principal, rate| schedule(&[&["--principal", principal, "--annual-rate", rate][..], &level].concat());
    for (ended, said) in [
        (terms("1000000", "4.2"), "4.2% is written 0.042"),
        (terms("-1", "0.04"), "principal = -1 is not above 0"),
        (terms("10.005", "0.04"), "not in whole cents"),
        (terms("a lot", "0.04"), "not a plain decimal number"),
        (terms("1000000000000000", "0.04"), "principal = 1000000000000000 is not above 0 and at most 1000000000000"),
        (terms("79228162514264337593543950335", "0.04"), "is not above 0 and at most"),
        (terms("99999999999999999999999999999999", "0.04"), "not a plain decimal number"),
        (terms("1000000", "-0.01"), "annual_rate = -0.01 is not in [0, 1]"),
        (terms("1000000", "-0.000000000000000000000000001"), "is not in [0, 1]"),
        (loan(&["--months", "0", "--method", "level"]), "months = 0 is not in [1, 600]"),
        (loan(&["--months", "1200", "--method", "level"]), "months = 1200 is not in [1, 600]"),
        (loan(&["--months", "60", "--method", "hybrid"]), "needs --switch-month"),
        (
            loan(&["--months", "60", "--method", "hybrid", "--switch-month", "60"]),
            "switch_month = 60 is not in [1, 59]",
        ),
        (loan(&["--months", "60", "--method", "level", "--switch-month", "6"]), "belongs to --method hybrid"),
        (loan(&["--months", "60", "--method", "annuity"]), "constant-principal"),
        (loan(&["--months", "60", "--method", "level", "--rate-change", "61=0.03"]), "month 61 is not in [2, 60]"),
        (loan(&["--months", "60", "--method", "level", "--rate-change", "13"]), "such as 13=0.039"),
        (loan(&["--months", "60", "--method", "level", "--rate-change", "13=3"]), "annual_rate = 3 is not in [0, 1]"),
        (
            loan(&["--months", "60", "--method", "level", "--interest-only-months", "60"]),
            "interest_only_months = 60 is not in [0, 59]",
        ),
        (loan(&["--months", "60", "--method", "level", "--balloon-frac", "30"]), "30% is written 0.30"),
        (loan(&["--months", "60", "--method", "interest-only", "--balloon-frac", "0.3"]), "change nothing"),
    ] {
        let stderr = ended.refused();
        assert!(stderr.contains(said), "{stderr}");
    }
}

/// The ends of what is allowed, with rates of as many digits as a decimal holds.
#[test]
fn the_longest_largest_and_dearest_loans_have_schedules() {
    for principal in ["0.01", "1000000000000"] {
        for rate in ["0", "0.000000000001", "0.0000000000000000000000000001", "0.9999999999999999999999999999", "1"] {
            for method in
                [&["level"][..], &["constant-principal"], &["hybrid", "--switch-month", "599"], &["interest-only"]]
            {
                let terms = ["--principal", principal, "--annual-rate", rate, "--months", "600", "--method"];
                let printed = schedule(&[&terms[..], method, &["--format", "csv"]].concat()).well();
                assert_eq!(printed.lines().count(), 601, "{principal} at {rate}, {method:?}");
                assert!(printed.ends_with(",0.00\n") && !printed.contains('-'), "{principal} at {rate}, {method:?}");
            }
        }
    }
}

const COMBINED: [&str; 10] = [
    "--principal",
    "900000",
    "--annual-rate",
    "0.035",
    "--months",
    "360",
    "--method",
    "level",
    "--tranche",
    "800000=0.0285",
];

/// A bank's 900 000 at 3.5% with the provident fund's 800 000 at 2.85%: the interest that calculators publish, and as paid.
#[test]
fn a_combined_loan_is_told_by_loan_and_whole() {
    let printed = schedule(&COMBINED).well();
    let totals: Vec<&str> =
        printed.lines().skip_while(|line| !line.contains("annual rate")).map(str::trim_end).collect();
    insta::assert_snapshot!(totals.join("\n"), @r"
                principal  annual rate  months          paid    interest  interest by formula
     loan 1    900,000.00        0.035     360  1,454,905.34  554,905.34           554,904.79
     loan 2    800,000.00       0.0285     360  1,191,044.95  391,044.95           391,045.27

        all  1,700,000.00                       2,645,950.29  945,950.29           945,950.06

    paid, interest: every month rounded to the cent.
    interest by formula: the same with nothing rounded before the end, as calculators publish it.
    ");
    let printed = schedule(&[&COMBINED[..], &["--format", "json"]].concat()).well();
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(json["all"]["totals"]["interest"], "945950.29");
    assert_eq!(json["all"]["formula_totals"]["interest"], "945950.06");
    assert_eq!(json["loans"].as_array().map(Vec::len), Some(2));
    // A whole loan of the bank's.
    let whole = ["--principal", "1700000", "--annual-rate", "0.035", "--months", "360", "--method", "level"];
    let printed = schedule(&[&whole[..], &["--format", "json"]].concat()).well();
    let json: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(json["totals"]["interest"], "1048153.37");
    assert_eq!(json["formula_totals"]["interest"], "1048153.49");
}

#[test]
fn a_shorter_loan_beside_ends_first() {
    let with = [&LOAN[..], &["--months", "6", "--method", "level", "--tranche", "1000=0.12,3,interest-only"]].concat();
    let printed = schedule(&with).well();
    let text: Vec<&str> = printed.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(text.join("\n"), @r"
     month      loan 1    loan 2     payment   principal  interest     balance
         1  168,714.28     10.00  168,724.28  165,214.28  3,510.00  835,785.72
         2  168,714.28     10.00  168,724.28  165,792.53  2,931.75  669,993.19
         3  168,714.28  1,010.00  169,724.28  167,372.80  2,351.48  502,620.39
         4  168,714.28            168,714.28  166,955.11  1,759.17  335,665.28
         5  168,714.28            168,714.28  167,539.45  1,174.83  168,125.83
         6  168,714.27            168,714.27  168,125.83    588.44        0.00

                principal  annual rate  months          paid   interest  interest by formula
     loan 1  1,000,000.00        0.042       6  1,012,285.67  12,285.67            12,285.67
     loan 2      1,000.00         0.12       3      1,030.00      30.00                30.00

        all  1,001,000.00                       1,013,315.67  12,315.67            12,315.67

    paid, interest: every month rounded to the cent.
    interest by formula: the same with nothing rounded before the end, as calculators publish it.
    ");
    let csv = schedule(&[&with[..], &["--format", "csv"]].concat()).well();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!((lines.len(), lines[0]), (1 + 6 + 3 + 6, "loan,month,payment,principal,interest,balance"));
    assert_eq!(lines[9], "2,3,1010.00,1000.00,10.00,0.00");
}

#[test]
fn a_loan_beside_has_terms_of_its_own() {
    for (tranche, said) in [
        ("800000", "such as 800000=0.0285"),
        ("800000=2.85", "--tranche 1: annual_rate = 2.85 is not in [0, 1]"),
        ("0=0.03", "--tranche 1: principal = 0 is not above 0"),
        ("1=0.03,601", "--tranche 1: months = 601 is not in [1, 600]"),
        ("1=0.03,6,hybrid", "is level, constant-principal or interest-only"),
        ("1=0.03,6,level,7", "such as 800000=0.0285"),
        ("1=0.03,six", "six"),
    ] {
        let stderr = loan(&["--months", "60", "--method", "level", "--tranche", tranche]).refused();
        assert!(stderr.contains(said), "{tranche}: {stderr}");
    }
}
