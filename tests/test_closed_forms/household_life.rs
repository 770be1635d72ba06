//! What happens to households whatever they do: two earners, slumps, scars, moving wages, leaves, illness, tenants.

use statrs::distribution::{ContinuousCDF, Normal};
use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::MonthCounter;
use underwater::outcome::{Event, MonthRecord, NoRecord, Recorder};
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::{mean, meets, meets_variance, share, study};
use crate::support::{outcomes, run};

const PAST_DUE: [MonthCounter; 3] = [MonthCounter::PastDue30, MonthCounter::PastDue60, MonthCounter::PastDue90];

/// A loan that is small beside the wage, nothing in hand, and a default that does not come within the study: an instalment
/// is missed exactly when nothing is earned.
const HAND_TO_MOUTH: &[(&str, &str)] = &[
    ("household.home_price", "10_000"),
    ("household.income_monthly", "10_000"),
    ("distress.default_dpd", "720"),
    ("study.worlds", "1000"),
    ("study.households", "650"),
    ("study.horizon_months", "4"),
];

fn hand_to_mouth(changes: &[(&str, &str)]) -> Study {
    study(&[HAND_TO_MOUTH, changes].concat())
}

/// `of` every path's month `month` of a study of one household a world that draws nothing but the household's own chance.
fn in_month(study: &Study, month: u32, of: impl Fn(&MonthRecord) -> f64) -> Vec<f64> {
    let mut kept = Kept { month, of, values: Vec::new() };
    let range = PathRange { first: 0, count: study.paths() as usize };
    outcomes(study, InstructionSet::best(), range, &mut kept);
    kept.values
}

/// Keeps a number of one month of every path.
struct Kept<F> {
    month: u32,
    of: F,
    values: Vec<f64>,
}

impl<F: Fn(&MonthRecord) -> f64> Recorder for Kept<F> {
    type Notes = MonthRecord;

    fn month(&mut self, _: usize, _: usize, record: MonthRecord) {
        if record.month == self.month {
            self.values.push((self.of)(&record));
        }
    }
}

/// A study of one household a world with a wage of 10 000 and a tiny loan, its months read one by one.
fn own_chance(worlds: &'static str, months: &'static str, changes: &[(&'static str, &'static str)]) -> Study {
    let sizes = [
        ("household.home_price", "1000"),
        ("household.income_monthly", "10_000"),
        ("distress.default_dpd", "720"),
        ("study.worlds", worlds),
        ("study.horizon_months", months),
    ];
    study(&[&sizes[..], changes].concat())
}

/// Equation (51): with a chance of one half each, both earners are out of work in month 1 with probability
/// ¼ + asin(ρ)/2π, the copula's orthant.
#[test]
fn both_earners_lose_work_together() {
    for (rho, text) in [(0.6_f64, "0.6"), (-0.2, "-0.2")] {
        let result = run(&hand_to_mouth(&[
            ("labour.separation_monthly", "0.5"),
            ("labour.finding_monthly", "0.0"),
            ("household.second_earner.wage_frac", "0.4"),
            ("household.second_earner.spell_correlation", text),
        ]));
        let exact = 0.25 + rho.asin() / std::f64::consts::TAU;
        meets(&format!("both out of work, ρ = {rho}"), share(&result, 0, 1, &PAST_DUE), exact);
    }
}

/// A second earner's hazard ratio h, alone: still at work after t months with probability (1 − s)^{ht}.
#[test]
fn hazard_ratio_of_the_second_earner() {
    let result = run(&hand_to_mouth(&[
        ("labour.separation_monthly", "0.1"),
        ("labour.finding_monthly", "0.0"),
        ("household.second_earner.wage_frac", "1.0"),
        ("household.second_earner.separation_hazard_ratio", "1.7"),
    ]));
    for t in [2, 4] {
        let exact = 1.0 - 0.9_f64.powf(1.7 * f64::from(t));
        meets(&format!("out of work in month {t}"), share(&result, 0, t as usize, &PAST_DUE), exact);
    }
}

/// Mean of an earner's level times state: normal months N and others U, by N ← N(1 − s) + U·f·(1 − loss), U ← U(1 − f) + N·s.
fn mean_levels(s: f64, f: f64, loss: f64, months: u32) -> (f64, f64) {
    (0..months).fold((1.0, 0.0), |(normal, other), _| {
        (normal * (1.0 - s) + other * f * (1.0 - loss), other * (1.0 - f) + normal * s)
    })
}

