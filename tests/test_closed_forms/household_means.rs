//! Correlated draws, whom a lender refuses, and what a household turns to: answers known to the month or the cent.

use statrs::distribution::{ContinuousCDF, Normal};
use underwater::aggregate;
use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::applicants::VERDICTS;
use underwater::outcome::path::ABSENT;
use underwater::outcome::{Event, Ledger, MonthRecord};
use underwater::outcome::{FinalState, PathOutcome, StudyResult, WorldColumn};
use underwater::stats::Estimate;
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use super::{mean, meets, study};
use crate::support::{column_of, outcomes, run, run_paths};

/// One path's outcome and months.
fn ledger(study: &Study) -> (PathOutcome, Vec<MonthRecord>) {
    let mut ledger = Ledger::default();
    let outcomes = outcomes(study, InstructionSet::best(), PathRange { first: 0, count: 1 }, &mut ledger);
    (outcomes[0], ledger.records.into_iter().map(|(_, _, record)| record).collect())
}

/// Equation (58): the normal scores of the three draws have the correlations that were asked for.
#[test]
fn correlations_of_draws() {
    let study = study(&[
        ("study.worlds", "1000"),
        ("study.households", "300"),
        ("study.horizon_months", "1"),
        ("household.home_price", "{ lognormal = { median = 1_000_000, sigma = 0.4 } }"),
        ("household.income_monthly", "{ lognormal = { median = 100_000, sigma = 0.3 } }"),
        ("household.cash", "{ lognormal = { median = 300_000, sigma = 0.5 } }"),
        ("household.correlation.price_income", "0.7"),
        ("household.correlation.price_cash", "-0.5"),
        ("household.correlation.income_cash", "-0.6"),
    ]);
    let mut products = [const { Vec::new() }; 3];
    run_paths(&study, |_, outcomes| {
        let outcome = outcomes[0];
        let score = |cents: i64, median: f64, sigma: f64| (cents as f64 / 100.0 / median).ln() / sigma;
        let price = score(outcome.home_price, 1e6, 0.4);
        let (income, cash) = (score(outcome.income_monthly, 1e5, 0.3), score(outcome.opening_cash, 3e5, 0.5));
        for (products, product) in products.iter_mut().zip([price * income, price * cash, income * cash]) {
            products.push(product);
        }
        assert!(outcome.final_state < FinalState::RefusedCash as i64);
    });
    for ((products, exact), what) in
        products.iter().zip([0.7, -0.5, -0.6]).zip(["price and income", "price and cash", "income and cash"])
    {
        let found = mean(products);
        println!("{what}: {found:?}");
        super::agrees(what, found, exact);
        assert!(found.mcse.expect("an error") < 0.0025, "{what}: 1% would not show");
    }
}

fn refused(result: &StudyResult) -> Estimate {
    let column = |column| column_of(result, 0, column);
    let (accepted, refused) = (column(WorldColumn::Accepted), column(WorldColumn::RefusedUnderwriting));
    let all: Vec<i64> = accepted.iter().zip(&refused).map(|(a, r)| a + r).collect();
    ratio_of_sums(&refused, &all)
}

