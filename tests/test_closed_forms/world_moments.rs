//! Moments of what all households share: index, labour market, policy rate.

use underwater::kernel::{InstructionSet, Simulation};
use underwater::stats::Estimate;
use underwater::world::WorldPath;

use super::{agrees, density, mean, meets, meets_variance, phi, study};

/// Means and errors over worlds of several figures of a world.
pub(super) fn over_worlds<const N: usize>(
    changes: &[(&str, &str)],
    worlds: u32,
    figures: impl Fn(&WorldPath) -> [f64; N],
) -> [Estimate; N] {
    let study = study(changes);
    let simulation = Simulation::new(&study, InstructionSet::best());
    let mut columns = vec![Vec::with_capacity(worlds as usize); N];
    for world in 0..worlds {
        for (column, figure) in columns.iter_mut().zip(figures(&simulation.world(world))) {
            column.push(figure);
        }
    }
    std::array::from_fn(|n| mean(&columns[n]))
}

pub(super) fn square(x: f64) -> f64 {
    x * x
}

/// E L_T = (μ − σ²/2)T, Var L_T = σ²T, E e^{L_T} = e^{μT}, at a volatility where each shows.
#[test]
fn gbm() {
    let horizon = ("study.horizon_months", "24");
    let wild = [horizon, ("price.drift_annual", "0.0"), ("price.volatility_annual", "2.0")];
    let [l, l_square, early, months] = over_worlds(&wild, 100_000, |world| {
        let l = &world.log_index[0];
        let months: f64 = l.windows(2).map(|pair| square(pair[1] - pair[0] + 1.0 / 6.0)).sum();
        [l[24], square(l[24] + 4.0), square(l[6] + 1.0), months / 24.0]
    });
    meets("variance of a month's growth", months, 4.0 / 12.0);
    meets("mean of the log", l, -4.0);
    meets_variance("variance of the log after 24 months", l_square, 8.0);
    meets_variance("variance of the log after 6 months", early, 2.0);

    let calm = [horizon, ("price.drift_annual", "0.4"), ("price.volatility_annual", "0.1")];
    let [level, half] = over_worlds(&calm, 10_000, |world| [world.index[0][24], world.index[0][6]]);
    meets("mean level after 24 months", level, 0.8_f64.exp());
    meets("mean level after 6 months", half, 0.2_f64.exp());
}

/// Noise on a stress path: mean level 1 about the knots, variance σ²T.
#[test]
fn stress_path_with_noise() {
    let changes = [
        ("price.kind", "\"path\""),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "2.0"),
        ("price.knots", "[{ month = 0, level = 2.0 }, { month = 12, level = 1.0 }, { month = 24, level = 3.0 }]"),
        ("study.horizon_months", "18"),
    ];
    let planned = 0.5_f64.ln() + 0.5 * 3_f64.ln();
    let exact = planned - 0.5 * 4.0 * 1.5;
    let [l, l_square] = over_worlds(&changes, 100_000, |world| {
        let l = world.log_index[0][18];
        [l, square(l - exact)]
    });
    meets("mean of the log", l, exact);
    meets_variance("variance of the log", l_square, 6.0);
}

