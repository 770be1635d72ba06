//! Random valid configs, small and harsh, so that every event happens often.

use std::path::Path;

use super::random_household::{correlation_of_draws, more_of_the_household};
use super::random_tranches::{rollover, tranches};
use super::series::read_series;

/// CSV files which a config may name: first column the month (without gaps for prices).
#[derive(Clone, Copy, Default)]
pub struct Files<'a> {
    /// A monthly price index and its column.
    pub price: Option<(&'a Path, &'a str)>,
    /// Unemployment rates in percent and its column.
    pub unemployment: Option<(&'a Path, &'a str)>,
    /// Policy rates in percent.
    pub policy_rate: Option<Rates<'a>>,
}

/// A file of policy rates: its column, the position of its first month, and how many months it covers.
#[derive(Clone, Copy)]
pub struct Rates<'a> {
    pub file: &'a Path,
    pub column: &'a str,
    pub first: f64,
    pub months: u64,
}

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn unit(&mut self) -> f64 {
        ((self.word() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// A number in [min, max], at four decimals.
    pub fn number(&mut self, min: f64, max: f64) -> f64 {
        let x = min + (max - min) * self.unit();
        ((x * 1e4).round() / 1e4).clamp(min, max)
    }

    pub fn whole(&mut self, min: u64, max: u64) -> u64 {
        min + self.word() % (max - min + 1)
    }

    pub fn coin(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    pub fn pick<'s>(&mut self, from: &[&'s str]) -> &'s str {
        from[self.whole(0, from.len() as u64 - 1) as usize]
    }

    /// Any distribution whose support is within [min, max]; a lognormal (support to infinity) only when `open_above`.
    pub fn distribution(&mut self, min: f64, max: f64, open_above: bool) -> String {
        let mut ends = [self.number(min, max), self.number(min, max)];
        ends.sort_by(f64::total_cmp);
        let [low, high] = ends;
        match self.whole(0, if open_above { 6 } else { 5 }) {
            0 | 1 => float(low),
            2 => format!("{{ uniform = {{ min = {low:?}, max = {high:?} }} }}"),
            3 => {
                let mode = self.number(low, high);
                format!("{{ triangular = {{ min = {low:?}, mode = {mode:?}, max = {high:?} }} }}")
            }
            4 => {
                let high = if high > low { high } else { low + 1e-4 };
                let (mean, sd) = (self.number(low, high), (high - low) * self.number(0.2, 1.0));
                format!("{{ normal = {{ mean = {mean:?}, sd = {sd:?}, min = {low:?}, max = {high:?} }} }}")
            }
            5 => {
                let middle = self.number(low, high);
                let weights: Vec<f64> = (0..3).map(|_| self.number(0.1, 2.0)).collect();
                format!("{{ discrete = {{ values = [{low:?}, {middle:?}, {high:?}], weights = {weights:?} }} }}")
            }
            _ => {
                let median = if (low + high) / 2.0 > 0.0 { (low + high) / 2.0 } else { 0.5 };
                format!("{{ lognormal = {{ median = {median:?}, sigma = {:?} }} }}", self.number(0.05, 0.5))
            }
        }
    }
}

fn float(x: f64) -> String {
    format!("{x:?}")
}

fn month_name(position: f64) -> String {
    let month = position as i64;
    format!("\"{:04}-{:02}\"", month.div_euclid(12), month.rem_euclid(12) + 1)
}

fn series_table(file: &Path, column: &str, scale: Option<f64>) -> String {
    let scale = scale.map_or(String::new(), |scale| format!(", scale = {scale:?}"));
    format!("{{ file = {:?}, column = {column:?}{scale} }}", file.display().to_string())
}

/// When the rate of a loan of this term is set, and between what limits; where the policy rate is a series, with the month of
/// origination in it.
fn floating(d: &mut Dice, term: u64, policy_start: Option<f64>, may_be_old: bool) -> String {
    let mut out = String::new();
    let mut start = policy_start;
    if start.is_none() && d.coin(0.6) {
        let month = (12 * d.whole(1990, 2020) + d.whole(0, 11)) as f64;
        start = Some(month);
        out += &format!("start_month = {}\n", month_name(month));
    }
    if d.coin(0.6) {
        let keys = repricing_keys(d, term, start.is_some());
        out += &format!("repricing = {{ {} }}\n", keys.join(", "));
    }
    if d.coin(0.5) {
        let mut month = 1;
        let changes: Vec<String> = (0..d.whole(1, 3))
            .map(|_| {
                month += d.whole(1, 30);
                let lowers_only = if d.coin(0.5) { ", lowers_only = true" } else { "" };
                let when = match start {
                    Some(start) if d.coin(0.5) && !may_be_old => format!("date = {}", month_name(start + month as f64)),
                    _ => format!("month = {month}"),
                };
                format!("{{ {when}, spread_annual = {:?}{lowers_only} }}", d.number(-0.03, 0.03))
            })
            .collect();
        out += &format!("spread_changes = [{}]\n", changes.join(", "));
    }
    out
}

