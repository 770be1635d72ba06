//! METHOD §2: what all households share, month by month.

use statrs::function::gamma::gamma_lr;

use super::config::Config;
use super::draws::{
    BOOTSTRAP_BLOCK, JUMP_COUNT, JUMP_SIZE, LABOUR_SHOCK, POLICY_RATE_SHOCK, PRICE_MIXING, PRICE_SHOCK, REGIME, Stream,
};
use super::regions::Region;
use super::series::{interpolate, position};

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
    /// (172) Π.
    pub consumer_prices: Vec<f64>,
    /// (320) Share of the households that have defaulted, as households remember it in a month, and as buyers and lenders do.
    pub defaulted_frac: Vec<f64>,
    pub lately_frac: Vec<f64>,
}

impl World {
    pub fn draw(config: &Config, stream: Stream) -> World {
        let collection = config
            .whole("recourse.collection_months")
            .max(config.maybe_whole("recourse.discharge_months").unwrap_or(0));
        let last = config.whole("study.horizon_months") + config.whole("study.workout_tail_months") + collection;

        // The correlated innovations of (price, labour, policy rate), by month.
        let factor = cholesky(config);
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

        let here = Region::of(config);
        let price = here.price();
        let regimes = price.tables("regimes");
        let regime = (!regimes.is_empty()).then(|| regime_by_month(price, stream, last));
        let regime_at = |t: usize| regime.as_ref().map(|by_month| &regimes[by_month[t]]);

        let own = here.price_innovation(stream, z(0));
        let price_innovation = student(price.maybe_number("degrees_of_freedom"), (stream, here.slot), own);
        let window = here.common_window();
        let mut log_index = log_index(price, window, (stream, here.slot), &price_innovation, regime_at, last);
        // (45), (250)
        for overlay in here.overlays() {
            let (from, to) = (overlay.whole("from_month"), overlay.whole("to_month"));
            for t in from..=last {
                let months_so_far = (t.min(to) - from + 1) as f64;
                log_index[t] += overlay.number("log_return") * months_so_far / (to - from + 1) as f64;
            }
        }
        for level in &mut log_index {
            *level = level.clamp(-300.0, 300.0);
        }
        let market = here.labour();
        let mut labour = labour_state(market, &here.labour_innovation(stream, z(1)), last);
        // (46)
        for t in 1..=last {
            labour[t] += regime_at(t).map_or(0.0, |regime| regime.number("labour_factor"));
        }
        let log_odds = |t| regime_at(t).map_or(0.0, |regime| regime.number("auction_log_odds"));
        let hazards: Vec<(f64, f64)> = labour.iter().map(|a| hazards(market, *a)).collect();
        World {
            log_index,
            auction_log_odds: (0..=last).map(log_odds).collect(),
            regime,
            separation_hazard: hazards.iter().map(|(separation, _)| *separation).collect(),
            finding_hazard: hazards.iter().map(|(_, finding)| *finding).collect(),
            labour,
            policy_rate: policy_rate(config.table("policy_rate"), &z(2), last),
            consumer_prices: consumer_prices(config.table("inflation"), last),
            defaulted_frac: vec![0.0; last + 1],
            lately_frac: vec![0.0; last + 1],
        }
    }

    /// (172) What something that follows consumer prices is of its amount at origination.
    pub fn prices_followed(&self, config: &Config, key: &str, t: usize) -> f64 {
        if config.has(key) && config.is_true(key) { self.consumer_prices[(t - 1) / 12 * 12] } else { 1.0 }
    }

    /// (11) Twelve-month trend.
    pub fn twelve_month_trend(&self, t: usize) -> f64 {
        self.log_index[t] - self.log_index[t.saturating_sub(12)]
    }
}

/// A of C = A·Aᵀ, lower.
fn cholesky(config: &Config) -> [[f64; 3]; 3] {
    let a21 = config.number("correlation.price_labour");
    let a31 = config.number("correlation.price_policy_rate");
    let a22 = (1.0 - a21 * a21).sqrt();
    let a32 = (config.number("correlation.labour_policy_rate") - a31 * a21) / a22;
    let a33 = (1.0 - a31 * a31 - a32 * a32).sqrt();
    [[1.0, 0.0, 0.0], [a21, a22, 0.0], [a31, a32, a33]]
}