/// Momentum from a given start: E L_t = mt + (g₀ − m)φ(1 − φᵗ)/(1 − φ), Var L_t = σ²Σ((1 − φʲ)/(1 − φ))².
/// From the stationary start the mean is mt, and σ²/(1 − φ²)·(φ(1 − φᵗ)/(1 − φ))² is added to the variance.
#[test]
fn momentum() {
    let (m, phi, sigma, g0) = (0.36 / 12.0, 0.85_f64, 0.06 / 12_f64.sqrt(), 0.05);
    let sum = |t: i32| (1.0 - phi.powi(t)) / (1.0 - phi);
    let variance = |t: i32| square(sigma) * (1..=t).map(|j| square(sum(j))).sum::<f64>();
    let start = |t: i32| square(sigma) / (1.0 - square(phi)) * square(phi * sum(t));
    let changes = [
        ("study.horizon_months", "24"),
        ("price.kind", "\"momentum\""),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("price.mean_growth_annual", "0.36"),
        ("price.momentum_monthly", "0.85"),
        ("price.innovation_volatility_annual", "0.06"),
    ];
    let given = [&changes[..], &[("price.initial_growth_monthly", "0.05")]].concat();
    let expected = |t: i32| m * f64::from(t) + (g0 - m) * phi * sum(t);
    let [early, late, one_square, late_square] = over_worlds(&given, 100_000, |world| {
        let l = &world.log_index[0];
        [l[6], l[24], square(l[1] - expected(1)), square(l[24] - expected(24))]
    });
    meets("given start, mean after 6 months", early, expected(6));
    meets("given start, mean after 24 months", late, expected(24));
    meets_variance("given start, variance after a month", one_square, variance(1));
    meets_variance("given start, variance after 24 months", late_square, variance(24));

    // The start alone: a world of one month is cheap, and the first month holds most of it.
    let one_month = [&changes[1..], &[("study.horizon_months", "1")]].concat();
    let [one_square] = over_worlds(&one_month, 600_000, |world| [square(world.log_index[0][1] - m)]);
    meets("stationary start, variance after a month", one_square, variance(1) + start(1));

    let [late, year_square, late_square] = over_worlds(&changes, 100_000, |world| {
        let l = &world.log_index[0];
        let centred = |t: usize| square(l[t] - m * t as f64);
        [l[24], centred(12), centred(24)]
    });
    meets("stationary start, mean after 24 months", late, 24.0 * m);
    meets_variance("stationary start, variance after 12 months", year_square, variance(12) + start(12));
    meets_variance("stationary start, variance after 24 months", late_square, variance(24) + start(24));
}

/// Stationary bootstrap of a wave: mean and variance of the source, and at lag k the source's circular autocovariance
/// times (1 − 1/ℓ)ᵏ, the chance that the block went on; a mean block of one month has no memory.
#[test]
fn bootstrap() {
    const PERIOD: usize = 30;
    const MONTHS: usize = 240;
    let source: Vec<f64> = (0..PERIOD)
        .map(|n| {
            0.05 + 0.05 * (n as f64 / PERIOD as f64 * std::f64::consts::TAU).cos() + if n == 7 { 0.03 } else { 0.0 }
        })
        .collect();
    let file = series_file(&source);
    let m = source.iter().sum::<f64>() / PERIOD as f64;
    let autocovariance = |lag: usize| {
        (0..PERIOD).map(|n| (source[n] - m) * (source[(n + lag) % PERIOD] - m)).sum::<f64>() / PERIOD as f64
    };

    let series = format!("{{ file = {:?}, column = \"index\" }}", file.path().display().to_string());
    for (block, worlds, lags) in [("2", 24_000, [1, 2, 3]), ("6.5", 6_000, [1, 2, 6]), ("1", 1_000, [1, 2, 6])] {
        let changes = [
            ("study.horizon_months", "240"),
            ("price.kind", "\"bootstrap\""),
            ("price.drift_annual", "-"),
            ("price.volatility_annual", "-"),
            ("price.series", series.as_str()),
            ("price.mean_block_months", block),
        ];
        let found = over_worlds(&changes, worlds, |world| {
            let growth = |t: usize| world.log_index[0][t] - world.log_index[0][t - 1] - m;
            let products = |lag: usize| {
                (1..=MONTHS - lag).map(|t| growth(t) * growth(t + lag)).sum::<f64>() / (MONTHS - lag) as f64
            };
            [
                world.log_index[0][MONTHS] / MONTHS as f64,
                products(0),
                products(lags[0]),
                products(lags[1]),
                products(lags[2]),
            ]
        });
        let goes_on = 1.0 - 1.0 / block.parse::<f64>().expect("a number");
        let exact = |lag: usize| autocovariance(lag) * goes_on.powi(lag as i32);
        meets(&format!("block {block}, mean"), found[0], m);
        if block == "1" {
            agrees("block 1, variance", found[1], exact(0));
            for (lag, found) in lags.iter().zip(&found[2..]) {
                agrees(&format!("block 1, lag {lag}"), *found, 0.0);
            }
            continue;
        }
        meets(&format!("block {block}, variance"), found[1], exact(0));
        meets(&format!("block {block}, lag {}", lags[0]), found[2], exact(lags[0]));
        meets(&format!("block {block}, lag {}", lags[1]), found[3], exact(lags[1]));
        agrees(&format!("block {block}, lag {}", lags[2]), found[4], exact(lags[2]));
    }
}

