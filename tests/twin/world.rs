//! METHOD §2: what all households share, month by month.

use statrs::function::gamma::gamma_lr;

use super::draws::{
    BOOTSTRAP_BLOCK, JUMP_COUNT, JUMP_SIZE, LABOUR_SHOCK, POLICY_RATE_SHOCK, PRICE_MIXING, PRICE_SHOCK, REGIME, Stream,
};
use super::parameters::{Labour, LabourKind, Parameters, PolicyRate, Price, Regime};
use super::series::interpolate;

/// Everything by month 0 ..= horizon + tail + collection_months.
#[derive(Debug, Clone)]
pub struct World {
    pub log_index: Vec<f64>,
    /// Position of the month's regime, where prices have regimes.
    pub regime: Option<Vec<usize>>,
    /// What the month's regime adds to the log odds of an auction round.
    pub auction_log_odds: Vec<f64>,
    /// a_t.
    pub labour: Vec<f64>,
    pub separation_hazard: Vec<f64>,
    pub finding_hazard: Vec<f64>,
    /// 0 without [policy_rate].
    pub policy_rate: Vec<f64>,
}

impl World {
    pub fn draw(parameters: &Parameters, world: u32) -> Result<World, String> {
        let study = &parameters.study;
        let collection = parameters.recourse.collection_months.max(parameters.recourse.discharge_months.unwrap_or(0));
        let last = study.horizon + study.tail + collection;
        let stream = Stream { seed: study.seed, world, household: 0 };

        // The correlated innovations of (price, labour, policy rate), by month.
        let factor = cholesky(parameters);
        let mut innovation = Vec::new();
        for t in 0..=last {
            let independent = [
                stream.month_noise(PRICE_SHOCK, 0, t),
                stream.month_noise(LABOUR_SHOCK, 0, t),
                stream.month_noise(POLICY_RATE_SHOCK, 0, t),
            ];
            innovation
                .push(factor.map(|row| row[0] * independent[0] + row[1] * independent[1] + row[2] * independent[2]));
        }
        let z = |factor: usize| -> Vec<f64> { innovation.iter().map(|month| month[factor]).collect() };

        let regime = match &parameters.price {
            Price::RegimeSwitching { regimes, initial } => Some(regime_by_month(regimes, *initial, stream, last)?),
            _ => None,
        };
        let regime_at = |t: usize| -> Option<&Regime> {
            match (&parameters.price, &regime) {
                (Price::RegimeSwitching { regimes, .. }, Some(by_month)) => Some(&regimes[by_month[t]]),
                _ => None,
            }
        };

        let price_innovation = student(parameters.degrees_of_freedom, stream, z(0));
        let mut log_index = log_index(parameters, stream, &price_innovation, regime_at, last)?;
        // (45)
        for overlay in &parameters.overlay {
            for t in overlay.from..=last {
                let months_so_far = (t.min(overlay.to) - overlay.from + 1) as f64;
                log_index[t] += overlay.log_return * months_so_far / (overlay.to - overlay.from + 1) as f64;
            }
        }
        for level in &mut log_index {
            *level = level.clamp(-300.0, 300.0);
        }
        let mut labour = labour_state(&parameters.labour, &z(1), last)?;
        // (46)
        for t in 1..=last {
            labour[t] += regime_at(t).map_or(0.0, |regime| regime.labour_factor);
        }
        let policy_rate = policy_rate(parameters.policy_rate.as_ref(), &z(2), last);
        let (at_zero_s, at_zero_f) = hazards_at_zero(&parameters.labour);
        Ok(World {
            log_index,
            auction_log_odds: (0..=last).map(|t| regime_at(t).map_or(0.0, |regime| regime.auction_log_odds)).collect(),
            regime,
            separation_hazard: labour.iter().map(|a| at_zero_s * a.exp()).collect(),
            finding_hazard: labour.iter().map(|a| at_zero_f * (-parameters.labour.sensitivity * a).exp()).collect(),
            labour,
            policy_rate,
        })
    }

    /// (11) Twelve-month trend.
    pub fn twelve_month_trend(&self, t: usize) -> f64 {
        self.log_index[t] - self.log_index[t.saturating_sub(12)]
    }
}

/// A of C = A·Aᵀ, lower.
fn cholesky(parameters: &Parameters) -> [[f64; 3]; 3] {
    let c = &parameters.correlation;
    let a21 = c.price_labour;
    let a31 = c.price_policy_rate;
    let a22 = (1.0 - a21 * a21).sqrt();
    let a32 = (c.labour_policy_rate - a31 * a21) / a22;
    let a33 = (1.0 - a31 * a31 - a32 * a32).sqrt();
    [[1.0, 0.0, 0.0], [a21, a22, 0.0], [a31, a32, a33]]
}

/// (44) From month 1 on a normal innovation becomes Student's t with variance 1.
fn student(degrees_of_freedom: Option<f64>, stream: Stream, mut z: Vec<f64>) -> Vec<f64> {
    if let Some(nu) = degrees_of_freedom {
        for t in 1..z.len() {
            let chi_square = chi_square_quantile(nu, stream.uniform(PRICE_MIXING, 0, t as u32));
            z[t] *= ((nu - 2.0) / chi_square).sqrt();
        }
    }
    z
}

