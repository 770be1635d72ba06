//! Negative equity under geometric Brownian motion, by the index and by the home's own walk.

use underwater::outcome::{MonthCounter, WorldColumn};
use underwater::stats::ratio::ratio_of_sums;

use super::{agrees, density, mean, meets, phi, rate, share, study};
use crate::support::run_paths;

const DRIFT: f64 = -0.10;
const VOLATILITY: f64 = 0.35;

fn years(months: u32) -> f64 {
    f64::from(months) / 12.0
}

/// P(V_T < D) for a debt of `ltv` times the price.
fn under_water_at(ltv: f64, months: u32) -> f64 {
    let t = years(months);
    phi((ltv.ln() - (DRIFT - 0.5 * VOLATILITY * VOLATILITY) * t) / (VOLATILITY * t.sqrt()))
}

/// P(ln V ever below ln D at a month's end) by the recursion of the density above the barrier, month by month, midpoint
/// rule on `cells` cells of x = ln(V/D) in (0, `width`).
fn first_passage(ltv: f64, months: u32, cells: usize) -> f64 {
    let sd = VOLATILITY / 12f64.sqrt();
    let drift = (DRIFT - 0.5 * VOLATILITY * VOLATILITY) / 12.0;
    let width = -ltv.ln() + 8.0 * sd * f64::from(months).sqrt();
    let h = width / cells as f64;
    let at = |cell: usize| (cell as f64 + 0.5) * h;
    let mut alive: Vec<f64> = (0..cells).map(|cell| density((at(cell) + ltv.ln() - drift) / sd) / sd).collect();
    // Weight of a step by so many cells, from −(cells − 1) on.
    let step: Vec<f64> =
        (0..2 * cells - 1).map(|n| density(((n as f64 - (cells - 1) as f64) * h - drift) / sd) / sd * h).collect();
    for _ in 1..months {
        alive = (0..cells).map(|to| (0..cells).map(|from| alive[from] * step[to + cells - 1 - from]).sum()).collect();
    }
    1.0 - alive.iter().sum::<f64>() * h
}

/// The midpoint rule with half as many cells takes away the error of second order.
fn first_passage_extrapolated(ltv: f64, months: u32) -> f64 {
    let (coarse, fine) = (first_passage(ltv, months, 1000), first_passage(ltv, months, 2000));
    assert!((coarse - fine).abs() < 2e-4, "the quadrature has not converged: {coarse}, {fine}");
    (4.0 * fine - coarse) / 3.0
}

/// A debt of 0.8 of the price, and one of 0.7 beside it.
const CELLS: (&str, &str) = ("sweep.grid", "{ \"loan.down_payment\" = [0.2, 0.3] }");

#[test]
fn negative_equity_by_the_index() {
    by_either_walk(
        &[("study.worlds", "320_000"), ("price.drift_annual", "-0.10"), ("price.volatility_annual", "0.35"), CELLS],
        &[12, 24],
    );
}

#[test]
fn negative_equity_by_the_homes_own_walk() {
    by_either_walk(
        &[
            ("study.households", "600"),
            ("price.drift_annual", "-0.10"),
            ("household.home_volatility_annual", "0.35"),
            CELLS,
        ],
        &[6, 12, 24],
    );
}

/// After two years of a value that falls by 10% a year at a volatility of 35%, debts flat:
///
/// * the share under water at single months, as months.csv counts it: Φ((ln(D/P) − (μ − σ²/2)T) ÷ (σ√T));
/// * ever under water, against the monthly recursion;
/// * E(D − V)⁺ = D·Φ(−d₂) − P·e^{μT}·Φ(−d₁) and E V = P·e^{μT}, V being the price less the loss of a household that
///   never defaults on an interest-only loan.
fn by_either_walk(settings: &[(&str, &str)], months: &[u32]) {
    let study = study(settings);
    let worlds = study.worlds as usize;
    let (mut short, mut loans, mut values) = (vec![0; worlds], vec![0; worlds], vec![0; worlds]);
    let result = run_paths(&study, |path, outcomes| {
        let (world, outcome) = ((path / study.households) as usize, &outcomes[0]);
        let value = outcome.home_price - outcome.household_loss;
        short[world] += (outcome.loan - value).max(0);
        loans[world] += outcome.loan;
        values[world] += value;
    });
    for month in months {
        let found = share(&result, 0, *month as usize, &[MonthCounter::UnderWater]);
        meets(&format!("under water in month {month}"), found, under_water_at(0.8, *month));
    }
    for (cell, ltv) in [(0, 0.8), (1, 0.7)] {
        let found = rate(&result, cell, WorldColumn::EverUnderWater, WorldColumn::Accepted);
        meets(&format!("ever under water from {ltv}"), found, first_passage_extrapolated(ltv, 24));
    }
    let (t, ltv) = (years(24), 0.8_f64);
    let d1 = (-ltv.ln() + (DRIFT + 0.5 * VOLATILITY * VOLATILITY) * t) / (VOLATILITY * t.sqrt());
    let d2 = d1 - VOLATILITY * t.sqrt();
    let growth = (DRIFT * t).exp();
    meets("negative equity", ratio_of_sums(&short, &loans), phi(-d2) - growth * phi(-d1) / ltv);
    meets("value", ratio_of_sums(&values, &loans), growth / ltv);
}