/// A monthly index whose log returns are these.
fn series_file(log_returns: &[f64]) -> tempfile::NamedTempFile {
    let mut text = String::from("month,index\n");
    let mut log_level = 0.0_f64;
    for month in 0..=log_returns.len() {
        if month > 0 {
            log_level += log_returns[month - 1];
        }
        text += &format!("{:04}-{:02},{}\n", 2000 + month / 12, month % 12 + 1, 100.0 * log_level.exp());
    }
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("the series is written");
    file
}

/// What the labour market's hazards say of its state: a_t for t = 1…
pub(super) fn labour_states(world: &WorldPath, separation_monthly: f64) -> Vec<f64> {
    let hazard = -(1.0 - separation_monthly).ln();
    world.hazards[0].separation.cumulative.windows(2).map(|pair| ((pair[1] - pair[0]) / hazard).ln()).collect()
}

/// a₀ = 0 and from there an AR(1): variance sd²(1 − ρ²ᵗ), a month apart ρ times that; the hazards of finding move
/// against it by κ.
#[test]
fn labour_market() {
    let (sd, rho, kappa) = (0.5_f64, 0.7_f64, 1.5);
    let changes = [
        ("study.horizon_months", "120"),
        ("labour.separation_monthly", "0.02"),
        ("labour.finding_monthly", "0.25"),
        ("labour.finding_sensitivity", "1.5"),
        ("labour.sd", "0.5"),
        ("labour.persistence_monthly", "0.7"),
    ];
    let variance = |t: usize| square(sd) * (1.0 - rho.powi(2 * t as i32));
    let found = over_worlds(&changes, 20_000, |world| {
        let a = labour_states(world, 0.02);
        for (t, a) in (1..).zip(&a) {
            let finding = (world.hazards[0].finding.cumulative[t] - world.hazards[0].finding.cumulative[t - 1])
                / -(0.75_f64).ln();
            assert!((finding.ln() + kappa * a).abs() < 1e-9, "finding moves by −κa");
        }
        let at = |t: usize| a[t - 1];
        let late = (21..=120).map(|t| square(at(t)) / variance(t)).sum::<f64>() / 100.0;
        let next = (21..120).map(|t| at(t) * at(t + 1) / variance(t)).sum::<f64>() / 99.0;
        let centre = a.iter().sum::<f64>() / 120.0;
        [late, next, square(at(1)) / variance(1), square(at(3)) / variance(3), centre]
    });
    meets("stationary variance", found[0], 1.0);
    meets("autocorrelation", found[1], rho);
    agrees("variance in the first month", found[2], 1.0);
    agrees("variance in the third month", found[3], 1.0);
    agrees("mean", found[4], 0.0);
}