/// By bisection of the distribution function, in the logarithm.
fn chi_square_quantile(nu: f64, p: f64) -> f64 {
    let (mut low, mut high) = (-60.0, 10.0);
    for _ in 0..60 {
        let middle: f64 = (low + high) / 2.0;
        if gamma_lr(nu / 2.0, middle.exp() / 2.0) < p { low = middle } else { high = middle }
    }
    ((low + high) / 2.0_f64).exp()
}

/// (42) The chain, month by month.
fn regime_by_month(
    regimes: &[Regime],
    initial: Option<usize>,
    stream: Stream,
    last: usize,
) -> Result<Vec<usize>, String> {
    let pick = |law: &[f64], u: f64| {
        let mut cumulative = 0.0;
        let chosen = law.iter().position(|p| {
            cumulative += p;
            u < cumulative
        });
        chosen.unwrap_or_else(|| law.iter().rposition(|p| *p > 0.0).unwrap())
    };
    let u = |t: usize| stream.uniform(REGIME, 0, t as u32);
    let first = match initial {
        Some(regime) => regime,
        None => pick(&stationary(regimes), u(0)),
    };
    let mut by_month = vec![first];
    for t in 1..=last {
        by_month.push(pick(&regimes[by_month[t - 1]].transition, u(t)));
    }
    Ok(by_month)
}

/// The stationary law as where half-lazy steps from anywhere lead: laziness takes out what is periodic and moves
/// nothing else. Squaring the matrix sixty times takes more steps than any chain needs.
fn stationary(regimes: &[Regime]) -> Vec<f64> {
    let n = regimes.len();
    let mut matrix: Vec<Vec<f64>> = (0..n)
        .map(|from| (0..n).map(|to| 0.5 * regimes[from].transition[to] + if from == to { 0.5 } else { 0.0 }).collect())
        .collect();
    for _ in 0..60 {
        let squared = |from: usize, to: usize| (0..n).map(|k| matrix[from][k] * matrix[k][to]).sum::<f64>();
        let rows: Vec<Vec<f64>> = (0..n).map(|from| (0..n).map(|to| squared(from, to)).collect()).collect();
        // Rounding would grow with the squares.
        matrix = rows.iter().map(|row| row.iter().map(|p| p / row.iter().sum::<f64>()).collect()).collect();
    }
    matrix[0].clone()
}

/// (41) The smallest n whose cumulative Poisson probability exceeds u.
fn poisson(mean: f64, u: f64) -> f64 {
    let mut n = 0;
    let mut probability = (-mean).exp();
    let mut cumulative = probability;
    while u >= cumulative && n < 100 {
        n += 1;
        probability *= mean / f64::from(n);
        cumulative += probability;
    }
    f64::from(n)
}

fn log_index<'r>(
    parameters: &'r Parameters,
    stream: Stream,
    z: &[f64],
    regime_at: impl Fn(usize) -> Option<&'r Regime>,
    last: usize,
) -> Result<Vec<f64>, String> {
    let mut l = vec![0.0];
    match &parameters.price {
        // (3)
        Price::Gbm { drift, volatility } => {
            for t in 1..=last {
                let growth = (drift - volatility * volatility / 2.0) / 12.0 + volatility / 12f64.sqrt() * z[t];
                l.push(l[t - 1] + growth);
            }
        }
        // (4)
        Price::Momentum { mean_growth, momentum, volatility, initial_growth } => {
            let mean = mean_growth / 12.0;
            let sd = volatility / 12f64.sqrt();
            let stationary = mean + sd / (1.0 - momentum * momentum).sqrt() * z[0];
            let mut growth = initial_growth.unwrap_or(stationary);
            for t in 1..=last {
                growth = mean + momentum * (growth - mean) + sd * z[t];
                l.push(l[t - 1] + growth);
            }
        }
        // (40)
        Price::MeanReverting { trend_growth, reversion, volatility, initial_gap } => {
            let stationary_variance = volatility * volatility / (2.0 * reversion);
            let innovation_variance = stationary_variance * -(-2.0 * reversion / 12.0).exp_m1();
            let start = initial_gap.unwrap_or(stationary_variance.sqrt() * z[0]);
            let mut gap = start;
            for t in 1..=last {
                gap = gap * (-reversion / 12.0).exp() + innovation_variance.sqrt() * z[t];
                l.push(trend_growth * t as f64 / 12.0 + gap - start);
            }
        }
        // (41)
        Price::JumpDiffusion { drift, volatility, intensity, jump_mean, jump_sd } => {
            let mean_jump = (jump_mean + jump_sd * jump_sd / 2.0).exp_m1();
            for t in 1..=last {
                let count = poisson(intensity / 12.0, stream.uniform(JUMP_COUNT, 0, t as u32));
                let jump = count * jump_mean + count.sqrt() * jump_sd * stream.month_noise(JUMP_SIZE, 0, t);
                let drift_monthly = (drift - volatility * volatility / 2.0 - intensity * mean_jump) / 12.0;
                l.push(l[t - 1] + drift_monthly + volatility / 12f64.sqrt() * z[t] + jump);
            }
        }
        // (43)
        Price::RegimeSwitching { .. } => {
            for t in 1..=last {
                let Regime { drift, volatility, .. } = regime_at(t).unwrap();
                let growth = (drift - volatility * volatility / 2.0) / 12.0 + volatility / 12f64.sqrt() * z[t];
                l.push(l[t - 1] + growth);
            }
        }
        // (5)
        Price::Bootstrap { levels, mean_block } => {
            let returns: Vec<f64> = levels.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect();
            let n = returns.len();
            let mut block = 0;
            while l.len() <= last {
                let [u1, u2] = stream.uniforms(BOOTSTRAP_BLOCK, 0, block);
                let start = (u1 * n as f64) as usize;
                let length = if *mean_block == 1.0 { 1 } else { 1 + (u2.ln() / (-1.0 / mean_block).ln_1p()) as usize };
                for k in 0..length {
                    if l.len() <= last {
                        l.push(l[l.len() - 1] + returns[(start + k) % n]);
                    }
                }
                block += 1;
            }
        }
        // (6)
        Price::Replay { levels } => {
            if levels.len() <= parameters.study.horizon + parameters.study.tail {
                return Err("price.series does not reach horizon + tail".into());
            }
            for t in 1..=last {
                l.push((levels[t.min(levels.len() - 1)] / levels[0]).ln());
            }
        }
        // (7)
        Price::Knots { month, level, volatility } => {
            let logs: Vec<f64> = level.iter().map(|x| (x / level[0]).ln()).collect();
            let mut noise = 0.0;
            for t in 1..=last {
                noise += -volatility * volatility / 24.0 + volatility / 12f64.sqrt() * z[t];
                l.push(interpolate(month, &logs, t as f64) + noise);
            }
        }
    }
    Ok(l)
}