/// Equations (52) and (53): the mean income of scarred employees and of the self-employed.
#[test]
fn scars_and_slumps() {
    let (s, f) = (0.25_f64, 0.4_f64);
    let labour = [("labour.separation_monthly", "0.25"), ("labour.finding_monthly", "0.4")];
    let scarred = [("household.wages.scar_frac", "0.2"), ("household.floor_income_frac", "0.35")];
    let study = own_chance("40000", "9", &[&labour[..], &scarred].concat());
    let (normal, other) = mean_levels(s, f, 0.2, 9);
    meets("income with scars", mean(&in_month(&study, 9, |month| month.income / 1e4)), normal + 0.35 * other);

    let own = [
        ("household.self_employment.first_earner_frac", "1.0"),
        ("household.self_employment.slump_hazard_ratio", "0.7"),
        ("household.self_employment.recovery_hazard_ratio", "1.5"),
        ("household.self_employment.slump_income_frac", "0.4"),
        ("household.self_employment.recovery_income_frac", "0.75"),
        ("household.wages.scar_frac", "0.9"),
        ("household.floor_income_frac", "0.05"),
    ];
    let study = own_chance("40000", "9", &[&labour[..], &own].concat());
    let (s, f) = (1.0 - (1.0 - s).powf(0.7), 1.0 - (1.0 - f).powf(1.5));
    let (normal, other) = mean_levels(s, f, 0.25, 9);
    meets("income of own business", mean(&in_month(&study, 9, |month| month.income / 1e4)), normal + 0.4 * other);
}

/// Equation (54): ln(income ÷ wage) in month t is normal with mean ⌊(t − 1)/12⌋·ln(1 + g) − σ²t/24 − τ²/2 and variance
/// σ²t/12 + τ².
#[test]
fn wages_grow_and_wander() {
    let study = own_chance(
        "110000",
        "30",
        &[
            ("household.wages.growth_annual", "0.2"),
            ("household.wages.persistent_volatility_annual", "0.15"),
            ("household.wages.transitory_sd", "0.1"),
        ],
    );
    let logs = in_month(&study, 30, |month| (month.income / 1e4).ln());
    let (sigma, tau) = (0.15_f64, 0.1_f64);
    meets("mean log wage", mean(&logs), 2.0 * 1.2_f64.ln() - sigma * sigma * 30.0 / 24.0 - tau * tau / 2.0);
    let centre = mean(&logs).value.expect("a mean");
    let squares: Vec<f64> = logs.iter().map(|log| (log - centre) * (log - centre)).collect();
    meets_variance("variance of the log wage", mean(&squares), sigma * sigma * 30.0 / 12.0 + tau * tau);
}

/// Benefits are of the wage at loss, the floor of the wage of the month: work is lost in month 1, wages rise in month 13.
#[test]
fn benefits_stand_still_while_wages_move() {
    let study = own_chance(
        "50",
        "30",
        &[
            ("labour.separation_monthly", "0.9999999999"),
            ("labour.finding_monthly", "0.0"),
            ("household.wages.growth_annual", "0.1"),
            ("household.floor_income_frac", "0.3"),
            ("household.benefit_frac", "0.4"),
            ("household.benefit_months", "20"),
        ],
    );
    for (month, exact) in [(1, 7000.0), (12, 7000.0), (13, 7300.0), (20, 7300.0), (21, 3300.0), (25, 3630.0)] {
        for income in in_month(&study, month, |month| month.income) {
            assert!((income - exact).abs() < 1e-6, "month {month}: {income} instead of {exact}");
        }
    }
}

/// Equation (55): with probability p the second earner is away from month ⌊u + ½⌋ on for d months.
#[test]
fn leave_for_a_child() {
    let study = own_chance(
        "40000",
        "12",
        &[
            ("household.second_earner.wage_frac", "0.4"),
            ("household.second_earner.leave.probability", "0.6"),
            ("household.second_earner.leave.month", "{ discrete = { values = [3, 7], weights = [1, 1] } }"),
            ("household.second_earner.leave.duration_months", "5"),
            ("household.second_earner.leave.income_frac", "0.25"),
        ],
    );
    for (month, away) in [(2, 0.0), (3, 0.3), (7, 0.6), (8, 0.3), (11, 0.3), (12, 0.0)] {
        let incomes = in_month(&study, month, |month| month.income / 1e4);
        let exact = 1.0 - 0.4 * 0.75 * away;
        if away == 0.0 {
            assert!(incomes.iter().all(|income| (income - 1.0).abs() < 1e-12), "month {month}");
        } else {
            meets(&format!("income in month {month}"), mean(&incomes), exact);
        }
    }
}