/// Vasicek by months: with q = 1 − κ/12, mean θ + (r₀ − θ)qᵗ and variance σ²/12·(1 − q²ᵗ)/(1 − q²). The floor cuts the
/// rate used and not the state.
#[test]
fn policy_rate() {
    let changes = [
        ("study.horizon_months", "60"),
        ("loan.annual_rate", "-"),
        ("loan.spread_annual", "0.01"),
        ("policy_rate.kind", "\"vasicek\""),
        ("policy_rate.initial_annual", "0.12"),
        ("policy_rate.mean_annual", "0.04"),
        ("policy_rate.reversion_annual", "1.2"),
        ("policy_rate.volatility_annual", "0.02"),
    ];
    let q = 1.0 - 1.2 / 12.0;
    let expected = |t: usize| 0.04 + 0.08 * f64::powi(q, t as i32);
    let variance = |t: usize| 0.0004 / 12.0 * (1.0 - f64::powi(q, 2 * t as i32)) / (1.0 - q * q);
    let found = over_worlds(&changes, 25_000, |world| {
        let r = &world.policy_rate_annual[0];
        let late = (13..=60).map(|t| square(r[t] - expected(t)) / variance(t)).sum::<f64>() / 48.0;
        [r[3], r[8], r[60], late, square(r[1] - expected(1)) / variance(1)]
    });
    meets("mean after 3 months", found[0], expected(3));
    meets("mean after 8 months", found[1], expected(8));
    meets("mean after 60 months", found[2], expected(60));
    meets_variance("variance from 13 to 60 months", found[3], 1.0);
    agrees("variance after a month", found[4], 1.0);

    let floored = [&changes[..], &[("policy_rate.floor_annual", "0.05")]].concat();
    let (free, floored) = (study(&changes), study(&floored));
    let (free, floored) =
        (Simulation::new(&free, InstructionSet::best()), Simulation::new(&floored, InstructionSet::best()));
    for world in 0..50 {
        let (free, floored) = (free.world(world), floored.world(world));
        for (free, floored) in free.policy_rate_annual[0].iter().zip(&floored.policy_rate_annual[0]) {
            assert_eq!(*floored, free.max(0.05));
        }
    }
}

/// E max(r_t, f) = f + (m − f)Φ(d) + sφ(d), d = (m − f)/s, m and s mean and standard deviation of r_t; the rate stands at
/// the floor with probability Φ(−d), and the process below goes on unfloored.
#[test]
fn policy_rate_floor() {
    let (q, sigma, floor) = (1.0 - 0.6_f64 / 12.0, 0.02 / 12_f64.sqrt(), 0.03_f64);
    let changes = [
        ("study.horizon_months", "48"),
        ("loan.annual_rate", "-"),
        ("loan.spread_annual", "0.01"),
        ("policy_rate.kind", "\"vasicek\""),
        ("policy_rate.initial_annual", "0.05"),
        ("policy_rate.mean_annual", "0.025"),
        ("policy_rate.reversion_annual", "0.6"),
        ("policy_rate.volatility_annual", "0.02"),
        ("policy_rate.floor_annual", "0.03"),
    ];
    let months = [12, 48];
    let found = over_worlds(&changes, 200_000, |world| {
        let r = |t: usize| world.policy_rate_annual[0][t];
        [r(12) - floor, r(48) - floor, f64::from(r(12) == floor), f64::from(r(48) == floor)]
    });
    for (at, t) in months.into_iter().enumerate() {
        let m = 0.025 + 0.025 * q.powi(t);
        let s = sigma * ((1.0 - q.powi(2 * t)) / (1.0 - q * q)).sqrt();
        let d = (m - floor) / s;
        let sees = if at == 0 { meets } else { agrees };
        sees(&format!("above the floor after {t} months"), found[at], (m - floor) * phi(d) + s * density(d));
        agrees(&format!("at the floor after {t} months"), found[2 + at], phi(-d));
    }
}