/// (44) From month 1 on a normal innovation becomes Student's t with variance 1.
fn student(degrees_of_freedom: Option<f64>, (stream, slot): (Stream, u32), mut z: Vec<f64>) -> Vec<f64> {
    if let Some(nu) = degrees_of_freedom {
        for t in 1..z.len() {
            let chi_square = chi_square_quantile(nu, stream.uniform(PRICE_MIXING, slot, t as u32));
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
fn regime_by_month(price: &Config, stream: Stream, last: usize) -> Vec<usize> {
    let regimes = price.tables("regimes");
    let pick = |probabilities: &[f64], u: f64| {
        let mut cumulative = 0.0;
        let chosen = probabilities.iter().position(|p| {
            cumulative += p;
            u < cumulative
        });
        chosen.unwrap_or_else(|| probabilities.iter().rposition(|p| *p > 0.0).unwrap())
    };
    let u = |t: usize| stream.uniform(REGIME, 0, t as u32);
    let first = match price.maybe_text("initial_regime") {
        Some(name) => regimes.iter().position(|regime| regime.text("name") == name).unwrap(),
        None => pick(&stationary(regimes), u(0)),
    };
    let mut by_month = vec![first];
    for t in 1..=last {
        by_month.push(pick(regimes[by_month[t - 1]].numbers("transition_monthly"), u(t)));
    }
    by_month
}

/// The stationary distribution as where half-lazy steps from anywhere lead: laziness takes out what is periodic and moves
/// nothing else. Squaring the matrix sixty times takes more steps than any chain needs.
fn stationary(regimes: &[Config]) -> Vec<f64> {
    let n = regimes.len();
    let mut matrix: Vec<Vec<f64>> = (0..n)
        .map(|from| {
            let transition = regimes[from].numbers("transition_monthly");
            (0..n).map(|to| 0.5 * transition[to] + if from == to { 0.5 } else { 0.0 }).collect()
        })
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
    price: &Config,
    window: (Option<f64>, Option<f64>),
    (stream, slot): (Stream, u32),
    z: &[f64],
    regime_at: impl Fn(usize) -> Option<&'r Config>,
    last: usize,
) -> Vec<f64> {
    let mut l = vec![0.0];
    match price.text("kind") {
        "gbm" => {
            let (drift, volatility) = (price.number("drift_annual"), price.number("volatility_annual"));
            for t in 1..=last {
                l.push(l[t - 1] + gbm_step(drift, volatility, z[t]));
            }
        }
        // (4)
        "momentum" => {
            let mean = price.number("mean_growth_annual") / 12.0;
            let momentum = price.number("momentum_monthly");
            let sd = price.number("innovation_volatility_annual") / 12f64.sqrt();
            let stationary = mean + sd / (1.0 - momentum * momentum).sqrt() * z[0];
            let mut growth = price.maybe_number("initial_growth_monthly").unwrap_or(stationary);
            for t in 1..=last {
                growth = mean + momentum * (growth - mean) + sd * z[t];
                l.push(l[t - 1] + growth);
            }
        }
        // (40)
        "mean-reverting" => {
            let (reversion, volatility) = (price.number("reversion_annual"), price.number("volatility_annual"));
            let stationary_variance = volatility * volatility / (2.0 * reversion);
            let innovation_variance = stationary_variance * -(-2.0 * reversion / 12.0).exp_m1();
            let start = price.maybe_number("initial_gap_log").unwrap_or(stationary_variance.sqrt() * z[0]);
            let mut gap = start;
            for t in 1..=last {
                gap = gap * (-reversion / 12.0).exp() + innovation_variance.sqrt() * z[t];
                l.push(price.number("trend_growth_annual") * t as f64 / 12.0 + gap - start);
            }
        }
        // (41)
        "jump-diffusion" => {
            let (drift, volatility) = (price.number("drift_annual"), price.number("volatility_annual"));
            let intensity = price.number("jump_intensity_annual");
            let (jump_mean, jump_sd) = (price.number("jump_mean_log"), price.number("jump_sd_log"));
            let mean_jump = (jump_mean + jump_sd * jump_sd / 2.0).exp_m1();
            for t in 1..=last {
                let count = poisson(intensity / 12.0, stream.uniform(JUMP_COUNT, slot, t as u32));
                let jump = count * jump_mean + count.sqrt() * jump_sd * stream.month_noise(JUMP_SIZE, slot, t);
                l.push(l[t - 1] + gbm_step(drift - intensity * mean_jump, volatility, z[t]) + jump);
            }
        }
        // (43)
        "regime-switching" => {
            for t in 1..=last {
                let regime = regime_at(t).unwrap();
                let (drift, volatility) = (regime.number("drift_annual"), regime.number("volatility_annual"));
                l.push(l[t - 1] + gbm_step(drift, volatility, z[t]));
            }
        }
        // (5)
        "bootstrap" => {
            let levels = price.series("series").window(window.0, window.1).value;
            let mean_block = price.number("mean_block_months");
            let returns: Vec<f64> = levels.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect();
            let n = returns.len();
            let mut block = 0;
            while l.len() <= last {
                let [u1, u2] = stream.uniforms(BOOTSTRAP_BLOCK, 0, block);
                let start = (u1 * n as f64) as usize;
                let length = if mean_block == 1.0 { 1 } else { 1 + (u2.ln() / (-1.0 / mean_block).ln_1p()) as usize };
                for k in 0..length {
                    if l.len() <= last {
                        l.push(l[l.len() - 1] + returns[(start + k) % n]);
                    }
                }
                block += 1;
            }
        }
        // (6)
        "replay" => {
            let levels = price.series("series").window(Some(position(price.text("start_month"))), None).value;
            for t in 1..=last {
                l.push((levels[t.min(levels.len() - 1)] / levels[0]).ln());
            }
        }
        // (7)
        "path" => {
            let (month, level) = price.knots("level");
            let volatility = price.number("volatility_annual");
            let logs: Vec<f64> = level.iter().map(|x| (x / level[0]).ln()).collect();
            let mut noise = 0.0;
            for t in 1..=last {
                noise += gbm_step(0.0, volatility, z[t]);
                l.push(interpolate(&month, &logs, t as f64) + noise);
            }
        }
        kind => panic!("{kind}"),
    }
    l
}

/// (3) A month's log return.
fn gbm_step(drift: f64, volatility: f64, z: f64) -> f64 {
    (drift - volatility * volatility / 2.0) / 12.0 + volatility / 12f64.sqrt() * z
}

/// (8) λ_s and λ_f at labour state a.
fn hazards(labour: &Config, a: f64) -> (f64, f64) {
    let at_zero = |key: &str| -(-labour.number(key)).ln_1p();
    let sensitivity = labour.number("finding_sensitivity");
    (at_zero("separation_monthly") * a.exp(), at_zero("finding_monthly") * (-sensitivity * a).exp())
}

/// (8) a_t.
fn labour_state(labour: &Config, z: &[f64], last: usize) -> Vec<f64> {
    match labour.text("kind") {
        "ar1" => {
            let (sd, persistence) = (labour.number("sd"), labour.number("persistence_monthly"));
            let mut a = vec![0.0];
            for t in 1..=last {
                a.push(persistence * a[t - 1] + sd * (1.0 - persistence * persistence).sqrt() * z[t]);
            }
            a
        }
        "series" => {
            let (series, start) = (labour.series("series"), position(labour.text("start_month")));
            (0..=last).map(|t| solve_labour(labour, series.at(start + t as f64))).collect()
        }
        "knots" => {
            let (month, factor) = labour.knots("factor");
            (0..=last).map(|t| interpolate(&month, &factor, t as f64)).collect()
        }
        kind => panic!("{kind}"),
    }
}

/// The stationary unemployment share p_s/(p_s + p_f) at a.
fn unemployment_share(labour: &Config, a: f64) -> f64 {
    let (separation, finding) = hazards(labour, a);
    let p_s = -(-separation).exp_m1();
    let p_f = -(-finding).exp_m1();
    p_s / (p_s + p_f)
}

/// The a at which the stationary unemployment share is `unemployment`, by bisection.
fn solve_labour(labour: &Config, unemployment: f64) -> f64 {
    let (mut low, mut high) = (-20.0, 20.0);
    let excess = |a: f64| unemployment_share(labour, a) - unemployment;
    assert!(excess(low) < 0.0 && excess(high) > 0.0, "no labour state has an unemployment rate of {unemployment}");
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if excess(middle) < 0.0 { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// (9)
fn policy_rate(policy_rate: Option<&Config>, z: &[f64], last: usize) -> Vec<f64> {
    let Some(rate) = policy_rate else { return vec![0.0; last + 1] };
    let months = (0..=last).map(|t| t as f64);
    match rate.text("kind") {
        "constant" => vec![rate.number("level_annual"); last + 1],
        "knots" => {
            let (month, level) = rate.knots("level_annual");
            let step = |t: f64| level[month.iter().rposition(|&knot| knot <= t).unwrap()];
            match rate.text("interpolation") {
                "linear" => months.map(|t| interpolate(&month, &level, t)).collect(),
                "step" => months.map(step).collect(),
                interpolation => panic!("{interpolation}"),
            }
        }
        "vasicek" => {
            let (mean, reversion) = (rate.number("mean_annual"), rate.number("reversion_annual"));
            let sd = rate.number("volatility_annual") / 12f64.sqrt();
            let mut r = vec![rate.number("initial_annual")];
            for t in 1..=last {
                let before = r[t - 1];
                r.push(before + reversion * (mean - before) / 12.0 + sd * z[t]);
            }
            let floor = rate.maybe_number("floor_annual");
            r.into_iter().map(|r| floor.map_or(r, |floor| r.max(floor))).collect()
        }
        "series" => {
            let (series, start) = (rate.series("series"), position(rate.text("start_month")));
            months.map(|t| series.at(start + t)).collect()
        }
        kind => panic!("{kind}"),
    }
}

/// (172)
fn consumer_prices(inflation: Option<&Config>, last: usize) -> Vec<f64> {
    let Some(inflation) = inflation else { return vec![1.0; last + 1] };
    let rate = |t: usize| match inflation.text("kind") {
        "constant" => inflation.number("rate_annual"),
        "knots" => {
            let (month, rate) = inflation.knots("rate_annual");
            match inflation.text("interpolation") {
                "linear" => interpolate(&month, &rate, t as f64),
                _ => rate[month.iter().rposition(|&knot| knot <= t as f64).unwrap()],
            }
        }
        "series" => {
            let start = position(inflation.text("start_month"));
            inflation.series("series").at(start + t as f64)
        }
        kind => panic!("{kind}"),
    };
    let mut level = vec![1.0];
    for t in 1..=last {
        level.push(level[t - 1] * (1.0 + rate(t)).powf(1.0 / 12.0));
    }
    level
}