/// Equation (195): a couple whose second earner has the only wage is still together after t months with probability (1 − p)^t.
#[test]
fn couples_stay_together() {
    let result = run(&hand_to_mouth(&[
        ("labour.separation_monthly", "0.0"),
        ("household.second_earner.wage_frac", "1.0"),
        ("household.second_earner.divorce.probability_monthly", "0.33"),
        ("household.second_earner.divorce.spending_kept_frac", "1.0"),
        ("household.second_earner.divorce.cash_kept_frac", "1.0"),
    ]));
    for month in [1, 4] {
        let parted = 1.0 - (1.0 - 0.33_f64).powi(month);
        meets(&format!("parted by month {month}"), share(&result, 0, month as usize, &PAST_DUE), parted);
    }
}

/// Equations (195) and (196) by hand: 10 000 are earned and 6 000 spent, and what is left is saved; when the couple parts 3 000
/// of the wage leave, 0.6 of cash and 0.3 of spending, in that month and for good.
#[test]
fn what_a_couple_that_parts_divides() {
    let study = own_chance(
        "1",
        "60",
        &[
            ("household.cash", "50_000"),
            ("household.saved_share", "1.0"),
            ("household.essential_spending_frac", "0.4"),
            ("household.discretionary_spending_frac", "0.2"),
            ("labour.separation_monthly", "0.0"),
            ("household.second_earner.wage_frac", "0.3"),
            ("household.second_earner.divorce.probability_monthly", "0.06"),
            ("household.second_earner.divorce.spending_kept_frac", "0.7"),
            ("household.second_earner.divorce.cash_kept_frac", "0.4"),
        ],
    );
    let (outcome, months) = ledger(&study);
    let parts = months.iter().position(|month| month.events.has(Event::Divorced)).expect("a divorce");
    assert!((2..58).contains(&parts), "in month {}", parts + 1);
    let mut cash = 50_000.0;
    for (at, month) in months.iter().enumerate() {
        let divided = if at == parts { 0.6 * cash } else { 0.0 };
        let net = if at < parts { 4_000.0 } else { 2_800.0 };
        cash += net - month.paid - divided;
        for (what, found, by_hand) in [
            ("divided", month.divided, divided),
            ("income", month.income, if at < parts { 10_000.0 } else { 7_000.0 }),
            ("spending", month.spending, if at < parts { 6_000.0 } else { 4_200.0 }),
            ("cash", month.cash, cash),
        ] {
            assert!((found - by_hand).abs() < 1e-3, "{what} in month {}: {found}, {by_hand}", at + 1);
        }
    }
    // At rest no month is told, and the lowest cash is that of the story.
    let lowest = months.iter().map(|month| month.cash).fold(f64::INFINITY, f64::min);
    assert!((outcome.lowest_cash as f64 / 100.0 - lowest).abs() < 0.01);
    let at_rest = outcomes(&study, InstructionSet::best(), PathRange { first: 0, count: 1 }, &mut NoRecord);
    assert_eq!(at_rest[0], outcome);
}

/// Equation (56): illness of d months begins with probability p in a month that is not within one; b_t = p(1 − b_{t−1} − … −
/// b_{t−d+1}), and a household is ill with probability b_t + … + b_{t−d+1}.
#[test]
fn illness_costs_and_takes_pay() {
    let study = own_chance(
        "60000",
        "10",
        &[
            ("household.illness.probability_monthly", "0.6"),
            ("household.illness.duration_months", "2.6"),
            ("household.illness.extra_spending_frac", "{ uniform = { min = 0.45, max = 0.55 } }"),
            ("household.illness.income_loss_frac", "0.4"),
            ("household.cash", "10_000_000"),
        ],
    );
    let (p, d) = (0.6, 3);
    let mut begins: Vec<f64> = Vec::new();
    for t in 0..10_usize {
        let within: f64 = begins[t.saturating_sub(d - 1)..].iter().sum();
        begins.push(p * (1.0 - within));
    }
    let ill: f64 = begins[10 - d..].iter().sum();
    let ill_in_month_10 = |month: &MonthRecord| month.spending / 1e4;
    meets("spending for illness", mean(&in_month(&study, 10, ill_in_month_10)), 0.5 * ill);
    meets("income of the ill", mean(&in_month(&study, 10, |month| month.income / 1e4)), 1.0 - 0.4 * ill);
    let began = in_month(&study, 10, |month| f64::from(u8::from(month.events.has(Event::FellIll))));
    let found = mean(&began);
    let exact = begins[9];
    let apart = (found.value.expect("a share") - exact) / found.mcse.expect("an error");
    assert!(apart.abs() < 4.0, "{apart} errors from {exact}");
}