/// When the rate of a loan of this term is set, and between what limits; on 1 January only where origination is known.
pub fn repricing_keys(d: &mut Dice, term: u64, has_start: bool) -> Vec<String> {
    let mut keys = Vec::new();
    if d.coin(0.8) {
        keys.push(format!("every_months = {}", d.pick(&["1", "3", "6", "12", "60"])));
    }
    if has_start && d.coin(0.5) {
        keys.push("on = \"january\"".into());
    }
    let floor = d.number(0.0, 0.04);
    if d.coin(0.4) {
        keys.push(format!("floor_annual = {floor:?}"));
    }
    if d.coin(0.4) {
        keys.push(format!("cap_annual = {:?}", floor + d.number(0.0, 0.04)));
    }
    if d.coin(0.4) {
        keys.push(format!("fixed_months = {}", d.whole(1, (term - 1).min(40))));
        if d.coin(0.5) {
            keys.push(format!("fixed_rate_annual = {:?}", d.number(0.0, 0.08)));
        }
    }
    keys
}

/// Two to four regimes, from good times to bad.
fn regimes(d: &mut Dice) -> String {
    let n = d.whole(2, 4);
    let mut out = String::from("regimes = [\n");
    for k in 0..n {
        let badness = k as f64 / (n - 1) as f64;
        // Thousandths that sum to 1 in decimals: a regime lasts, and each other one may follow.
        let mut row: Vec<u64> = (0..n).map(|_| d.whole(1, 60)).collect();
        row[k as usize] = 0;
        row[k as usize] = 1000 - row.iter().sum::<u64>();
        let row: Vec<String> = row.iter().map(|p| format!("{:?}", *p as f64 / 1000.0)).collect();
        out += &format!("  {{ name = \"r{k}\", drift_annual = {:?}, ", 0.1 - d.number(0.2, 0.5) * badness);
        out += &format!("volatility_annual = {:?}, transition_monthly = [{}]", d.number(0.0, 0.2), row.join(", "));
        if d.coin(0.6) {
            out += &format!(", labour_factor = {:?}", d.number(-0.3, 0.9));
        }
        if d.coin(0.6) {
            out += &format!(", auction_log_odds = {:?}", d.number(-2.5, 1.5));
        }
        out += " },\n";
    }
    out += "]";
    if d.coin(0.5) {
        out += &format!("\ninitial_regime = \"r{}\"", d.whole(0, n - 1));
    }
    out
}