/// Equation (60): with a lognormal wage, instalment ÷ wage is over the cap with probability Φ(ln(instalment ÷ cap ÷ median)
/// ÷ σ); and the mean wage of the refused is that of a truncated lognormal, as `underwriting` tells it.
#[test]
fn refused_by_debt_service() {
    let (median, sigma) = (6000.0_f64, 0.4_f64);
    // Interest-only: 3% of 800 000 a year is 2000 a month.
    let study = study(&[
        ("study.worlds", "1000"),
        ("study.households", "400"),
        ("study.horizon_months", "1"),
        ("household.income_monthly", "{ lognormal = { median = 6000, sigma = 0.4 } }"),
        ("household.other_debts.service_frac", "0.1"),
        ("household.other_debts.months", "12"),
        ("underwriting.maximum_dsti", "0.45"),
    ]);
    let result = run(&study);
    let d = (2000.0_f64 / 0.35 / median).ln() / sigma;
    let phi = |x: f64| Normal::standard().cdf(x);
    meets("refused by debt service", refused(&result), phi(d));

    let table = aggregate::underwriting(&result, &[study.cells[0].label.clone()]).expect("a table").expect("rows");
    let row = |name: &str| -> usize {
        let verdicts = table.column("verdict").expect("verdicts").str().expect("text");
        (0..table.height()).find(|row| verdicts.get(*row) == Some(name)).expect("a row")
    };
    let number = |column: &str, row: usize| table.column(column).expect("a column").f64().expect("numbers").get(row);
    let whole = median * (sigma * sigma / 2.0).exp();
    for (name, exact) in [
        ("refused", whole * phi(d - sigma) / phi(d)),
        ("refused_dsti", whole * phi(d - sigma) / phi(d)),
        ("accepted", whole * phi(sigma - d) / phi(-d)),
    ] {
        let at = row(name);
        let found = Estimate { value: number("income_monthly_mean", at), mcse: number("income_monthly_mean_mcse", at) };
        meets(&format!("mean income, {name}"), found, exact);
    }
    let share: f64 = ["accepted", "refused"].iter().map(|name| number("share", row(name)).expect("a share")).sum();
    assert!((share - 1.0).abs() < 1e-12);
    assert_eq!(number("home_price_mean", row("refused")), Some(1_000_000.0));
    let dsti = number("dsti_mean", row("refused")).expect("a ratio");
    let exact = 2000.0 / (whole * phi(d - sigma) / phi(d)) + 0.1;
    assert!((dsti / exact - 1.0).abs() < 0.005, "{dsti} and {exact}");
    assert_eq!(table.height(), VERDICTS.len() + 1);
}

/// Each other rule alone: uniform distributions are cut where the rule says.
#[test]
fn refused_by_the_other_rules() {
    let sizes = [("study.worlds", "1000"), ("study.households", "400"), ("study.horizon_months", "1")];
    for (what, changes, exact) in [
        (
            "first home",
            vec![
                ("loan.down_payment", "{ uniform = { min = 0.1, max = 0.4 } }"),
                ("underwriting.minimum_down_payment_first_home", "0.22"),
            ],
            0.4,
        ),
        (
            "second home",
            vec![
                ("loan.down_payment", "{ uniform = { min = 0.0, max = 0.4 } }"),
                ("underwriting.minimum_down_payment_second_home", "0.3"),
                ("household.investor_frac", "0.4"),
                ("household.other_homes.owner_frac", "0.5"),
                ("household.other_homes.liquidation_value_frac", "0"),
            ],
            0.75 * (1.0 - 0.6 * 0.5),
        ),
        (
            "the insurer's ceiling",
            vec![
                ("loan.down_payment", "{ uniform = { min = 0.0, max = 0.4 } }"),
                ("insurance.threshold_ltv", "0.7"),
                ("insurance.ceiling_ltv", "0.85"),
            ],
            0.375,
        ),
        (
            "the insurer's highest price",
            vec![
                ("household.home_price", "{ uniform = { min = 500_000, max = 1_500_000 } }"),
                ("insurance.threshold_ltv", "0.7"),
                ("insurance.maximum_price", "1_100_000"),
            ],
            0.4,
        ),
        (
            "age of the building",
            vec![
                ("underwriting.building_age_years", "{ uniform = { min = 0, max = 25 } }"),
                ("underwriting.maximum_age_and_term_years", "40"),
            ],
            0.6,
        ),
        (
            "buffer",
            vec![
                ("household.cash_mode", "\"months\""),
                ("household.cash", "-"),
                ("household.cash_months", "{ uniform = { min = 0, max = 10 } }"),
                ("underwriting.minimum_buffer_months", "3.5"),
            ],
            0.35,
        ),
    ] {
        let result = run(&study(&[&sizes[..], &changes].concat()));
        meets(what, refused(&result), exact);
    }
}

