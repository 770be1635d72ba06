//! The worked cases of `configs/cases/`: the ledger each produces, line by line, and its figures against arithmetic done here.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::support::{Place, config};

/// Cases and how many scenarios they have. After a change that is meant, `UPDATE_LEDGERS=1 cargo test --release cases` writes
/// the ledgers anew; the difference is then read before it is kept.
const CASES: &[(&str, usize)] = &[
    ("appraisal_gap", 2),
    ("auctioned_at_900_000", 1),
    ("debt_above_market", 4),
    ("halved_and_auctioned_at_half", 1),
    ("hong_kong_ten_million", 1),
    ("leverage_three", 1),
    ("margin_call_ladder", 2),
    ("never_delivered", 3),
    ("single_earner", 3),
    ("small_business_slump", 1),
];

/// A column of a ledger.
fn column(csv: &str, name: &str) -> Vec<String> {
    let mut lines = csv.lines();
    let at = lines.next().expect("a header").split(',').position(|column| column == name).expect("the column");
    lines.map(|line| line.split(',').nth(at).expect("a field").to_owned()).collect()
}

fn amounts(csv: &str, name: &str) -> Vec<f64> {
    column(csv, name).iter().map(|amount| amount.parse().expect("a number")).collect()
}

fn explain(case: &str, cell: usize, format: &str) -> String {
    let (config, cell) = (config(&format!("cases/{case}")), cell.to_string());
    let path = ["explain", &config, "--world", "0", "--household", "0", "--cell", &cell, "--format", format];
    Place::new().run(&path).well()
}

fn ledger(case: &str, cell: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("configs/cases/ledgers");
    folder.join(format!("{case}_{cell}.csv"))
}

#[test]
fn ledgers_are_as_they_were() {
    for (case, cells) in CASES {
        for cell in 0..*cells {
            let (told, file) = (explain(case, cell, "csv"), ledger(case, cell));
            if std::env::var_os("UPDATE_LEDGERS").is_some() {
                fs::write(&file, &told).expect("written");
            }
            let kept = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert!(told == kept, "{} is not what `explain` tells:\n{told}", file.display());
        }
    }
}

/// What became of a case's household.
struct Outcome(Value);

impl Outcome {
    fn of(case: &str, cell: usize) -> Self {
        let story: Value = serde_json::from_str(&explain(case, cell, "json")).expect("JSON");
        Self(story["outcome"].clone())
    }

    fn whole(&self, name: &str) -> i64 {
        self.0[name].as_i64().unwrap_or_else(|| panic!("{name} in {}", self.0))
    }

    /// Money in currency units.
    fn money(&self, name: &str) -> f64 {
        self.whole(&format!("{name}_cents")) as f64 / 100.0
    }

    fn fraction(&self, name: &str) -> f64 {
        self.whole(&format!("{name}_1e9")) as f64 / 1e9
    }

    fn is(&self, state: &str) -> bool {
        self.0["final_state"] == state
    }
}

/// To half a cent.
fn same(a: f64, b: f64) {
    assert!((a - b).abs() < 0.006, "{a} and {b}");
}

#[test]
fn three_exits_from_a_debt_above_the_market() {
    let sale = Outcome::of("debt_above_market", 0);
    assert!(sale.is("sold"));
    same(sale.money("loan"), 2_200_000.0);
    let brought: f64 = amounts(&explain("debt_above_market", 0, "csv"), "cash_brought").iter().sum();
    same(brought, 200_000.0);
    for (cell, price, owed) in [(1, 1_600_000.0, 600_000.0), (2, 1_280_000.0, 920_000.0)] {
        let auction = Outcome::of("debt_above_market", cell);
        assert!(auction.is("auctioned"));
        same(auction.money("auction_price"), price);
        same(auction.money("residual_debt"), owed);
    }
    // With a rate, penalty and costs more is owed.
    assert!(Outcome::of("debt_above_market", 3).money("residual_debt") > 1_100_000.0);
}

/// Balance after n level instalments: L·((1 + i)^N − (1 + i)^n)/((1 + i)^N − 1).
fn balance_after(loan: f64, rate_annual: f64, term: i32, paid: i32) -> f64 {
    let growth = 1.0 + rate_annual / 12.0;
    loan * (growth.powi(term) - growth.powi(paid)) / (growth.powi(term) - 1.0)
}

#[test]
fn two_years_of_payments_and_an_auction_at_900_000() {
    let case = Outcome::of("auctioned_at_900_000", 0);
    same(case.money("auction_price"), 900_000.0);
    let (rate, paid) = (0.049_f64 / 12.0, balance_after(1_400_000.0, 0.049, 360, 24));
    assert_eq!((case.whole("default_month"), case.whole("settlement_month")), (27, 36));
    // Three instalments of interest before the default, each with its penalty: contract rate × 1.5 on what is overdue.
    let instalment = 1_400_000.0 * rate / (1.0 - (1.0_f64 + rate).powi(-360));
    let (mut balance, mut interest, mut principal, mut penalty) = (paid, 0.0, 0.0, 0.0);
    let mut costs = 0.0;
    for month in 25..=36 {
        let accelerated = month >= 30;
        if month == 30 {
            let claim: f64 = balance + interest + principal + penalty;
            // Half of 1% to 1 M over 0.5 M, 0.9% to 2 M: 13 800 at 1 M and 0.9% above.
            costs = 0.5 * (13_800.0 + 0.009 * (claim - 1_000_000.0));
        }
        penalty += 1.5 * rate * (interest + principal + if accelerated { balance } else { 0.0 });
        let of_interest = balance * rate;
        principal += instalment - of_interest;
        interest += if accelerated { 0.0 } else { of_interest };
        balance -= instalment - of_interest;
        if month == 25 {
            interest -= 178_324.20 - 24.0 * instalment;
        }
        if month == 27 {
            same(case.money("ead"), balance + interest + principal + penalty);
        }
    }
    let debt = balance + interest + principal + penalty;
    // Enforcement: 50 to 10 000, 1.5% to 0.5 M, 1% to 5 M, from the proceeds.
    let enforcement = 50.0 + 0.015 * 490_000.0 + 0.01 * (debt - 500_000.0);
    same(case.money("deficiency"), debt + costs - (900_000.0 - enforcement));
}

