//! Moments of the index that returns to a trend, jumps, changes regime, has heavy tails or a stress on top; and of what
//! hangs on a regime.

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::gamma::gamma;
use underwater::outcome::WorldColumn;

use super::world_moments::{labour_states, over_worlds, square};
use super::{agrees, meets, meets_variance, rate, study};
use crate::support::run;

/// A price model in place of the plain one.
const OTHER_KIND: [(&str, &str); 2] = [("price.drift_annual", "-"), ("price.volatility_annual", "-")];

/// From a given gap x₀: E L_t = mt/12 + x₀(ρᵗ − 1), Cov(L_t, L_{t+k}) = v·ρᵏ(1 − ρ²ᵗ), ρ = e^{−κ/12}, v = σ²/(2κ). From
/// the stationary start the mean is the trend and the variance 2v(1 − ρᵗ).
#[test]
fn mean_reverting() {
    let (kappa, sigma) = (3.0_f64, 0.3_f64);
    let (rho, v) = ((-kappa / 12.0).exp(), sigma * sigma / (2.0 * kappa));
    let changes = [
        &OTHER_KIND[..],
        &[
            ("study.horizon_months", "120"),
            ("price.kind", "\"mean-reverting\""),
            ("price.trend_growth_annual", "0.9"),
            ("price.reversion_annual", "3.0"),
            ("price.volatility_annual", "0.3"),
        ],
    ]
    .concat();
    let given = [&changes[..], &[("price.initial_gap_log", "2.0")]].concat();
    let expected = |t: i32| 0.9 * f64::from(t) / 12.0 + 2.0 * (rho.powi(t) - 1.0);
    let found = over_worlds(&given, 40_000, |world| {
        let x = |t: usize| world.log_index[0][t] - expected(t as i32);
        let late = |lag: usize| (30..=120 - lag).map(|t| x(t) * x(t + lag)).sum::<f64>() / (91 - lag) as f64;
        [world.log_index[0][6], world.log_index[0][60], square(x(1)), square(x(8)), late(0), late(1), late(4)]
    });
    let variance = |t: i32| v * (1.0 - rho.powi(2 * t));
    meets("given gap, mean after 6 months", found[0], expected(6));
    meets("given gap, mean after 60 months", found[1], expected(60));
    agrees("given gap, variance after a month", found[2], variance(1));
    agrees("given gap, variance after 8 months", found[3], variance(8));
    meets("stationary variance", found[4], v * late_share(rho, 0));
    meets("autocovariance at a month", found[5], v * rho * late_share(rho, 1));
    agrees("autocovariance at 4 months", found[6], v * rho.powi(4) * late_share(rho, 4));

    let one_month = [&changes[..], &[("study.horizon_months", "8")]].concat();
    let [mean, one, eight] = over_worlds(&one_month, 200_000, |world| {
        let x = |t: usize| world.log_index[0][t] - 0.9 * t as f64 / 12.0;
        [world.log_index[0][8], square(x(1)), square(x(8))]
    });
    meets("stationary start, mean after 8 months", mean, 0.6);
    meets_variance("stationary start, variance after a month", one, 2.0 * v * (1.0 - rho));
    meets_variance("stationary start, variance after 8 months", eight, 2.0 * v * (1.0 - rho.powi(8)));
}

/// Mean of 1 − ρ²ᵗ over the months that the late moments take.
fn late_share(rho: f64, lag: i32) -> f64 {
    (30..=120 - lag).map(|t| 1.0 - rho.powi(2 * t)).sum::<f64>() / f64::from(91 - lag)
}