/// An interest-only loan of 800 000 at 3%: 2000 a month; nothing earned from month 1 on.
const NO_INCOME: &[(&str, &str)] = &[
    ("study.worlds", "1"),
    ("study.horizon_months", "24"),
    ("household.income_monthly", "2_000"),
    ("labour.separation_monthly", "0.9999999999"),
    ("labour.finding_monthly", "0.0"),
    ("household.reference_down_payment", "0.2"),
    ("distress.penalty_multiple", "0"),
];

fn without_income(changes: &[(&str, &str)]) -> (PathOutcome, Vec<MonthRecord>) {
    ledger(&study(&[NO_INCOME, changes].concat()))
}

fn is_near(what: &str, found: f64, exact: f64) {
    assert!((found - exact).abs() < 1e-6, "{what}: {found} instead of {exact}");
}

/// Equation (62): help of 5½ months of need pays five instalments and half of the sixth: three missed ones later, in month 8,
/// comes the default; without help it comes in month 3.
#[test]
fn family_helps_once() {
    assert_eq!(without_income(&[]).0.default_month, 3);
    let (outcome, months) = without_income(&[("household.family_help.months", "5.5")]);
    assert_eq!(outcome.default_month, 8);
    is_near("the sum", months[0].family_help, 11_000.0);
    is_near("cash of month 1", months[0].cash, 9_000.0);
    is_near("paid in month 6", months[5].paid, 1_000.0);
    assert_eq!(months.iter().filter(|month| month.events.has(Event::FamilyHelped)).count(), 1);
}

/// Equation (63): put up for sale in month 1, sold in month 4 at that month's index, and their cash flow ends with it.
#[test]
fn other_homes_are_sold() {
    let (outcome, months) = without_income(&[
        ("price", "{ kind = \"path\", knots = [{ month = 0, level = 1.0 }, { month = 4, level = 0.8 }] }"),
        ("price.kind", "-"),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("household.other_homes.owner_frac", "1"),
        ("household.other_homes.cash_flow_frac", "0.1"),
        ("household.other_homes.liquidation_value_frac", "0.02"),
        ("household.other_homes.months_to_sell", "3"),
        ("distress.default_dpd", "180"),
    ]);
    assert!(months[0].events.has(Event::OtherHomesOffered));
    for (number, month) in (1..).zip(&months[..6]) {
        is_near("cash flow", month.other_homes, if number <= 4 { 200.0 } else { 0.0 });
        is_near("proceeds", month.other_homes_proceeds, if number == 4 { 16_000.0 } else { 0.0 });
    }
    // 16 000 pay what is overdue and eight instalments in all, less the flow that had paid 800 by then.
    assert_eq!(months[3].days_past_due, 0);
    is_near("cash after month 4", months[3].cash, 16_000.0 + 800.0 - 8_000.0);
    assert_eq!(outcome.cures, 1);
}

/// Equation (64): a missed instalment in month 1; from month 3 on the home brings 2500 and another costs 500, which is the
/// instalment: never in default. An investor's home is let already.
#[test]
fn an_owner_in_arrears_lets_the_home() {
    let letting = [
        ("household.letting.rent_yield_annual", "0.03"),
        ("household.letting.in_distress.probability", "1"),
        ("household.letting.in_distress.months", "2"),
        ("household.letting.in_distress.own_rent_frac", "0.2"),
        ("distress.default_dpd", "720"),
    ];
    let (outcome, months) = without_income(&letting);
    for (number, month) in (1..).zip(&months) {
        let is_let = number >= 3;
        is_near("rent", month.rent_received, if is_let { 2_500.0 } else { 0.0 });
        is_near("rent elsewhere", month.spending, if is_let { 500.0 } else { 0.0 });
        is_near("paid", month.paid, if is_let { 2_000.0 } else { 0.0 });
        assert_eq!(month.events.has(Event::HomeLet), number == 2);
    }
    assert_eq!((outcome.default_month, outcome.worst_days_past_due), (ABSENT, 60), "two instalments behind for good");
    let investor = [&letting[..], &[("household.investor_frac", "1")]].concat();
    let (_, months) = without_income(&investor);
    assert!(months.iter().all(|month| !month.events.has(Event::HomeLet)));
    is_near("what an investor consumes", months[1].consumed, 500.0);
}