/// Equation (59): the home of an investor is let with the transient of a two-state chain.
#[test]
fn tenants_come_and_go() {
    let study = own_chance(
        "110000",
        "5",
        &[
            ("household.investor_frac", "1.0"),
            ("household.letting.rent_yield_annual", "0.12"),
            ("household.letting.vacancy_monthly", "0.3"),
            ("household.letting.tenant_finding_monthly", "0.5"),
        ],
    );
    let (leaves, comes) = (0.3, 0.5);
    for month in [1, 2, 5] {
        let empty = leaves / (leaves + comes) * (1.0 - (1.0_f64 - leaves - comes).powi(month));
        let rents = in_month(&study, month as u32, |month| month.rent_received / 10.0);
        meets(&format!("let in month {month}"), mean(&rents), 1.0 - empty);
    }
    let owners = own_chance("200", "5", &[("household.letting.rent_yield_annual", "0.12")]);
    assert!(in_month(&owners, 3, |month| month.rent_received).iter().all(|rent| *rent == 0.0), "owners live in theirs");
}

/// A copula's bivariate normal by quadrature agrees with the orthant used above: the test's own arithmetic.
#[test]
fn orthant_probability() {
    let (rho, normal) = (0.6_f64, Normal::standard());
    let steps = 20_000;
    let integral: f64 = (0..steps)
        .map(|step| {
            let u = (f64::from(step) + 0.5) / f64::from(steps) * 0.5;
            normal.cdf(-rho * normal.inverse_cdf(u) / (1.0 - rho * rho).sqrt()) * 0.5 / f64::from(steps)
        })
        .sum();
    assert!((integral - (0.25 + rho.asin() / std::f64::consts::TAU)).abs() < 1e-6, "{integral}");
}

/// Equations (172) and (173) at 3% a year and 6% from month 24 on: Π is 1.03² · 1.06^((t − 24)/12), and wages, spending, rents and
/// the allowance stand at it as it was at the last anniversary.
#[test]
fn consumer_prices() {
    let inflation =
        "{ kind = \"knots\", knots = [{ month = 0, rate_annual = 0.03 }, { month = 25, rate_annual = 0.06 }] }";
    let study = study(&[
        ("study.worlds", "20"),
        ("study.horizon_months", "60"),
        ("inflation", inflation),
        ("household.income_monthly", "20_000"),
        ("household.essential_spending_frac", "0.5"),
        ("household.spending_follows_inflation", "true"),
        ("household.wages.follow_inflation", "true"),
        ("household.wages.growth_annual", "0.01"),
        ("household.investor_frac", "1.0"),
        ("loan.buying_cost_frac", "0.15"),
        ("household.letting", "{ rent_yield_annual = 0.024, rents_follow_inflation = true }"),
    ]);
    let level = |month: i32| {
        if month <= 24 {
            1.03_f64.powf(f64::from(month) / 12.0)
        } else {
            1.03_f64.powi(2) * 1.06_f64.powf(f64::from(month - 24) / 12.0)
        }
    };
    let (_, months) = ledger(&study);
    for record in &months {
        let years = (record.month as i32 - 1) / 12;
        let prices = level(12 * years);
        let near =
            |what: &str, a: f64, b: f64| assert!((a - b).abs() < 1e-5, "{what} of month {}: {a}, {b}", record.month);
        near("income", record.income, 20_000.0 * prices * 1.01_f64.powi(years));
        near("spending", record.spending, 10_000.0 * prices);
        near("rent", record.rent_received, 2_000.0 * prices);
    }
    // Everybody keeps the home: the loss is that of the household of the ledger, and the table tells it both ways.
    let result = run(&study);
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let table =
        underwater::aggregate::real_amounts(&result, &labels).expect("a table").expect("consumer prices are known");
    let of = |column: &str| table.column(column).expect("a column").f64().expect("numbers").get(0).expect("a mean");
    let (nominal, real) = (of("mean"), of("mean_real"));
    assert!(nominal > 1e5 && (real - nominal / level(60)).abs() < 0.01, "{nominal} and {real}");
}