/// Jumps are compensated: E e^{L_T} = e^{μT} with any jumps. A month's growth has the cumulants of a compound Poisson
/// sum: mean (μ − σ²/2 − λk + λm)/12, variance (σ² + λ(m² + s²))/12, third λ(m³ + 3ms²)/12, fourth
/// λ(m⁴ + 6m²s² + 3s⁴)/12; and no jump comes in e^{−λ/12} of the months.
#[test]
fn jump_diffusion() {
    let (mu, sigma, lambda, m, s) = (1.0_f64, 0.1_f64, 9.0_f64, -0.2_f64, 0.1_f64);
    let changes = |sigma: &'static str| {
        [
            ("study.horizon_months", "60"),
            ("price.kind", "\"jump-diffusion\""),
            ("price.drift_annual", "1.0"),
            ("price.volatility_annual", sigma),
            ("price.jump_intensity_annual", "9.0"),
            ("price.jump_mean_log", "-0.2"),
            ("price.jump_sd_log", "0.1"),
        ]
    };
    let k = (m + s * s / 2.0).exp() - 1.0;
    let mean = (mu - sigma * sigma / 2.0 - lambda * k + lambda * m) / 12.0;
    let variance = (sigma * sigma + lambda * (m * m + s * s)) / 12.0;
    let third = lambda * (m.powi(3) + 3.0 * m * s * s) / 12.0;
    let fourth = lambda * (m.powi(4) + 6.0 * m * m * s * s + 3.0 * s.powi(4)) / 12.0;
    let found = over_worlds(&changes("0.1"), 40_000, |world| {
        let l = &world.log_index[0];
        let power = |n: i32| l.windows(2).map(|pair| (pair[1] - pair[0] - mean).powi(n)).sum::<f64>() / 60.0;
        [l[60] / 60.0, power(2), power(3), power(4), square(l[60] - 60.0 * mean) / 60.0]
    });
    meets("mean growth", found[0], mean);
    meets("variance of a month's growth", found[1], variance);
    agrees("third moment", found[2], third);
    agrees("fourth moment", found[3], fourth + 3.0 * variance * variance);
    agrees("variance after 60 months", found[4], variance);

    let calm = over_worlds(&changes("0.0"), 40_000, |world| {
        let drift = (mu - lambda * k) / 12.0;
        let still = world.log_index[0].windows(2).filter(|pair| (pair[1] - pair[0] - drift).abs() < 1e-12).count();
        [still as f64 / 60.0]
    });
    meets("months without a jump", calm[0], (-lambda / 12.0).exp());

    let milder =
        [&changes("0.1")[..], &[("price.jump_intensity_annual", "3.0"), ("study.horizon_months", "24")]].concat();
    let [level] = over_worlds(&milder, 60_000, |world| [world.index[0][24]]);
    meets("mean level after 24 months", level, 2_f64.exp());
}