/// Equation (57): spending grows in months 13 and 25, other debts end, and all of it comes before the lender.
#[test]
fn outgo_month_by_month() {
    let (_, months) = ledger(&study(&[
        ("study.worlds", "1"),
        ("study.horizon_months", "30"),
        ("household.income_monthly", "20_000"),
        ("household.essential_spending_frac", "0.3"),
        ("household.discretionary_spending_frac", "0.1"),
        ("household.spending_growth_annual", "0.05"),
        ("household.other_debts.service_frac", "0.05"),
        ("household.other_debts.months", "14.4"),
        ("household.saved_share", "1"),
    ]));
    let mut cash = 0.0;
    for month in &months {
        let spending = 8_000.0 * 1.05_f64.powi((month.month as i32 - 1) / 12);
        let service = if month.month <= 14 { 1_000.0 } else { 0.0 };
        is_near("spending", month.spending, spending);
        is_near("other debts", month.other_debt_service, service);
        cash += 20_000.0 - spending - service - 2_000.0;
        is_near("cash", month.cash, cash);
    }
}

/// Equation (171): 0.6 of areas from 100 to 200 m² are up to 160, 0.4 are investors', half were held for less than two years.
#[test]
fn buying_costs_by_parts() {
    let study = study(&[
        ("study.worlds", "1000"),
        ("study.households", "600"),
        ("study.horizon_months", "1"),
        ("household.cash_mode", "\"savings\""),
        ("household.cash", "-"),
        ("household.savings", "500_000"),
        ("household.investor_frac", "0.4"),
        ("loan.buying_costs.area_m2", "{ uniform = { min = 100, max = 200 } }"),
        (
            "loan.buying_costs.deed_tax",
            "[{ up_to_m2 = 160, first_home_frac = 0.01, second_home_frac = 0.011 }, \
             { first_home_frac = 0.015, second_home_frac = 0.02 }]",
        ),
        ("loan.buying_costs.vat", "{ frac = 0.03, held_under_two_years_frac = 0.5 }"),
        ("loan.buying_costs.agency_frac", "0.002"),
        ("loan.buying_costs.fixed_amount", "500"),
    ]);
    // Thousands of deed tax: small homes of occupiers and of investors, large ones of both; 2 500 are paid for all.
    let deed_tax = [10, 11, 15, 20];
    let nothing = || vec![0; study.worlds as usize];
    let mut counts: [[Vec<i64>; 2]; 4] = std::array::from_fn(|_| [nothing(), nothing()]);
    run_paths(&study, |path, outcomes| {
        let costs = 30_000_000 - outcomes[0].opening_cash - 250_000;
        let (deed, short) = if costs >= 3_000_000 { (costs - 3_000_000, 1) } else { (costs, 0) };
        let band = deed_tax.iter().position(|tax| tax * 100_000 == deed);
        let band = band.unwrap_or_else(|| panic!("costs of {costs}"));
        counts[band][short][(path / study.households) as usize] += 1;
    });
    let all = vec![study.households as i64; study.worlds as usize];
    for (what, bands, held, share) in [
        ("homes up to 160 m²", [0, 1], [0, 1], 0.6),
        ("second homes", [1, 3], [0, 1], 0.4),
        ("held short", [0, 1], [1, 1], 0.5 * 0.6),
    ] {
        let in_world = |world: usize| {
            bands.iter().map(|band| (held[0]..=held[1]).map(|short| counts[*band][short][world]).sum::<i64>()).sum()
        };
        let found: Vec<i64> = (0..all.len()).map(in_world).collect();
        meets(what, ratio_of_sums(&found, &all), share);
    }
    // The first month tells the parts; they are what the purchase took of the savings.
    let (outcome, months) = ledger(&study);
    let told = &months[0];
    assert!(told.events.has(Event::CostsPaid) && !months[1..].iter().any(|month| month.events.has(Event::CostsPaid)));
    let parts = told.deed_tax + told.vat + told.agency + told.fixed_costs;
    assert_eq!((told.agency, told.fixed_costs), (2_000.0, 500.0));
    assert_eq!(outcome.opening_cash as f64 / 100.0, 300_000.0 - parts);
}