/// The home's own walk: E ln(V/P) = −σ²T/2, Var = σ²T, at a volatility where both show; E V stays the price.
#[test]
fn the_homes_own_walk() {
    let study = study(&[
        ("study.households", "800"),
        ("study.horizon_months", "6"),
        ("household.home_volatility_annual", "2.0"),
    ]);
    let (mut logs, mut values) = (Vec::new(), Vec::new());
    run_paths(&study, |_, outcomes| {
        let level = 1.0 - outcomes[0].household_loss as f64 / outcomes[0].home_price as f64;
        logs.push(level.ln());
        values.push(level);
    });
    let squares: Vec<f64> = logs.iter().map(|log| (log + 1.0) * (log + 1.0)).collect();
    meets("mean of the log", mean(&logs), -1.0);
    meets("variance of the log", mean(&squares), 2.0);
    agrees("mean level", mean(&values), 1.0);
}

#[test]
fn one_month_is_no_passage() {
    assert!((first_passage(0.8, 1, 4000) - under_water_at(0.8, 1)).abs() < 1e-5);
}

/// P(X < d, Y < d) for standard normals of correlation `rho`: ∫ φ(x)·Φ((d − ρx)/√(1 − ρ²)) dx below d, Simpson.
pub fn both_below(d: f64, rho: f64) -> f64 {
    let (from, steps) = (-9.0, 4000);
    let h = (d - from) / f64::from(steps);
    let f = |x: f64| density(x) * phi((d - rho * x) / (1.0 - rho * rho).sqrt());
    let weight = |n: i32| {
        if n == 0 || n == steps {
            1.0
        } else if n % 2 == 1 {
            4.0
        } else {
            2.0
        }
    };
    (0..=steps).map(|n| weight(n) * f(from + f64::from(n) * h)).sum::<f64>() * h / 3.0
}

/// The share under water over worlds follows Vasicek's distribution of a portfolio of N loans, correlation σ_index² ÷
/// (σ_index² + σ_own²): mean p, variance p(1 − p)/N + (1 − 1/N)·(Φ₂(d, d; ρ) − p²).
#[test]
fn share_under_water_over_worlds_is_vasicek() {
    const HOUSEHOLDS: u64 = 10;
    let study = study(&[
        ("study.worlds", "150_000"),
        ("study.households", "10"),
        ("study.horizon_months", "3"),
        ("price.drift_annual", "0.05"),
        ("price.volatility_annual", "0.5"),
        ("household.home_volatility_annual", "0.4"),
        ("loan.down_payment", "0.05"),
    ]);
    let mut under_water = vec![0.0; study.worlds as usize];
    run_paths(&study, |path, outcomes| {
        let value = outcomes[0].home_price - outcomes[0].household_loss;
        under_water[(path / HOUSEHOLDS) as usize] += if value < outcomes[0].loan { 1.0 } else { 0.0 };
    });
    let n = HOUSEHOLDS as f64;
    let shares: Vec<f64> = under_water.iter().map(|count| count / n).collect();

    let (t, index, own) = (years(3), 0.5_f64.powi(2), 0.4_f64.powi(2));
    let d = (0.95_f64.ln() - (0.05 - 0.5 * (index + own)) * t) / ((index + own) * t).sqrt();
    let p = phi(d);
    let covariance = both_below(d, index / (index + own)) - p * p;
    assert!((both_below(0.0, 0.5) - 1.0 / 3.0).abs() < 1e-9, "the orthant of a half");
    meets("mean share", mean(&shares), p);
    let squares: Vec<f64> = shares.iter().map(|share| (share - p) * (share - p)).collect();
    meets("variance of shares", mean(&squares), p * (1.0 - p) / n + (1.0 - 1.0 / n) * covariance);
    // The covariance alone, from pairs of households of one world: (X² − X)/(N(N − 1)) has mean Φ₂.
    let pairs: Vec<f64> = under_water.iter().map(|x| x * (x - 1.0) / (n * (n - 1.0))).collect();
    agrees("pairs under water", mean(&pairs), covariance + p * p);
}