#[test]
fn a_third_off_takes_all_equity_at_leverage_three() {
    let case = Outcome::of("leverage_three", 0);
    same(case.money("loan"), 2_000_000.0);
    assert!(case.fraction("deepest_equity_frac").abs() <= 1e-9);
    same(case.money("household_loss"), 1_000_000.0);
    assert!(case.is("performing"), "no equity is no default");
}

#[test]
fn the_price_halves_and_the_auction_brings_half_of_that() {
    let case = Outcome::of("halved_and_auctioned_at_half", 0);
    same(case.money("auction_price"), 500_000.0);
    same(case.money("residual_debt"), 1_000_000.0);
    same(case.money("household_loss"), 1_500_000.0);
}

#[test]
fn an_appraisal_gap_is_paid_in_cash() {
    let enough = Outcome::of("appraisal_gap", 0);
    same(enough.money("loan"), 0.7 * 0.8 * 2_000_000.0);
    same(enough.money("opening_cash"), 0.0);
    assert!(enough.is("performing"));
    assert!(Outcome::of("appraisal_gap", 1).is("refused_cash"));
}

#[test]
fn ten_million_in_hong_kong() {
    let case = Outcome::of("hong_kong_ten_million", 0);
    // Eight million against nine: −1 M, an eighth of the value.
    assert!((case.fraction("deepest_equity_frac") + 1.0 / 8.0).abs() <= 2e-7, "to a unit of the log");
    same(case.money("household_loss"), 2_000_000.0);
    assert!(case.is("performing"), "negative equity alone is no default");
}

#[test]
fn thirteen_thousand_in_and_eleven_thousand_due() {
    let instalment = 3_291_000.0 * 0.7 * (0.04 / 12.0) / (1.0 - (1.0_f64 + 0.04 / 12.0).powi(-360));
    assert!((instalment - 11_000.0).abs() < 5.0);
    // In work each month lacks instalment + 3 900 − 13 000; cash covers it so many whole months.
    for (cell, income) in [(0, 13_000.0), (1, 6_500.0), (2, 0.0)] {
        let months = (60_000.0 / (instalment + 3_900.0 - income)).floor() as usize;
        let csv = explain("single_earner", cell, "csv");
        let missed = column(&csv, "days_past_due").iter().position(|days| days != "0");
        assert_eq!(missed, Some(months), "cell {cell}");
    }
}

#[test]
fn a_ladder_of_margin_calls() {
    let paid = amounts(&explain("margin_call_ladder", 0, "csv"), "margin_paid");
    same(paid[2], 1_050_000.0 - 0.7 * 1_000_000.0);
    same(paid[5], 700_000.0 - 0.7 * 700_000.0);
    let case = Outcome::of("margin_call_ladder", 0);
    assert!(case.is("performing"));
    same(case.money("margin_paid"), 560_000.0);
    // With cash for the first call alone the second is a default, with nothing overdue.
    let case = Outcome::of("margin_call_ladder", 1);
    assert_eq!((case.whole("default_month"), case.whole("default_trigger")), (6, 2));
    same(case.money("ead"), 700_000.0);
}

#[test]
fn a_home_that_is_never_delivered() {
    let instalments = 24.0 * 1_400_000.0 * 0.0035 / (1.0 - 1.0035_f64.powi(-360));
    let left = balance_after(1_400_000.0, 0.042, 360, 24);
    let repaid = 1_400_000.0 - left;
    for (cell, buyer, bank) in [(0, 1.0, 1.0), (1, 1.0 / 3.0, 0.5), (2, 0.0, 0.0)] {
        let case = Outcome::of("never_delivered", cell);
        assert!(case.is("rescinded"));
        assert_eq!((case.whole("settlement_month"), case.whole("default_trigger")), (24, 3));
        same(case.money("household_loss"), 600_000.0 + repaid - buyer * (600_000.0 + instalments));
        same(case.money("recovery_pv"), bank * left);
        assert!((case.fraction("lgd_frac") - (1.0 - bank)).abs() < 1e-8);
    }
}

#[test]
fn a_slump_is_bridged_by_cards_and_the_lower_income_carries_neither() {
    let instalment = 420_000.0 * (0.049 / 12.0) / (1.0 - (1.0_f64 + 0.049 / 12.0).powi(-360));
    let (mut cash, mut cards) = (6_000.0_f64, 0.0_f64);
    let missed = (1..)
        .find(|month| {
            let income = match month {
                1..6 => 6_000.0,
                6..12 => 6_000.0 * 0.3333,
                _ => 6_000.0 * 0.6667,
            };
            let lacking = (2_400.0 + instalment - income).max(0.0);
            let from_cash = lacking.min(cash);
            let from_cards = (lacking - from_cash).min(18_000.0 - cards);
            cash -= from_cash;
            cards = (cards + from_cards) * (1.0 + 0.18 / 12.0);
            lacking - from_cash - from_cards > 0.005
        })
        .expect("a month");
    let csv = explain("small_business_slump", 0, "csv");
    let late = column(&csv, "days_past_due").iter().position(|days| days != "0");
    assert_eq!(late, Some(missed - 1));
    same(amounts(&csv, "line_balance")[missed - 1], cards);
}