/// A random config. Always the same for the same `seed` and files.
pub fn random_config(seed: u64, files: Files) -> String {
    let mut dice = Dice(seed);
    let d = &mut dice;
    let mut out = String::new();
    let mut add = |line: String| {
        out.push_str(&line);
        out.push('\n');
    };

    // One config in three is of households which fall behind and come back.
    let recovering = d.coin(0.35);

    // [study]
    let horizon = d.whole(24, 120);
    let tail = if d.coin(0.25) { 0 } else { d.whole(1, 60) };
    add("[study]".into());
    add(format!("name = \"random-{seed}\""));
    add(format!("seed = {}", d.word() >> 1));
    add("worlds = 3\nhouseholds = 50".into());
    add(format!("horizon_months = {horizon}"));
    if tail != 60 {
        add(format!("workout_tail_months = {tail}"));
    }

    // [price]
    let needed = (horizon + tail) as f64;
    let price_series = files.price.map(|(file, column)| (file, column, read_series(file, None, column, 1.0)));
    let mut price_kinds = vec!["gbm", "momentum", "path", "mean-reverting", "jump-diffusion", "regime-switching"];
    if let Some((_, _, series)) = &price_series {
        price_kinds.push("bootstrap");
        if series.position.len() as f64 > needed + 1.0 {
            price_kinds.push("replay");
        }
    }
    let price_kind = d.pick(&price_kinds);
    let mut gaussian_price = false;
    add("\n[price]".into());
    add(format!("kind = \"{price_kind}\""));
    match price_kind {
        "gbm" => {
            gaussian_price = true;
            add(format!("drift_annual = {:?}", d.number(-0.15, 0.05)));
            add(format!("volatility_annual = {:?}", d.number(0.0, 0.25)));
        }
        "momentum" => {
            gaussian_price = true;
            add(format!("mean_growth_annual = {:?}", d.number(-0.12, 0.04)));
            add(format!("momentum_monthly = {:?}", d.number(-0.3, 0.9)));
            add(format!("innovation_volatility_annual = {:?}", d.number(0.01, 0.12)));
            if d.coin(0.5) {
                add(format!("initial_growth_monthly = {:?}", d.number(-0.02, 0.02)));
            }
        }
        "path" => {
            let middle = d.whole(6, 48);
            let last = middle + d.whole(6, 60);
            add(format!(
                "knots = [{{ month = 0, level = {:?} }}, {{ month = {middle}, level = {:?} }}, {{ month = {last}, level = {:?} }}]",
                d.number(0.8, 1.2),
                d.number(0.4, 1.3),
                d.number(0.3, 1.1)
            ));
            if d.coin(0.6) {
                gaussian_price = true;
                add(format!("volatility_annual = {:?}", d.number(0.02, 0.2)));
            }
        }
        "mean-reverting" => {
            gaussian_price = true;
            add(format!("trend_growth_annual = {:?}", d.number(-0.12, 0.05)));
            add(format!("reversion_annual = {:?}", d.number(0.05, 3.0)));
            add(format!("volatility_annual = {:?}", d.number(0.0, 0.25)));
            if d.coin(0.5) {
                add(format!("initial_gap_log = {:?}", d.number(-0.3, 0.8)));
            }
        }
        "jump-diffusion" => {
            gaussian_price = true;
            add(format!("drift_annual = {:?}", d.number(-0.15, 0.05)));
            add(format!("volatility_annual = {:?}", d.number(0.0, 0.15)));
            let many = d.coin(0.2);
            add(format!("jump_intensity_annual = {:?}", if many { d.number(5.0, 40.0) } else { d.number(0.0, 1.5) }));
            add(format!("jump_mean_log = {:?}", if many { d.number(-0.01, 0.01) } else { d.number(-0.3, 0.1) }));
            add(format!("jump_sd_log = {:?}", if many { d.number(0.0, 0.02) } else { d.number(0.0, 0.2) }));
        }
        "regime-switching" => {
            gaussian_price = true;
            add(regimes(d));
        }
        _ => {
            let (file, column, series) = price_series.as_ref().unwrap();
            add(format!("series = {}", series_table(file, column, None)));
            let (first, end) = (series.position[0], *series.position.last().unwrap());
            if price_kind == "replay" {
                let slack = (end - first - needed) as u64;
                add(format!("start_month = {}", month_name(first + d.whole(0, slack) as f64)));
            } else {
                let block = if d.coin(0.2) { 1.0 } else { d.number(1.0, 36.0) };
                add(format!("mean_block_months = {block:?}"));
                let third = ((end - first) / 3.0) as u64;
                if d.coin(0.5) {
                    add(format!("first_month = {}", month_name(first + d.whole(0, third) as f64)));
                }
                if d.coin(0.5) {
                    add(format!("last_month = {}", month_name(end - d.whole(0, third) as f64)));
                }
            }
        }
    }

    if gaussian_price && d.coin(0.3) {
        add(format!("degrees_of_freedom = {:?}", d.number(2.05, 12.0)));
    }
    if d.coin(0.25) {
        let overlays: Vec<String> = (0..d.whole(1, 2))
            .map(|_| {
                let from = d.whole(1, horizon);
                let to = from + d.whole(0, 24);
                let log_return = d.number(-0.4, 0.1);
                format!("{{ from_month = {from}, to_month = {to}, log_return = {log_return:?} }}")
            })
            .collect();
        add(format!("overlay = [{}]", overlays.join(", ")));
    }

    // [labour]
    let labour_series = files.unemployment.filter(|_| d.coin(0.25));
    let labour_knots = labour_series.is_none() && d.coin(0.15);
    let mut gaussian_labour = false;
    add("\n[labour]".into());
    let labour_kind = if labour_knots { "knots" } else { "ar1" };
    add(format!("kind = \"{}\"", if labour_series.is_some() { "series" } else { labour_kind }));
    add(format!("separation_monthly = {:?}", d.number(0.005, 0.06)));
    let (slow, fast) = if recovering { (0.1, 0.4) } else { (0.03, 0.3) };
    add(format!("finding_monthly = {:?}", d.number(slow, fast)));
    if let Some((file, column)) = labour_series {
        let series = read_series(file, None, column, 0.01);
        // Reaches to the end of any collection.
        let slack = (series.position.last().unwrap() - series.position[0] - needed - 61.0) as u64;
        let start = series.position[0].ceil() + d.whole(0, slack) as f64;
        add(format!("series = {}", series_table(file, column, Some(0.01))));
        add(format!("start_month = {}", month_name(start)));
        add(format!("finding_sensitivity = {:?}", d.number(0.5, 1.5)));
    } else {
        if d.coin(0.5) {
            add(format!("finding_sensitivity = {:?}", d.number(-0.5, 2.0)));
        }
        if labour_knots {
            let (first, second) = (d.whole(1, 40), d.whole(1, 40));
            add(format!(
                "knots = [{{ month = 0, factor = {:?} }}, {{ month = {first}, factor = {:?} }}, {{ month = {}, factor = {:?} }}]",
                d.number(-0.5, 0.5),
                d.number(-0.5, 1.0),
                first + second,
                d.number(-0.5, 0.5)
            ));
        }
        if !labour_knots && d.coin(0.7) {
            gaussian_labour = true;
            add(format!("sd = {:?}", d.number(0.05, 0.8)));
        }
        if !labour_knots && d.coin(0.7) {
            add(format!("persistence_monthly = {:?}", d.number(0.0, 0.98)));
        }
    }

    // [policy_rate]
    let mut policy_kinds = vec!["none", "constant", "knots", "vasicek"];
    if files.policy_rate.is_some_and(|rates| rates.months > horizon) {
        policy_kinds.push("series");
    }
    let policy_kind = d.pick(&policy_kinds);
    let mut policy_start = None;
    if policy_kind != "none" {
        add("\n[policy_rate]".into());
        add(format!("kind = \"{policy_kind}\""));
    }
    match policy_kind {
        "constant" => add(format!("level_annual = {:?}", d.number(0.0, 0.06))),
        "knots" => {
            let first = d.whole(3, 40);
            let second = first + d.whole(1, 40);
            add(format!(
                "knots = [{{ month = 0, level_annual = {:?} }}, {{ month = {first}, level_annual = {:?} }}, {{ month = {second}, level_annual = {:?} }}]",
                d.number(0.0, 0.06),
                d.number(0.0, 0.10),
                d.number(0.0, 0.06)
            ));
            if d.coin(0.7) {
                add(format!("interpolation = \"{}\"", d.pick(&["step", "linear"])));
            }
        }
        "series" => {
            let Rates { file, column, first, months } = files.policy_rate.unwrap();
            add(format!("series = {}", series_table(file, column, Some(0.01))));
            let start = first + d.whole(0, months - horizon - 1) as f64;
            policy_start = Some(start);
            add(format!("start_month = {}", month_name(start)));
        }
        "vasicek" => {
            add(format!("initial_annual = {:?}", d.number(0.0, 0.06)));
            add(format!("mean_annual = {:?}", d.number(0.01, 0.06)));
            add(format!("reversion_annual = {:?}", d.number(0.05, 1.0)));
            add(format!("volatility_annual = {:?}", d.number(0.005, 0.02)));
            if d.coin(0.5) {
                add(format!("floor_annual = {:?}", d.number(-0.01, 0.01)));
            }
        }
        _ => {}
    }

    // [correlation]
    let gaussian_rate = policy_kind == "vasicek";
    if d.coin(0.8) && (gaussian_price as u8 + gaussian_labour as u8 + gaussian_rate as u8) >= 2 {
        add("\n[correlation]".into());
        if gaussian_price && gaussian_labour {
            add(format!("price_labour = {:?}", d.number(-0.45, 0.2)));
        }
        if gaussian_price && gaussian_rate {
            add(format!("price_policy_rate = {:?}", d.number(-0.4, 0.4)));
        }
        if gaussian_labour && gaussian_rate {
            add(format!("labour_policy_rate = {:?}", d.number(-0.4, 0.4)));
        }
    }

    // [household]
    add("\n[household]".into());
    let empirical = price_series.as_ref().filter(|_| d.coin(0.1));
    let scale = if let Some((file, column, series)) = empirical {
        add(format!(
            "home_price = {{ empirical = {{ file = {:?}, column = {column:?} }} }}",
            file.display().to_string()
        ));
        series.value.iter().sum::<f64>() / series.value.len() as f64
    } else {
        let scale = (d.number(-1.0, 1.0)).exp() * 1e6;
        let price = d.distribution(0.6 * scale.round(), 1.4 * scale.round(), true);
        add(format!("home_price = {price}"));
        scale
    };
    if d.coin(0.7) {
        let (low, high) = if recovering { (2.5, 7.0) } else { (4.0, 12.0) };
        add(format!("price_to_income_years = {}", d.distribution(low, high, true)));
    } else {
        add(format!(
            "income_monthly = {}",
            d.distribution((scale / 150.0 * 1e3).round() / 1e3, (scale / 60.0 * 1e3).round() / 1e3, true)
        ));
    }
    if d.coin(0.7) {
        add(format!("home_volatility_annual = {:?}", d.number(0.0, 0.2)));
    }
    if d.coin(0.6) {
        add(format!("investor_frac = {:?}", d.number(0.0, 0.5)));
    }
    match d.whole(0, 3) {
        0 => {
            add("cash_mode = \"amount\"".into());
            add(format!("cash = {}", d.distribution(0.0, (0.1 * scale).round(), true)));
        }
        1 => {
            add("cash_mode = \"savings\"".into());
            add(format!("savings = {}", d.distribution((0.15 * scale).round(), (0.7 * scale).round(), true)));
        }
        _ => {
            if d.coin(0.5) {
                add("cash_mode = \"months\"".into());
            }
            add(format!("cash_months = {}", d.distribution(0.0, if recovering { 2.0 } else { 12.0 }, true)));
        }
    }
    if d.coin(0.5) {
        add(format!("reference_down_payment = {:?}", d.number(0.1, 0.5)));
    }
    if d.coin(0.9) {
        add(format!("essential_spending_frac = {}", d.distribution(0.1, 0.6, false)));
    }
    if d.coin(0.7) {
        add(format!("discretionary_spending_frac = {}", d.distribution(0.0, 0.4, false)));
    }
    if d.coin(0.7) {
        add(format!("discretionary_cut_below_months = {:?}", d.number(0.0, 6.0)));
    }
    if d.coin(0.8) {
        add(format!("buffer_target_months = {:?}", d.number(0.0, 12.0)));
    }
    if d.coin(0.6) {
        add(format!("saved_share = {:?}", d.number(0.0, 1.0)));
    }
    if d.coin(0.6) {
        add(format!("cash_minimum_months = {:?}", d.number(0.0, 2.0)));
    }
    if d.coin(0.8) {
        add(format!("floor_income_frac = {:?}", d.number(0.0, 0.4)));
    }
    if d.coin(0.7) {
        add(format!("benefit_frac = {:?}", d.number(0.0, 0.6)));
        add(format!("benefit_months = {}", d.whole(0, 12)));
    }
    if d.coin(0.7) {
        add(format!("credit_limit_months_of_income = {}", d.distribution(0.0, 6.0, true)));
    }
    if d.coin(0.5) {
        add(format!("credit_rate_annual = {:?}", d.number(0.0, 0.3)));
    }
    let mut more = more_of_the_household(seed, horizon);
    let prices = &mut Dice(seed ^ 0x696e_666c);
    let has_inflation = prices.coin(0.4);
    if has_inflation {
        for (table, key) in [("wages", "follow_inflation"), ("letting", "rents_follow_inflation")] {
            let (head, follows) = (format!("[household.{table}]\n"), prices.coin(0.7));
            more.tables = more.tables.replace(&head, &format!("{head}{key} = {follows}\n"));
        }
        add(format!("spending_follows_inflation = {}", prices.coin(0.7)));
    }
    add(more.keys);

    // [loan]
    add("\n[loan]".into());
    let mut floats = false;
    add(format!("down_payment = {}", d.distribution(0.0, 0.45, false)));
    if policy_kind != "none" && d.coin(0.75) {
        // Below what the policy rate gives, too: the contract rate then stays at 0.
        add(format!("spread_annual = {:?}", if d.coin(0.3) { d.number(-0.06, 0.0) } else { d.number(0.0, 0.03) }));
        floats = true;
    } else {
        add(format!("annual_rate = {:?}", if d.coin(0.1) { 0.0 } else { d.number(0.01, 0.10) }));
    }
    let term = if d.coin(0.35) { d.whole(12, horizon) } else { 12 * d.whole(10, 30) };
    add(format!("term_months = {term}"));
    let book = &mut Dice(seed ^ 0x626f_6f6b);
    let may_be_old = term > 2 && book.coin(0.35);
    if floats {
        add(floating(&mut Dice(seed ^ 0x0f10_a7e5), term, policy_start, may_be_old));
    }
    // From dice of their own
    let principal = &mut Dice(seed ^ 0x0ba1_1002);
    let mut interest_only = if principal.coin(0.3) { principal.whole(1, (term - 2).min(40)) } else { 0 };
    let mut repays = true;
    match d.pick(&["", "level", "constant-principal", "hybrid", "interest-only"]) {
        "" => {}
        "hybrid" => {
            add("method = \"hybrid\"".into());
            let switch = d.whole(1, (term - 1).min(100));
            add(format!("switch_month = {switch}"));
            interest_only = interest_only.min(switch - 1);
        }
        method => {
            repays = method != "interest-only";
            add(format!("method = \"{method}\""));
        }
    }
    if !repays {
        add(rollover(&mut Dice(seed ^ 0x726f_6c6c), term, true));
    }
    if repays && interest_only > 0 {
        add(format!("interest_only_months = {interest_only}"));
    }
    let mut repays_at_the_end = !repays;
    if repays && principal.coin(0.3) {
        repays_at_the_end = true;
        add(format!("balloon_frac = {:?}", principal.number(0.0, 0.9)));
    }
    if d.coin(0.5) {
        add(format!("appraisal_ratio = {}", d.distribution(0.75, 1.2, false)));
    }
    let costs = &mut Dice(seed ^ 0x636f_7374);
    let by_parts = costs.coin(0.3);
    if d.coin(0.6) {
        let frac = d.distribution(0.0, 0.08, false);
        if !by_parts {
            add(format!("buying_cost_frac = {frac}"));
        }
    }
    if by_parts {
        add("\n[loan.buying_costs]".into());
        add(format!("area_m2 = {}", costs.distribution(40.0, 250.0, false)));
        let rates = |costs: &mut Dice| {
            format!("first_home_frac = {:?}, second_home_frac = {:?}", costs.number(0.0, 0.03), costs.number(0.0, 0.05))
        };
        let (first, last) = (rates(costs), rates(costs));
        add(format!("deed_tax = [{{ up_to_m2 = {:?}, {first} }}, {{ {last} }}]", costs.number(80.0, 200.0)));
        if costs.coin(0.7) {
            let (frac, short) = (costs.number(0.0, 0.06), costs.number(0.0, 1.0));
            add(format!("vat = {{ frac = {frac:?}, held_under_two_years_frac = {short:?} }}"));
        }
        if costs.coin(0.7) {
            add(format!("agency_frac = {:?}", costs.number(0.0, 0.03)));
        }
        if costs.coin(0.5) {
            add(format!("fixed_amount = {:?}", (scale * costs.number(0.0, 0.01)).round()));
        }
    }

    // [insurance], from dice of its own
    let insured = &mut Dice(seed ^ 0x696e_7375);
    if insured.coin(0.4) {
        add("\n[insurance]".into());
        // Down payments are below 0.45: some loan is above any of these.
        add(format!("threshold_ltv = {:?}", insured.number(0.2, 0.5)));
        add(format!("claim_months = {}", insured.whole(0, 12)));
        if insured.coin(0.4) {
            add(format!("waiting_months = {}", insured.whole(0, 24)));
        }
        if insured.coin(0.5) {
            add(format!("recoveries = \"{}\"", insured.pick(&["lender-first", "pro-rata"])));
        }
        if insured.coin(0.8) {
            add(format!("premium_frac = {:?}", insured.number(0.0, 0.04)));
        }
        let payer = insured.pick(&["household", "household", "lender"]);
        let yearly = insured.coin(0.5);
        add(format!("premium_payer = \"{payer}\""));
        if yearly {
            add("premium = \"yearly\"".into());
        } else if payer == "household" {
            add("premium = \"once\"".into());
            add(format!("premium_financed = {}", insured.coin(0.5)));
        }
        if insured.coin(0.3) {
            add(format!("ceiling_ltv = {:?}", insured.number(0.6, 1.0)));
        }
        if insured.coin(0.2) {
            add(format!("maximum_price = {:?}", (scale * insured.number(0.8, 3.0)).round()));
        }
    }

    // [prepayment], from dice of its own
    let early = &mut Dice(seed ^ 0x6561_726c);
    let out_has_prepayment = early.coin(0.4);
    if out_has_prepayment {
        add("\n[prepayment]".into());
        if early.coin(0.7) {
            add(format!("base_annual = {:?}", early.number(0.0, 0.1)));
        }
        if early.coin(0.7) {
            add(format!("span_annual = {:?}", early.number(0.0, 0.3)));
            add(format!("steepness = {:?}", early.number(0.0, 300.0)));
            if policy_kind != "none" && early.coin(0.7) {
                add(format!("market_spread_annual = {:?}", early.number(-0.03, 0.03)));
            } else {
                add(format!("market_rate_annual = {:?}", early.number(0.0, 0.08)));
            }
        }
        if early.coin(0.5) {
            add(format!("fee_frac = {:?}", early.number(0.0, 0.04)));
            add(format!("fee_months = {}", early.whole(1, 60)));
        }
        if early.coin(0.7) {
            add(format!("turnover_annual = {:?}", early.number(0.0, 0.12)));
            add(format!("turnover_trend_sensitivity = {:?}", early.number(-1.0, 6.0)));
        }
    }

    // [prepayment.partial], from dice of its own
    let part = &mut Dice(seed ^ 0x7061_7274);
    if part.coin(0.35) {
        add(if out_has_prepayment { "\n[prepayment.partial]" } else { "\n[prepayment]\n[prepayment.partial]" }.into());
        add(format!("buffer_months = {:?}", part.number(0.0, 6.0)));
        if part.coin(0.7) {
            add(format!("every_months = {}", part.whole(1, 15)));
        }
        if part.coin(0.5) {
            add(format!("minimum_amount = {:?}", part.number(1.0, 50_000.0)));
        }
        if !repays_at_the_end && part.coin(0.6) {
            add("lowers = \"term\"".into());
        }
        if part.coin(0.3) {
            add(format!("share = {:?}", part.number(0.3, 1.0)));
        }
    }

    // [refinancing], from dice of its own
    let anew = &mut Dice(seed ^ 0x616e_6577);
    if policy_kind != "none" && anew.coin(0.3) {
        add("\n[refinancing]".into());
        add(format!("probability_monthly = {:?}", anew.number(0.02, 0.4)));
        if anew.coin(0.5) {
            add(format!("minimum_gain_annual = {:?}", anew.number(0.0, 0.01)));
        }
        let (first, later) = (anew.number(-0.04, 0.02), anew.number(-0.05, 0.01));
        add(format!(
            "market_spread_annual = [{{ month = 0, spread_annual = {first:?} }}, {{ month = {}, spread_annual = {later:?} }}]",
            anew.whole(2, 40)
        ));
        let most = anew.number(0.7, 1.6);
        add(format!("maximum_ltv = {most:?}"));
        add(format!("maximum_dsti = {:?}", anew.number(0.3, 1.2)));
        if anew.coin(0.5) {
            add(format!("cost_frac = {:?}", anew.number(0.0, 0.02)));
        }
        if anew.coin(0.4) {
            add(format!("cash_out_ltv = {:?}", most * anew.number(0.6, 1.0)));
        }
        if anew.coin(0.4) {
            add(format!("maximum_times = {}", anew.whole(1, 4)));
        }
    }

    // [off_plan], from dice of its own
    let plan = &mut Dice(seed ^ 0x0ff_91a4);
    if plan.coin(0.3) {
        add("\n[off_plan]".into());
        add(format!("off_plan_frac = {:?}", plan.number(0.1, 1.0)));
        add(format!("delivery_month = {}", plan.distribution(2.0, 60.0, true)));
        add(format!("failure_probability_monthly = {:?}", plan.number(0.0, 0.03)));
        add(format!("months_to_rescission = {}", plan.distribution(0.0, 24.0, true)));
        add(format!("buyer_recovery_frac = {:?}", plan.number(0.0, 1.0)));
        add(format!("bank_recovery_frac = {:?}", plan.number(0.0, 1.0)));
    }

    // [distress]
    add("\n[distress]".into());
    if plan.coin(0.3) {
        add(format!("sale_minimum_months = {}", plan.whole(1, 6)));
    }
    if d.coin(0.6) {
        add(format!("default_dpd = {}", 30 * d.whole(1, if recovering { 3 } else { 6 })));
    }
    if d.coin(0.6) {
        add(format!("penalty_multiple = {:?}", d.number(0.0, 3.0)));
    }
    if d.coin(0.5) {
        add(format!("distress_dpd = {}", 30 * d.whole(1, 5)));
    }
    if d.coin(0.6) {
        add(format!("distress_months = {:?}", d.number(0.0, 4.0)));
    }
    let most_sold = if recovering { 0.05 } else { 0.25 };
    if d.coin(0.8) {
        add(format!("sale_probability_monthly = {:?}", if d.coin(0.05) { 1.0 } else { d.number(0.0, most_sold) }));
    }
    if d.coin(0.7) {
        add(format!("sale_trend_sensitivity = {:?}", d.number(-2.0, 8.0)));
    }
    if d.coin(0.7) {
        add(format!("selling_cost_frac = {:?}", d.number(0.0, 0.08)));
    }
    if d.coin(0.6) {
        add(format!("walk_away_threshold = {}", d.distribution(0.0, 0.8, true)));
    }
    if d.coin(0.5) {
        add(format!("investor_walk_away_threshold = {}", d.distribution(0.0, 0.4, true)));
    }

    // Forbearance and margin calls, from dice of their own: the rest of the config is as it would be without them.
    let relief = &mut Dice(seed ^ 0x7265_6c69_6566);
    if relief.coin(0.4) {
        add("\n[distress.forbearance]".into());
        add(format!("probability = {:?}", if relief.coin(0.3) { 1.0 } else { relief.number(0.2, 0.9) }));
        add(format!("max_times = {}", relief.whole(1, 3)));
        if relief.coin(0.6) {
            add(format!("holiday_months = {}", relief.whole(1, 12)));
        }
        if relief.coin(0.6) {
            add(format!("extension_months = {}", relief.whole(1, 120)));
        }
    }
    if relief.coin(0.4) {
        add("\n[distress.margin_call]".into());
        let trigger = relief.coin(0.8);
        if trigger {
            add(format!("trigger_ltv = {:?}", relief.number(0.7, 1.3)));
        }
        if trigger && relief.coin(0.5) {
            add(format!("target_ltv = {:?}", relief.number(0.6, 1.2)));
        }
        if relief.coin(0.7) {
            add(format!("deadline_months = {}", relief.whole(0, 9)));
        }
        if relief.coin(0.5) {
            add(format!("call_dpd = {}", 30 * relief.whole(6, 8)));
        }
    }

    // [foreclosure]
    add("\n[foreclosure]".into());
    let slow = if recovering { 24.0 } else { 8.0 };
    for (key, most) in [("months_to_suit", slow), ("months_to_judgment", slow), ("months_to_auction", 10.0)] {
        if d.coin(0.8) {
            add(format!("{key} = {}", d.distribution(0.0, most, true)));
        }
    }
    if d.coin(0.6) {
        add(format!("appraisal_ratio = {}", d.distribution(0.7, 1.2, false)));
    }
    if d.coin(0.7) {
        add(format!("fee_schedule = \"{}\"", d.pick(&["china-2007", "china-2007", "none"])));
    }
    if d.coin(0.5) {
        add(format!("summary_procedure = {}", d.coin(0.5)));
    }
    if d.coin(0.6) {
        add(format!("preservation_fee = {:?}", (scale * d.number(0.0, 0.005)).round()));
    }
    if d.coin(0.6) {
        add(format!("lawyer_frac = {:?}", d.number(0.0, 0.05)));
    }
    if d.coin(0.7) {
        add(format!("auction_cost_frac = {:?}", d.number(0.0, 0.1)));
    }
    let legal = &mut Dice(seed ^ 0x6c61_7773);
    if legal.coin(0.4) {
        add(format!("contract_damages_frac = {:?}", legal.number(0.0, 0.3)));
    }
    if legal.coin(0.5) {
        add(format!("late_interest_daily = {:?}", legal.number(0.0, 0.001)));
    }
    if legal.coin(0.4) {
        add(format!("sole_home_delay_months = {}", legal.distribution(0.0, 18.0, true)));
    }
    if legal.coin(0.5) {
        add("\n[foreclosure.occupied]".into());
        add(format!("price_loss_frac = {:?}", legal.number(0.0, 0.4)));
        if legal.coin(0.7) {
            add(format!("vacated_probability = {:?}", legal.number(0.0, 1.0)));
        }
    }
    if legal.coin(0.5) {
        add("\n[foreclosure.reappraisal]".into());
        add(format!("max_loops = {}", legal.whole(1, 4)));
        if legal.coin(0.6) {
            add(format!("months = {}", legal.distribution(0.0, 4.0, true)));
        }
    }
    for round in 0..d.whole(1, 4) {
        add("\n[[foreclosure.rounds]]".into());
        let (low, high) = if round == 0 { (0.6, 1.1) } else { (0.6, 1.0) };
        add(format!("start_level_frac = {}", d.distribution(low, high, false)));
        if d.coin(0.4) {
            let gamma = if d.coin(0.6) { format!(", gamma = {:?}", d.number(-1.0, 5.0)) } else { String::new() };
            add(format!(
                "success = {{ logistic = {{ alpha = {:?}, beta = {:?}{gamma} }} }}",
                d.number(-2.0, 1.0),
                d.number(0.0, 6.0)
            ));
        } else {
            add(format!("success = {}", d.distribution(0.1, 0.9, false)));
        }
        if d.coin(0.6) {
            add(format!("premium = {}", d.distribution(0.0, 0.3, true)));
        }
        if d.coin(0.7) {
            add(format!("months = {}", d.distribution(0.0, 6.0, true)));
        }
    }

    // [recourse]
    add("\n[recourse]".into());
    let full = d.coin(0.7);
    let plan = full && legal.coin(0.25);
    let kind = if plan {
        "payment-plan"
    } else if full {
        "full"
    } else {
        "none"
    };
    add(format!("kind = \"{kind}\""));
    if legal.coin(0.4) {
        add(format!("write_off_months = {}", legal.whole(0, 60)));
    }
    if d.coin(0.85) {
        add(format!("garnished_share = {:?}", d.number(0.0, 0.8)));
    }
    if d.coin(0.7) {
        add(format!("allowance_income_frac = {:?}", d.number(0.0, 0.9)));
    }
    let collection = if d.coin(0.2) { 0 } else { d.whole(1, 60) };
    if collection > 0 {
        add(format!("collection_months = {collection}"));
    }
    let discharge = if d.coin(0.5) { Some(d.whole(1, 80)) } else { None };
    if let Some(months) = discharge.or(plan.then(|| legal.whole(1, 60))) {
        add(format!("discharge_months = {months}"));
    }
    if d.coin(0.5) {
        add(format!("interest_annual = {:?}", d.number(0.0, 0.12)));
    }
    if has_inflation {
        add(format!("allowance_follows_inflation = {}", prices.coin(0.7)));
    }
    // [recourse.claim_sale], from dice of its own
    let sale = &mut Dice(seed ^ 0x7361_6c65);
    let months = match (discharge, plan) {
        (Some(months), true) => months - 1,
        (None, true) => 0,
        (Some(months), false) if months <= collection => months - 1,
        _ => collection,
    };
    if full && sale.coin(0.4) {
        let first = if sale.coin(0.2) { 0 } else { sale.whole(0, months) };
        add(format!("claim_sale = {{ months = {first}, price_frac = {:?} }}", sale.number(0.0, 1.0)));
    }
    // [counterfactual], from dice of its own
    let causes = &mut Dice(seed ^ 0x6361_7573_6573);
    if causes.coin(0.25) {
        out.push_str("\n[counterfactual]\n");
        for key in ["price_falls", "income_shocks", "rate_rises", "auction_losses"] {
            if causes.coin(0.6) {
                out.push_str(&format!("{key} = {}\n", causes.coin(0.3)));
            }
        }
    }
    // [inflation]
    if has_inflation {
        let rate = |prices: &mut Dice| prices.number(-0.02, 0.12);
        out.push_str("\n[inflation]\n");
        match (prices.whole(0, 2), files.policy_rate.filter(|rates| rates.months > horizon + 2)) {
            (0, _) => out.push_str(&format!("kind = \"constant\"\nrate_annual = {:?}\n", rate(prices))),
            (1, Some(rates)) => out.push_str(&format!(
                "kind = \"series\"\nstart_month = \"2019-09\"\nseries = {{ file = {:?}, column = {:?}, scale = 0.01 }}\n",
                rates.file.display().to_string(),
                rates.column
            )),
            _ => {
                let interpolation = prices.pick(&["step", "linear"]);
                let (first, later) = (rate(prices), rate(prices));
                out.push_str(&format!(
                    "kind = \"knots\"\ninterpolation = \"{interpolation}\"\nknots = [{{ month = 0, rate_annual = {first:?} }}, \
                     {{ month = {}, rate_annual = {later:?} }}]\n",
                    prices.whole(1, 60)
                ));
            }
        }
    }
    out.push_str(&more.tables);
    // A purchase that is past refuses nobody.
    if may_be_old && !out.contains("cash_mode = \"savings\"") && !out.contains("[underwriting]") {
        out.push_str("\n[loan.on_book]\n");
        out.push_str(&format!("months = {}\n", book.whole(1, (term - 1).min(150))));
        out.push_str(&format!("index_ratio = {:?}\n", book.number(0.7, 1.6)));
        if book.coin(0.3) {
            out.push_str(&format!("balance_frac = {:?}\n", book.number(0.2, 1.0)));
        }
    }
    out.push_str(&correlation_of_draws(seed, &out));
    out.push_str(&tranches(seed, &out, term, policy_kind != "none", scale));
    out
}