/// Good times, bad times and a crash: the matrix of the tests, its rows.
const MATRIX: [[f64; 3]; 3] = [[0.8, 0.15, 0.05], [0.1, 0.7, 0.2], [0.3, 0.0, 0.7]];
const REGIMES: &str = "[
  { name = \"good\", drift_annual = 0.9, volatility_annual = 0.1, transition_monthly = [0.8, 0.15, 0.05], labour_factor = -0.3 },
  { name = \"bad\", drift_annual = -0.6, volatility_annual = 0.2, transition_monthly = [0.1, 0.7, 0.2], labour_factor = 0.4 },
  { name = \"crash\", drift_annual = -2.0, volatility_annual = 0.4, transition_monthly = [0.3, 0.0, 0.7], labour_factor = 0.9 },
]";

/// The distribution of the chain t months after `shares`.
fn after(mut shares: [f64; 3], t: usize) -> [f64; 3] {
    for _ in 0..t {
        shares = std::array::from_fn(|to| (0..3).map(|from| shares[from] * MATRIX[from][to]).sum());
    }
    shares
}

/// Occupancy from a given start is a row of the matrix's power and tends to the stationary distribution, in which the
/// chain starts where no regime is named; steps follow the matrix. In a regime the index grows by μ − σ²/2 with variance σ²,
/// and the labour market is worse by its factor.
#[test]
fn regime_switching() {
    let changes = [
        &OTHER_KIND[..],
        &[
            ("study.horizon_months", "3"),
            ("price.kind", "\"regime-switching\""),
            ("price.regimes", REGIMES),
            ("labour.separation_monthly", "0.02"),
        ],
    ]
    .concat();
    let share = |world: &underwater::world::WorldPath, regime: u8, t: usize| f64::from(world.regimes[0][t] == regime);
    let given = [&changes[..], &[("price.initial_regime", "\"good\"")]].concat();
    let found = over_worlds(&given, 1_100_000, |world| {
        [share(world, 0, 1), share(world, 1, 1), share(world, 0, 3), share(world, 1, 3), share(world, 2, 3)]
    });
    let (one, three) = (after([1.0, 0.0, 0.0], 1), after([1.0, 0.0, 0.0], 3));
    meets("good after a month", found[0], one[0]);
    meets("bad after a month", found[1], one[1]);
    meets("good after three months", found[2], three[0]);
    meets("bad after three months", found[3], three[1]);
    meets("crash after three months", found[4], three[2]);

    let stationary = after([1.0, 0.0, 0.0], 400);
    let longer = [&changes[..], &[("study.horizon_months", "120")]].concat();
    let found = over_worlds(&longer, 40_000, |world| {
        let of = |regime: u8| (1..=120).map(|t| share(world, regime, t)).sum::<f64>() / 120.0;
        // A step is counted, not a rate within a world: worlds differ in how often they are in a regime.
        let step =
            |from: u8, to: u8| (1..=120).map(|t| share(world, from, t - 1) * share(world, to, t)).sum::<f64>() / 120.0;
        [of(0), of(1), of(2), step(0, 1), step(1, 2), step(2, 0), share(world, 0, 0), step(2, 1)]
    });
    for regime in 0..3 {
        meets(&format!("regime {regime} in the long run"), found[regime], stationary[regime]);
    }
    for (at, (from, to)) in [(0, 1), (1, 2), (2, 0)].into_iter().enumerate() {
        meets(&format!("from {from} to {to}"), found[3 + at], stationary[from] * MATRIX[from][to]);
    }
    agrees("good at the start", found[6], stationary[0]);
    assert_eq!(found[7].value, Some(0.0), "a step that cannot be");

    let (drift, volatility) = ([0.9_f64, -0.6, -2.0], [0.1_f64, 0.2, 0.4]);
    let growth: [f64; 3] = std::array::from_fn(|k| (drift[k] - square(volatility[k]) / 2.0) / 12.0);
    let found = over_worlds(&longer, 30_000, |world| {
        for (t, a) in (1..).zip(labour_states(world, 0.02)) {
            assert!((a - [-0.3, 0.4, 0.9][usize::from(world.regimes[0][t])]).abs() < 1e-9, "the labour market's state");
        }
        let l = &world.log_index[0];
        let sum = |regime: u8, figure: &dyn Fn(f64) -> f64| {
            (1..=120).map(|t| share(world, regime, t) * figure(l[t] - l[t - 1])).sum::<f64>() / 120.0
        };
        let spread = |regime: u8| sum(regime, &|g| square(g - growth[usize::from(regime)]));
        [sum(0, &|g| g), sum(1, &|g| g), sum(2, &|g| g), spread(0), spread(1), spread(2)]
    });
    for k in 0..3 {
        meets(&format!("growth in regime {k}"), found[k], stationary[k] * growth[k]);
        meets_variance(&format!("spread in regime {k}"), found[3 + k], stationary[k] * square(volatility[k]) / 12.0);
    }
}

/// The index's innovations in units of their standard deviation, of a plain model with volatility 0.2.
fn innovations(world: &underwater::world::WorldPath) -> Vec<f64> {
    world.log_index[0].windows(2).map(|pair| (pair[1] - pair[0] + 0.02 / 12.0) / (0.2 / 12_f64.sqrt())).collect()
}

/// E√((ν − 2)/χ²_ν): what is left of the correlation of a heavy-tailed innovation with a normal one.
fn attenuation(nu: f64) -> f64 {
    ((nu - 2.0) / 2.0).sqrt() * gamma((nu - 1.0) / 2.0) / gamma(nu / 2.0)
}

/// Student's t scaled to variance 1: variance, kurtosis 3 + 6/(ν − 4), E|z| and the far tail; the labour innovation
/// stays normal, and their correlation is ρ·E√((ν − 2)/χ²).
#[test]
fn student_innovations() {
    let changes = |nu: &'static str| {
        [
            ("study.horizon_months", "120"),
            ("price.volatility_annual", "0.2"),
            ("price.degrees_of_freedom", nu),
            ("labour.separation_monthly", "0.02"),
            ("labour.sd", "0.4"),
            ("correlation.price_labour", "-0.7"),
        ]
    };
    let average = |z: &[f64], of: &dyn Fn(f64) -> f64| z.iter().map(|z| of(*z)).sum::<f64>() / z.len() as f64;
    let found = over_worlds(&changes("20.0"), 34_000, |world| {
        let z = innovations(world);
        [average(&z, &|z| square(z)), average(&z, &|z| z.powi(4))]
    });
    meets("variance, ν = 20", found[0], 1.0);
    meets("kurtosis, ν = 20", found[1], 3.0 + 6.0 / 16.0);

    let nu = 5.0_f64;
    let student = StudentsT::new(0.0, ((nu - 2.0) / nu).sqrt(), nu).expect("a distribution");
    let mean_size =
        2.0 * ((nu - 2.0) / std::f64::consts::PI).sqrt() * gamma((nu + 1.0) / 2.0) / (gamma(nu / 2.0) * (nu - 1.0));
    let found = over_worlds(&changes("5.0"), 30_000, |world| {
        let (z, a) = (innovations(world), labour_states(world, 0.02));
        let product = z.iter().zip(&a).map(|(z, a)| z * a / 0.4).sum::<f64>() / 120.0;
        [
            average(&z, &|z| square(z)),
            average(&z, &f64::abs),
            average(&z, &|z| f64::from(z.abs() > 2.0)),
            average(&z, &|z| f64::from(z.abs() > 4.0)),
            product,
            average(&a, &|a| square(a / 0.4)),
            average(&a, &|a| (a / 0.4).powi(4)),
        ]
    });
    meets("variance, ν = 5", found[0], 1.0);
    meets("mean size, ν = 5", found[1], mean_size);
    meets("beyond two standard deviations, ν = 5", found[2], 2.0 * student.cdf(-2.0));
    agrees("beyond four, ν = 5", found[3], 2.0 * student.cdf(-4.0));
    meets("product with the labour innovation", found[4], -0.7 * attenuation(nu));
    meets("variance of the labour innovation", found[5], 1.0);
    meets("its fourth moment", found[6], 3.0);
}

/// The matrix holds for every kind with an innovation: growth against labour state and rate.
#[test]
fn correlations_of_every_kind() {
    let one_regime = "[{ name = \"only\", drift_annual = 0.02, volatility_annual = 0.2, transition_monthly = [1.0] }]";
    let sigma_monthly = 0.2 / 12_f64.sqrt();
    let reversion = 0.6_f64;
    let ou = 0.2 * ((1.0 - (-reversion / 6.0).exp()) / (2.0 * reversion)).sqrt();
    type Kind<'a> = (&'a str, &'a [(&'a str, &'a str)], f64);
    let kinds: [Kind; 3] = [
        (
            "\"mean-reverting\"",
            &[
                ("price.volatility_annual", "0.2"),
                ("price.trend_growth_annual", "0.0"),
                ("price.reversion_annual", "0.6"),
                ("price.initial_gap_log", "0.0"),
            ],
            ou,
        ),
        (
            "\"jump-diffusion\"",
            &[
                ("price.drift_annual", "0.02"),
                ("price.volatility_annual", "0.2"),
                ("price.jump_intensity_annual", "0.0"),
                ("price.jump_mean_log", "0.1"),
                ("price.jump_sd_log", "0.1"),
            ],
            sigma_monthly,
        ),
        ("\"regime-switching\"", &[("price.regimes", one_regime)], sigma_monthly),
    ];
    for (kind, keys, sd) in kinds {
        let changes = [
            &OTHER_KIND[..],
            &[
                ("price.kind", kind),
                ("study.horizon_months", "1"),
                ("labour.separation_monthly", "0.02"),
                ("labour.sd", "0.4"),
                ("loan.annual_rate", "-"),
                ("loan.spread_annual", "0.01"),
                ("policy_rate.kind", "\"vasicek\""),
                ("policy_rate.initial_annual", "0.03"),
                ("policy_rate.mean_annual", "0.03"),
                ("policy_rate.reversion_annual", "0.0"),
                ("policy_rate.volatility_annual", "0.01"),
                ("correlation.price_labour", "-0.6"),
                ("correlation.price_policy_rate", "0.5"),
                ("correlation.labour_policy_rate", "-0.7"),
            ],
            keys,
        ]
        .concat();
        let found = over_worlds(&changes, 900_000, |world| {
            let labour = labour_states(world, 0.02)[0] / 0.4;
            let rate = (world.policy_rate_annual[0][1] - 0.03) / (0.01 / 12_f64.sqrt());
            let price = world.log_index[0][1] / sd;
            [price * labour, price * rate, labour * rate]
        });
        for (found, exact) in found.into_iter().zip([-0.6, 0.5, -0.7]) {
            meets(kind, found, exact);
        }
    }
}

/// An overlay adds r·(months that have come)/(months it takes) to the log index of any model, exactly.
#[test]
fn overlay() {
    let series = "{ file = \"data/hk_rvd_private_domestic_price_index_monthly.csv\", column = \"index\" }";
    let kinds: [&[(&str, &str)]; 6] = [
        &[("price.volatility_annual", "0.1"), ("price.drift_annual", "0.02")],
        &[("price.kind", "\"replay\""), ("price.series", series), ("price.start_month", "\"1997-10\"")],
        &[("price.kind", "\"bootstrap\""), ("price.series", series), ("price.mean_block_months", "12")],
        &[("price.kind", "\"path\""), ("price.knots", "[{ month = 0, level = 1 }, { month = 9, level = 2 }]")],
        &[("price.kind", "\"regime-switching\""), ("price.regimes", REGIMES)],
        &[
            ("price.kind", "\"mean-reverting\""),
            ("price.trend_growth_annual", "0.0"),
            ("price.reversion_annual", "1"),
            ("price.volatility_annual", "0.1"),
        ],
    ];
    for keys in kinds {
        let plain = [&OTHER_KIND[..], &[("study.horizon_months", "36")], keys].concat();
        let overlay = "[{ from_month = 5, to_month = 14, log_return = -0.5 }, { from_month = 12, to_month = 12, log_return = 0.2 }]";
        let stressed = [&plain[..], &[("price.overlay", overlay)]].concat();
        let without = over_worlds(&plain, 1, |world| std::array::from_fn::<f64, 37, _>(|t| world.log_index[0][t]));
        let with = over_worlds(&stressed, 1, |world| std::array::from_fn::<f64, 37, _>(|t| world.log_index[0][t]));
        for t in 0..=36_usize {
            let come = (t as f64 - 4.0).clamp(0.0, 10.0) / 10.0;
            let exact = -0.5 * come + if t >= 12 { 0.2 } else { 0.0 };
            let found = with[t].value.expect("a value") - without[t].value.expect("a value");
            assert!((found - exact).abs() < 1e-12, "month {t}: {found}, exactly {exact}");
        }
    }
}

/// Everybody misses the first instalment and comes to one auction. The odds of a sale are e^h times as high in a regime
/// that adds h, given as a number or by a logistic; with two regimes the rate is the mean over where the chain stands.
#[test]
fn auctions_in_a_regime() {
    let regimes = |good: f64, bad: f64| {
        format!(
            "[{{ name = \"good\", drift_annual = 0.0, volatility_annual = 0.0, transition_monthly = [0.7, 0.3], auction_log_odds = {good:?} }}, \
             {{ name = \"bad\", drift_annual = 0.0, volatility_annual = 0.0, transition_monthly = [0.1, 0.9], auction_log_odds = {bad:?} }}]"
        )
    };
    let shifted = |p: f64, h: f64| p * h.exp() / (1.0 - p + p * h.exp());
    let auctioned = |regimes: &str, success: &str, worlds: &str, households: &str| {
        let rounds = format!("[{{ start_level_frac = 0.7, success = {success} }}]");
        let changes = [
            &OTHER_KIND[..],
            &[
                ("study.worlds", worlds),
                ("study.households", households),
                ("study.horizon_months", "1"),
                ("study.workout_tail_months", "5"),
                ("household.income_monthly", "0"),
                ("distress.default_dpd", "30"),
                ("price.kind", "\"regime-switching\""),
                ("price.regimes", regimes),
                ("price.initial_regime", "\"good\""),
                ("foreclosure.rounds", &rounds),
            ],
        ]
        .concat();
        rate(&run(&study(&changes)), 0, WorldColumn::Auctioned, WorldColumn::Accepted)
    };
    // So far that an error of 1% in h shows as well.
    let same = regimes(-2.0, -2.0);
    meets("a number", auctioned(&same, "0.8", "1000", "500"), shifted(0.8, -2.0));
    let logistic = "{ logistic = { alpha = 0.5, beta = 4.0 } }";
    let p = 1.0 / (1.0 + (-0.5 + 4.0 * 0.7_f64.ln()).exp());
    meets("a logistic", auctioned(&same, logistic, "1000", "500"), shifted(p, -2.0));
    assert_eq!(auctioned(&same, "1.0", "10", "10").value, Some(1.0), "certainty stays");
    // The auction comes in month 2, two steps from good.
    let good = 0.7 * 0.7 + 0.3 * 0.1;
    let exact = good * shifted(0.5, 1.0) + (1.0 - good) * shifted(0.5, -1.0);
    meets("two regimes", auctioned(&regimes(1.0, -1.0), "0.5", "200000", "4"), exact);
}