/// λ_s and λ_f at a = 0.
fn hazards_at_zero(labour: &Labour) -> (f64, f64) {
    (-(-labour.separation).ln_1p(), -(-labour.finding).ln_1p())
}

/// (8) a_t.
fn labour_state(labour: &Labour, z: &[f64], last: usize) -> Result<Vec<f64>, String> {
    match &labour.kind {
        LabourKind::Ar1 { sd, persistence } => {
            let mut a = vec![0.0];
            for t in 1..=last {
                a.push(persistence * a[t - 1] + sd * (1.0 - persistence * persistence).sqrt() * z[t]);
            }
            Ok(a)
        }
        LabourKind::Series { series, start } => {
            (0..=last).map(|t| solve_labour(labour, series.at(start + t as f64))).collect()
        }
        LabourKind::Knots { month, factor } => Ok((0..=last).map(|t| interpolate(month, factor, t as f64)).collect()),
    }
}

/// The stationary unemployment share p_s/(p_s + p_f) at a.
fn unemployment_share(labour: &Labour, a: f64) -> f64 {
    let (at_zero_s, at_zero_f) = hazards_at_zero(labour);
    let p_s = -(-at_zero_s * a.exp()).exp_m1();
    let p_f = -(-at_zero_f * (-labour.sensitivity * a).exp()).exp_m1();
    p_s / (p_s + p_f)
}

/// The a at which the stationary unemployment share is `unemployment`, by bisection.
fn solve_labour(labour: &Labour, unemployment: f64) -> Result<f64, String> {
    let (mut low, mut high) = (-20.0, 20.0);
    let excess = |a: f64| unemployment_share(labour, a) - unemployment;
    if !(excess(low) < 0.0 && excess(high) > 0.0) {
        return Err(format!("no labour state has an unemployment rate of {unemployment}"));
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if excess(middle) < 0.0 { low = middle } else { high = middle }
    }
    Ok((low + high) / 2.0)
}

/// (9)
fn policy_rate(policy_rate: Option<&PolicyRate>, z: &[f64], last: usize) -> Vec<f64> {
    match policy_rate {
        None => vec![0.0; last + 1],
        Some(PolicyRate::Constant { level }) => vec![*level; last + 1],
        Some(PolicyRate::Knots { month, level, linear: true }) => {
            (0..=last).map(|t| interpolate(month, level, t as f64)).collect()
        }
        Some(PolicyRate::Knots { month, level, linear: false }) => {
            (0..=last).map(|t| level[month.iter().rposition(|&knot| knot <= t as f64).unwrap()]).collect()
        }
        Some(PolicyRate::Vasicek { initial, mean, reversion, volatility, floor }) => {
            let mut r = vec![*initial];
            for t in 1..=last {
                let before = r[t - 1];
                r.push(before + reversion * (mean - before) / 12.0 + volatility / 12f64.sqrt() * z[t]);
            }
            r.into_iter().map(|r| floor.map_or(r, |floor| r.max(floor))).collect()
        }
        Some(PolicyRate::Series { series, start }) => (0..=last).map(|t| series.at(start + t as f64)).collect(),
    }
}