/// A series is the rate of each month, held after its end; yearly values stand at the middle of their years.
#[test]
fn policy_rate_series() {
    let monthly = "{ file = \"data/cn_lpr_5y_monthly.csv\", column = \"lpr_5y_percent\", scale = 0.01 }";
    let yearly =
        "{ file = \"data/hk_best_lending_rate_annual.csv\", column = \"best_lending_rate_percent\", scale = 0.01 }";
    let rate = |series: &str, start: &str| -> Vec<f64> {
        let changes = [
            ("study.horizon_months", "60"),
            ("study.workout_tail_months", "120"),
            ("loan.annual_rate", "-"),
            ("loan.spread_annual", "0.01"),
            ("policy_rate.kind", "\"series\""),
            ("policy_rate.series", series),
            ("policy_rate.start_month", start),
        ];
        let study = study(&changes);
        Simulation::new(&study, InstructionSet::best()).world(0).policy_rate_annual[0].clone()
    };
    let near = |found: f64, exact: f64| assert!((found - exact).abs() < 1e-12, "{found}, not {exact}");
    let found = rate(monthly, "\"2020-03\"");
    for (month, exact) in
        [(0, 4.75), (1, 4.65), (21, 4.65), (22, 4.60), (54, 3.85), (55, 3.60), (62, 3.50), (180, 3.50)]
    {
        near(found[month], exact / 100.0);
    }
    // 5.00 stands between June and July of 2004 and 2005, 7.75 of 2006.
    let found = rate(yearly, "\"2005-01\"");
    near(found[0], 0.05);
    near(found[6], 0.05 + 0.0275 * 0.5 / 12.0);
    near(found[12], 0.05 + 0.0275 * 6.5 / 12.0);
}

/// Knots of the labour factor: linear between them, flat after the last; hazards follow.
#[test]
fn labour_knots() {
    let changes = [
        ("study.horizon_months", "40"),
        ("labour.kind", "\"knots\""),
        ("labour.separation_monthly", "0.02"),
        ("labour.knots", "[{ month = 0, factor = -0.2 }, { month = 10, factor = 0.8 }, { month = 30, factor = 0.0 }]"),
    ];
    let study = study(&changes);
    let world = Simulation::new(&study, InstructionSet::best()).world(0);
    for (t, a) in (1..).zip(labour_states(&world, 0.02)) {
        let exact = match t {
            1..=10 => -0.2 + 0.1 * f64::from(t),
            11..=30 => 0.8 - 0.04 * f64::from(t - 10),
            _ => 0.0,
        };
        assert!((a - exact).abs() < 1e-9, "month {t}: {a}, not {exact}");
    }
}

/// The three correlations, from the innovations read back out of index, hazards and rate.
#[test]
fn correlations() {
    let (rho, q) = (0.8, 1.0 - 0.6 / 12.0);
    let changes = [
        ("study.horizon_months", "60"),
        ("price.volatility_annual", "0.2"),
        ("labour.separation_monthly", "0.02"),
        ("labour.sd", "0.4"),
        ("labour.persistence_monthly", "0.8"),
        ("loan.annual_rate", "-"),
        ("loan.spread_annual", "0.01"),
        ("policy_rate.kind", "\"vasicek\""),
        ("policy_rate.initial_annual", "0.03"),
        ("policy_rate.mean_annual", "0.03"),
        ("policy_rate.reversion_annual", "0.6"),
        ("policy_rate.volatility_annual", "0.01"),
        ("correlation.price_labour", "-0.6"),
        ("correlation.price_policy_rate", "0.5"),
        ("correlation.labour_policy_rate", "-0.7"),
    ];
    let found = over_worlds(&changes, 40_000, |world| {
        let (a, r, l) = (labour_states(world, 0.02), &world.policy_rate_annual[0], &world.log_index[0]);
        let mut sums = [0.0; 6];
        for t in 1..=60 {
            let before = if t > 1 { a[t - 2] } else { 0.0 };
            let labour = (a[t - 1] - rho * before) / (0.4 * (1.0 - rho * rho).sqrt());
            let price = (l[t] - l[t - 1] + 0.02 / 12.0) / (0.2 / 12_f64.sqrt());
            let rate = (r[t] - q * r[t - 1] - (1.0 - q) * 0.03) / (0.01 / 12_f64.sqrt());
            for (sum, product) in sums.iter_mut().zip([
                price * labour,
                price * rate,
                labour * rate,
                price * price,
                labour * labour,
                rate * rate,
            ]) {
                *sum += product / 60.0;
            }
        }
        sums
    });
    for (n, exact) in [-0.6, 0.5, -0.7, 1.0, 1.0, 1.0].into_iter().enumerate() {
        meets(&format!("product {n}"), found[n], exact);
    }
}
