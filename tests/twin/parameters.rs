//! The flat config: TOML text walked by hand, with the defaults of docs/config.schema.json.
//! Ranges are not checked: the twin is given valid configs. Unknown keys, `extends`, `[sweep]` and `[[scenario]]` are refused.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::laws::Law;
use super::life_parameters::{self, Extras, Underwriting};
use super::loan::Method;
use super::series::{Series, month_position, read_column, read_series};

pub struct Parameters {
    pub study: Study,
    pub price: Price,
    /// ν of Student-t innovations.
    pub degrees_of_freedom: Option<f64>,
    pub overlay: Vec<Overlay>,
    pub labour: Labour,
    pub correlation: Correlation,
    pub policy_rate: Option<PolicyRate>,
    pub household: Household,
    pub loan: Loan,
    pub off_plan: OffPlan,
    pub underwriting: Underwriting,
    pub distress: Distress,
    pub foreclosure: Foreclosure,
    pub recourse: Recourse,
}

pub struct Study {
    pub seed: u64,
    pub worlds: u64,
    pub households: u64,
    pub horizon: usize,
    pub tail: usize,
}

pub enum Price {
    Gbm {
        drift: f64,
        volatility: f64,
    },
    Momentum {
        mean_growth: f64,
        momentum: f64,
        volatility: f64,
        initial_growth: Option<f64>,
    },
    MeanReverting {
        trend_growth: f64,
        reversion: f64,
        volatility: f64,
        initial_gap: Option<f64>,
    },
    JumpDiffusion {
        drift: f64,
        volatility: f64,
        intensity: f64,
        jump_mean: f64,
        jump_sd: f64,
    },
    RegimeSwitching {
        regimes: Vec<Regime>,
        /// Position of the regime at origination.
        initial: Option<usize>,
    },
    /// Index levels of the window.
    Bootstrap {
        levels: Vec<f64>,
        mean_block: f64,
    },
    /// Index levels from the start month on.
    Replay {
        levels: Vec<f64>,
    },
    Knots {
        month: Vec<f64>,
        level: Vec<f64>,
        volatility: f64,
    },
}

pub struct Regime {
    pub drift: f64,
    pub volatility: f64,
    /// Row of the transition matrix.
    pub transition: Vec<f64>,
    pub labour_factor: f64,
    pub auction_log_odds: f64,
}

pub struct Overlay {
    pub from: usize,
    pub to: usize,
    pub log_return: f64,
}

pub struct Labour {
    pub separation: f64,
    pub finding: f64,
    pub sensitivity: f64,
    pub kind: LabourKind,
}

pub enum LabourKind {
    Ar1 { sd: f64, persistence: f64 },
    Series { series: Series, start: f64 },
    Knots { month: Vec<f64>, factor: Vec<f64> },
}

pub struct Correlation {
    pub price_labour: f64,
    pub price_policy_rate: f64,
    pub labour_policy_rate: f64,
}

pub enum PolicyRate {
    Constant { level: f64 },
    Knots { month: Vec<f64>, level: Vec<f64>, linear: bool },
    Vasicek { initial: f64, mean: f64, reversion: f64, volatility: f64, floor: Option<f64> },
    Series { series: Series, start: f64 },
}

pub struct Household {
    pub home_price: Law,
    pub income: Income,
    pub home_volatility: f64,
    pub investor_frac: f64,
    pub cash: Cash,
    pub reference_down_payment: f64,
    pub essential_frac: Law,
    pub discretionary_frac: Law,
    pub discretionary_cut_below_months: f64,
    pub buffer_target_months: f64,
    pub saved_share: f64,
    pub cash_minimum_months: f64,
    pub floor_income_frac: f64,
    pub benefit_frac: f64,
    pub benefit_months: usize,
    pub credit_limit_months: Law,
    pub credit_rate: f64,
    pub extras: Extras,
}

pub enum Income {
    PriceToIncomeYears(Law),
    Monthly(Law),
}

pub enum Cash {
    Months(Law),
    Amount(Law),
    Savings(Law),
}

pub struct Loan {
    pub down_payment: Law,
    pub rate: ContractRate,
    pub term: usize,
    pub method: Method,
    pub appraisal_ratio: Law,
    pub buying_cost_frac: Law,
}

#[derive(Clone, Copy)]
pub enum ContractRate {
    Fixed(f64),
    Spread(f64),
}

impl ContractRate {
    /// The rate r, given the policy rate.
    pub fn at(self, policy_rate: f64) -> f64 {
        match self {
            ContractRate::Fixed(rate) => rate,
            ContractRate::Spread(spread) => (policy_rate + spread).max(0.0), // (104)
        }
    }
}

pub struct OffPlan {
    pub off_plan_frac: f64,
    pub delivery_month: Law,
    pub failure_probability: f64,
    pub months_to_rescission: Law,
    pub buyer_recovery_frac: f64,
    pub bank_recovery_frac: f64,
}

pub struct Distress {
    pub sale_minimum_months: usize,
    pub default_dpd: usize,
    pub penalty_multiple: f64,
    pub distress_dpd: usize,
    pub distress_months: f64,
    pub sale_probability: f64,
    pub sale_trend_sensitivity: f64,
    pub selling_cost_frac: f64,
    pub forbearance: Forbearance,
    pub margin_call: MarginCall,
    pub walk_away_threshold: Option<Law>,
    pub investor_walk_away_threshold: Option<Law>,
}

pub struct Forbearance {
    pub probability: f64,
    pub max_times: usize,
    pub holiday: usize,
    pub extension: usize,
}

pub struct MarginCall {
    pub trigger_ltv: Option<f64>,
    pub target_ltv: Option<f64>,
    pub deadline: usize,
    pub call_dpd: Option<usize>,
}

pub struct Foreclosure {
    pub months_to_suit: Law,
    pub months_to_judgment: Law,
    pub months_to_auction: Law,
    pub appraisal_ratio: Law,
    pub china_2007_fees: bool,
    pub summary_procedure: bool,
    pub preservation_fee: f64,
    pub lawyer_frac: f64,
    pub auction_cost_frac: f64,
    pub contract_damages_frac: f64,
    pub late_interest_daily: f64,
    pub sole_home_delay_months: Law,
    pub occupied_loss_frac: f64,
    pub vacated_probability: f64,
    pub rounds: Vec<Round>,
    pub max_loops: usize,
    pub months_to_reappraisal: Law,
}

pub struct Round {
    pub start_level: Law,
    pub success: Success,
    pub premium: Law,
    pub months: Law,
}

pub enum Success {
    /// A number, or a drawn one.
    Drawn(Law),
    Logistic {
        alpha: f64,
        beta: f64,
        gamma: f64,
    },
}

pub struct Recourse {
    /// The household is liable, at once or by a payment plan.
    pub full: bool,
    pub plan: bool,
    pub garnished_share: f64,
    pub allowance_income_frac: f64,
    pub collection_months: usize,
    pub discharge_months: Option<usize>,
    pub interest: Option<f64>,
    pub write_off_months: Option<usize>,
}

pub type Fault = String;

/// One table of the config.
pub struct Section<'a> {
    name: String,
    table: &'a Table,
    base_dir: &'a Path,
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Float(number) => Some(*number),
        Value::Integer(number) => Some(*number as f64),
        _ => None,
    }
}

impl<'a> Section<'a> {
    pub fn of(name: &str, value: &'a Value, base_dir: &'a Path) -> Result<Section<'a>, Fault> {
        let table = value.as_table().ok_or(format!("{name} is not a table"))?;
        Ok(Section { name: name.into(), table, base_dir })
    }

    pub fn sub(&self, key: &str) -> Result<Option<Section<'a>>, Fault> {
        let name = if self.name.is_empty() { key.into() } else { format!("{}.{key}", self.name) };
        self.table.get(key).map(|value| Section::of(&name, value, self.base_dir)).transpose()
    }

    fn sub_or(&self, key: &str, empty: &'a Table) -> Result<Section<'a>, Fault> {
        let name = format!("{}.{key}", self.name);
        Ok(self.sub(key)?.unwrap_or(Section { name, table: empty, base_dir: self.base_dir }))
    }

    pub fn fault<T>(&self, key: &str, what: &str) -> Result<T, Fault> {
        Err(format!("{}.{key}: {what}", self.name))
    }

    pub fn only(&self, keys: &[&str]) -> Result<(), Fault> {
        match self.table.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(key) => self.fault(key, "unknown key"),
            None => Ok(()),
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub fn maybe_number(&self, key: &str) -> Result<Option<f64>, Fault> {
        match self.table.get(key) {
            None => Ok(None),
            Some(value) => match as_number(value) {
                Some(number) => Ok(Some(number)),
                None => self.fault(key, "not a number"),
            },
        }
    }

    pub fn number(&self, key: &str) -> Result<f64, Fault> {
        self.maybe_number(key)?.map_or_else(|| self.fault(key, "missing"), Ok)
    }

    pub fn number_or(&self, key: &str, default: f64) -> Result<f64, Fault> {
        Ok(self.maybe_number(key)?.unwrap_or(default))
    }

    pub fn maybe_count(&self, key: &str) -> Result<Option<usize>, Fault> {
        match self.table.get(key) {
            None => Ok(None),
            Some(Value::Integer(count)) if *count >= 0 => Ok(Some(*count as usize)),
            Some(_) => self.fault(key, "not a whole number"),
        }
    }

    pub fn count(&self, key: &str) -> Result<usize, Fault> {
        self.maybe_count(key)?.map_or_else(|| self.fault(key, "missing"), Ok)
    }

    pub fn count_or(&self, key: &str, default: usize) -> Result<usize, Fault> {
        Ok(self.maybe_count(key)?.unwrap_or(default))
    }

    pub fn maybe_text(&self, key: &str) -> Result<Option<&'a str>, Fault> {
        match self.table.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => self.fault(key, "not a string"),
        }
    }

    pub fn text(&self, key: &str) -> Result<&'a str, Fault> {
        self.maybe_text(key)?.map_or_else(|| self.fault(key, "missing"), Ok)
    }

    pub fn boolean_or(&self, key: &str, default: bool) -> Result<bool, Fault> {
        match self.table.get(key) {
            None => Ok(default),
            Some(Value::Boolean(value)) => Ok(*value),
            Some(_) => self.fault(key, "not true or false"),
        }
    }

    pub fn numbers(&self, key: &str) -> Result<Vec<f64>, Fault> {
        match self.table.get(key) {
            Some(Value::Array(values)) => match values.iter().map(as_number).collect() {
                Some(numbers) => Ok(numbers),
                None => self.fault(key, "not a list of numbers"),
            },
            _ => self.fault(key, "not a list"),
        }
    }

    pub fn tables(&self, key: &str) -> Result<Vec<Section<'a>>, Fault> {
        match self.table.get(key) {
            Some(Value::Array(values)) => values
                .iter()
                .enumerate()
                .map(|(k, value)| Section::of(&format!("{}.{key}[{k}]", self.name), value, self.base_dir))
                .collect(),
            _ => self.fault(key, "not a list of tables"),
        }
    }

    /// Knots `[{ month, <level> }]`, months increasing.
    pub fn knots(&self, level: &str) -> Result<(Vec<f64>, Vec<f64>), Fault> {
        let (mut months, mut levels) = (Vec::new(), Vec::new());
        for knot in self.tables("knots")? {
            knot.only(&["month", level])?;
            months.push(knot.count("month")? as f64);
            levels.push(knot.number(level)?);
        }
        if months.first() != Some(&0.0) || months.windows(2).any(|pair| pair[1] <= pair[0]) {
            return self.fault("knots", "months must begin at 0 and increase");
        }
        Ok((months, levels))
    }

    pub fn maybe_law(&self, key: &str) -> Result<Option<Law>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        if let Some(number) = as_number(value) {
            return Ok(Some(Law::Constant(number)));
        }
        let outer = self.sub(key)?.unwrap();
        if outer.table.len() != 1 {
            return self.fault(key, "not a law");
        }
        let kind = outer.table.keys().next().unwrap();
        let law = outer.sub(kind)?.unwrap();
        let keys: &[&str] = match kind.as_str() {
            "uniform" => &["min", "max"],
            "lognormal" => &["median", "sigma"],
            "triangular" => &["min", "mode", "max"],
            "normal" => &["mean", "sd", "min", "max"],
            "empirical" => &["file", "column"],
            "discrete" => &["values", "weights"],
            "beta" => return self.fault(key, "the twin has no beta law"),
            _ => return self.fault(key, "unknown law"),
        };
        law.only(keys)?;
        Ok(Some(match kind.as_str() {
            "uniform" => Law::Uniform { min: law.number("min")?, max: law.number("max")? },
            "lognormal" => Law::Lognormal { median: law.number("median")?, sigma: law.number("sigma")? },
            "triangular" => {
                Law::Triangular { min: law.number("min")?, mode: law.number("mode")?, max: law.number("max")? }
            }
            "normal" => Law::Normal {
                mean: law.number("mean")?,
                sd: law.number("sd")?,
                min: law.number("min")?,
                max: law.number("max")?,
            },
            "empirical" => Law::Empirical { values: read_column(&law.file("file")?, law.text("column")?)? },
            _ => Law::Discrete { values: law.numbers("values")?, weights: law.numbers("weights")? },
        }))
    }

    pub fn law(&self, key: &str) -> Result<Law, Fault> {
        self.maybe_law(key)?.map_or_else(|| self.fault(key, "missing"), Ok)
    }

    pub fn law_or(&self, key: &str, default: f64) -> Result<Law, Fault> {
        Ok(self.maybe_law(key)?.unwrap_or(Law::Constant(default)))
    }

    pub fn file(&self, key: &str) -> Result<PathBuf, Fault> {
        Ok(self.base_dir.join(self.text(key)?))
    }

    pub fn series(&self, key: &str) -> Result<Series, Fault> {
        let Some(section) = self.sub(key)? else { return self.fault(key, "missing") };
        section.only(&["file", "column", "time_column", "scale", "interpolate"])?;
        let series = read_series(
            &section.file("file")?,
            section.maybe_text("time_column")?,
            section.text("column")?,
            section.number_or("scale", 1.0)?,
        )?;
        let interpolates = section.table.get("interpolate").and_then(toml::Value::as_bool).unwrap_or(false);
        Ok(if interpolates { series.by_month() } else { series })
    }

    pub fn maybe_month(&self, key: &str) -> Result<Option<f64>, Fault> {
        self.maybe_text(key)?.map(month_position).transpose()
    }

    pub fn month(&self, key: &str) -> Result<f64, Fault> {
        month_position(self.text(key)?)
    }

    /// Exactly one of two keys: true when it is the first.
    pub fn first_of(&self, first: &str, second: &str) -> Result<bool, Fault> {
        if self.has(first) == self.has(second) {
            return self.fault(first, &format!("give exactly one of this and {second}"));
        }
        Ok(self.has(first))
    }
}

pub fn parse(text: &str, base_dir: &Path) -> Result<Parameters, Fault> {
    let table: Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
    let root = Section { name: String::new(), table: &table, base_dir };
    root.only(&[
        "study",
        "price",
        "labour",
        "correlation",
        "policy_rate",
        "household",
        "loan",
        "off_plan",
        "underwriting",
        "distress",
        "foreclosure",
        "recourse",
    ])?;
    let empty = Table::new();
    let section = |name: &str| -> Result<Section<'_>, Fault> {
        Ok(root.sub(name)?.unwrap_or(Section { name: name.into(), table: &empty, base_dir }))
    };
    Ok(Parameters {
        study: study(section("study")?)?,
        price: price(section("price")?)?,
        degrees_of_freedom: section("price")?.maybe_number("degrees_of_freedom")?,
        overlay: overlay(section("price")?)?,
        labour: labour(section("labour")?)?,
        correlation: correlation(section("correlation")?)?,
        policy_rate: root.sub("policy_rate")?.map(policy_rate).transpose()?,
        household: household(section("household")?)?,
        loan: loan(section("loan")?, root.has("policy_rate"))?,
        off_plan: off_plan(section("off_plan")?)?,
        underwriting: life_parameters::underwriting(section("underwriting")?)?,
        distress: distress(section("distress")?)?,
        foreclosure: foreclosure(section("foreclosure")?)?,
        recourse: recourse(section("recourse")?)?,
    })
}

fn study(s: Section) -> Result<Study, Fault> {
    s.only(&["name", "title", "seed", "worlds", "households", "horizon_months", "workout_tail_months"])?;
    s.text("name")?;
    Ok(Study {
        seed: s.count_or("seed", 1)? as u64,
        worlds: s.count("worlds")? as u64,
        households: s.count("households")? as u64,
        horizon: s.count("horizon_months")?,
        tail: s.count_or("workout_tail_months", 60)?,
    })
}

fn price(s: Section) -> Result<Price, Fault> {
    match s.text("kind")? {
        "gbm" => {
            s.only(&[&INNOVATION[..], &["drift_annual", "volatility_annual"]].concat())?;
            Ok(Price::Gbm { drift: s.number("drift_annual")?, volatility: s.number("volatility_annual")? })
        }
        "momentum" => {
            let own =
                ["mean_growth_annual", "momentum_monthly", "innovation_volatility_annual", "initial_growth_monthly"];
            s.only(&[&INNOVATION[..], &own].concat())?;
            Ok(Price::Momentum {
                mean_growth: s.number("mean_growth_annual")?,
                momentum: s.number("momentum_monthly")?,
                volatility: s.number("innovation_volatility_annual")?,
                initial_growth: s.maybe_number("initial_growth_monthly")?,
            })
        }
        "mean-reverting" => {
            let own = ["trend_growth_annual", "reversion_annual", "volatility_annual", "initial_gap_log"];
            s.only(&[&INNOVATION[..], &own].concat())?;
            Ok(Price::MeanReverting {
                trend_growth: s.number("trend_growth_annual")?,
                reversion: s.number("reversion_annual")?,
                volatility: s.number("volatility_annual")?,
                initial_gap: s.maybe_number("initial_gap_log")?,
            })
        }
        "jump-diffusion" => {
            let own = ["drift_annual", "volatility_annual", "jump_intensity_annual", "jump_mean_log", "jump_sd_log"];
            s.only(&[&INNOVATION[..], &own].concat())?;
            Ok(Price::JumpDiffusion {
                drift: s.number("drift_annual")?,
                volatility: s.number("volatility_annual")?,
                intensity: s.number("jump_intensity_annual")?,
                jump_mean: s.number("jump_mean_log")?,
                jump_sd: s.number("jump_sd_log")?,
            })
        }
        "regime-switching" => {
            s.only(&[&INNOVATION[..], &["regimes", "initial_regime"]].concat())?;
            regime_switching(s)
        }
        "bootstrap" => {
            s.only(&["kind", "overlay", "series", "mean_block_months", "first_month", "last_month"])?;
            let window = s.series("series")?.window(s.maybe_month("first_month")?, s.maybe_month("last_month")?);
            window.require_monthly()?;
            Ok(Price::Bootstrap { levels: window.value, mean_block: s.number("mean_block_months")? })
        }
        "replay" => {
            s.only(&["kind", "overlay", "series", "start_month"])?;
            let start = s.month("start_month")?;
            let window = s.series("series")?.window(Some(start), None);
            window.require_monthly()?;
            if window.position[0] != start {
                return s.fault("start_month", "not in the series");
            }
            Ok(Price::Replay { levels: window.value })
        }
        "path" => {
            s.only(&[&INNOVATION[..], &["knots", "volatility_annual"]].concat())?;
            let (month, level) = s.knots("level")?;
            Ok(Price::Knots { month, level, volatility: s.number_or("volatility_annual", 0.0)? })
        }
        _ => s.fault("kind", "unknown"),
    }
}

/// Keys of every kind of price with an innovation.
const INNOVATION: [&str; 3] = ["kind", "degrees_of_freedom", "overlay"];

fn regime_switching(s: Section) -> Result<Price, Fault> {
    let (mut names, mut regimes) = (Vec::new(), Vec::new());
    for regime in s.tables("regimes")? {
        regime.only(&[
            "name",
            "drift_annual",
            "volatility_annual",
            "transition_monthly",
            "labour_factor",
            "auction_log_odds",
        ])?;
        names.push(regime.text("name")?);
        regimes.push(Regime {
            drift: regime.number("drift_annual")?,
            volatility: regime.number("volatility_annual")?,
            transition: regime.numbers("transition_monthly")?,
            labour_factor: regime.number_or("labour_factor", 0.0)?,
            auction_log_odds: regime.number_or("auction_log_odds", 0.0)?,
        });
    }
    if regimes.iter().any(|regime| regime.transition.len() != names.len()) {
        return s.fault("regimes", "the matrix is not square");
    }
    let initial = match s.maybe_text("initial_regime")? {
        None => None,
        Some(name) => match names.iter().position(|known| *known == name) {
            None => return s.fault("initial_regime", "unknown"),
            known => known,
        },
    };
    Ok(Price::RegimeSwitching { regimes, initial })
}

fn overlay(s: Section) -> Result<Vec<Overlay>, Fault> {
    if !s.has("overlay") {
        return Ok(Vec::new());
    }
    let mut overlays = Vec::new();
    for overlay in s.tables("overlay")? {
        overlay.only(&["from_month", "to_month", "log_return"])?;
        overlays.push(Overlay {
            from: overlay.count("from_month")?,
            to: overlay.count("to_month")?,
            log_return: overlay.number("log_return")?,
        });
    }
    Ok(overlays)
}

fn labour(s: Section) -> Result<Labour, Fault> {
    let common = ["kind", "separation_monthly", "finding_monthly", "finding_sensitivity"];
    let kind = match s.text("kind")? {
        "ar1" => {
            s.only(&[&common[..], &["sd", "persistence_monthly"]].concat())?;
            LabourKind::Ar1 { sd: s.number_or("sd", 0.0)?, persistence: s.number_or("persistence_monthly", 0.0)? }
        }
        "series" => {
            s.only(&[&common[..], &["series", "start_month"]].concat())?;
            LabourKind::Series { series: s.series("series")?, start: s.month("start_month")? }
        }
        "knots" => {
            s.only(&[&common[..], &["knots"]].concat())?;
            let (month, factor) = s.knots("factor")?;
            LabourKind::Knots { month, factor }
        }
        _ => return s.fault("kind", "unknown"),
    };
    Ok(Labour {
        separation: s.number("separation_monthly")?,
        finding: s.number("finding_monthly")?,
        sensitivity: s.number_or("finding_sensitivity", 1.0)?,
        kind,
    })
}

fn correlation(s: Section) -> Result<Correlation, Fault> {
    s.only(&["price_labour", "price_policy_rate", "labour_policy_rate"])?;
    Ok(Correlation {
        price_labour: s.number_or("price_labour", 0.0)?,
        price_policy_rate: s.number_or("price_policy_rate", 0.0)?,
        labour_policy_rate: s.number_or("labour_policy_rate", 0.0)?,
    })
}

fn policy_rate(s: Section) -> Result<PolicyRate, Fault> {
    match s.text("kind")? {
        "constant" => {
            s.only(&["kind", "level_annual"])?;
            Ok(PolicyRate::Constant { level: s.number("level_annual")? })
        }
        "knots" => {
            s.only(&["kind", "knots", "interpolation"])?;
            let (month, level) = s.knots("level_annual")?;
            let linear = match s.maybe_text("interpolation")? {
                None | Some("step") => false,
                Some("linear") => true,
                Some(_) => return s.fault("interpolation", "unknown"),
            };
            Ok(PolicyRate::Knots { month, level, linear })
        }
        "vasicek" => {
            s.only(&[
                "kind",
                "initial_annual",
                "mean_annual",
                "reversion_annual",
                "volatility_annual",
                "floor_annual",
            ])?;
            Ok(PolicyRate::Vasicek {
                initial: s.number("initial_annual")?,
                mean: s.number("mean_annual")?,
                reversion: s.number("reversion_annual")?,
                volatility: s.number("volatility_annual")?,
                floor: s.maybe_number("floor_annual")?,
            })
        }
        "series" => {
            s.only(&["kind", "series", "start_month"])?;
            Ok(PolicyRate::Series { series: s.series("series")?, start: s.month("start_month")? })
        }
        _ => s.fault("kind", "unknown"),
    }
}

fn household(s: Section) -> Result<Household, Fault> {
    let own = [
        "home_price",
        "price_to_income_years",
        "income_monthly",
        "home_volatility_annual",
        "investor_frac",
        "cash_mode",
        "cash_months",
        "cash",
        "savings",
        "reference_down_payment",
        "essential_spending_frac",
        "discretionary_spending_frac",
        "discretionary_cut_below_months",
        "buffer_target_months",
        "saved_share",
        "cash_minimum_months",
        "floor_income_frac",
        "benefit_frac",
        "benefit_months",
        "credit_limit_months_of_income",
        "credit_rate_annual",
    ];
    s.only(&[&own[..], &life_parameters::KEYS].concat())?;
    let income = if s.first_of("price_to_income_years", "income_monthly")? {
        Income::PriceToIncomeYears(s.law("price_to_income_years")?)
    } else {
        Income::Monthly(s.law("income_monthly")?)
    };
    let (cash, own) = match s.maybe_text("cash_mode")? {
        None | Some("months") => (Cash::Months(s.law("cash_months")?), "cash_months"),
        Some("amount") => (Cash::Amount(s.law("cash")?), "cash"),
        Some("savings") => (Cash::Savings(s.law("savings")?), "savings"),
        Some(_) => return s.fault("cash_mode", "unknown"),
    };
    for other in ["cash_months", "cash", "savings"] {
        if other != own && s.has(other) {
            return s.fault(other, "belongs to another cash_mode");
        }
    }
    Ok(Household {
        home_price: s.law("home_price")?,
        income,
        home_volatility: s.number_or("home_volatility_annual", 0.0)?,
        investor_frac: s.number_or("investor_frac", 0.0)?,
        cash,
        reference_down_payment: s.number_or("reference_down_payment", 0.30)?,
        essential_frac: s.law_or("essential_spending_frac", 0.0)?,
        discretionary_frac: s.law_or("discretionary_spending_frac", 0.0)?,
        discretionary_cut_below_months: s.number_or("discretionary_cut_below_months", 0.0)?,
        buffer_target_months: s.number_or("buffer_target_months", 0.0)?,
        saved_share: s.number_or("saved_share", 0.0)?,
        cash_minimum_months: s.number_or("cash_minimum_months", 0.0)?,
        floor_income_frac: s.number_or("floor_income_frac", 0.0)?,
        benefit_frac: s.number_or("benefit_frac", 0.0)?,
        benefit_months: s.count_or("benefit_months", 0)?,
        credit_limit_months: s.law_or("credit_limit_months_of_income", 0.0)?,
        credit_rate: s.number_or("credit_rate_annual", 0.18)?,
        extras: life_parameters::extras(&s)?,
    })
}

fn loan(s: Section, has_policy_rate: bool) -> Result<Loan, Fault> {
    s.only(&[
        "down_payment",
        "annual_rate",
        "spread_annual",
        "term_months",
        "method",
        "switch_month",
        "appraisal_ratio",
        "buying_cost_frac",
    ])?;
    let rate = if s.first_of("annual_rate", "spread_annual")? {
        ContractRate::Fixed(s.number("annual_rate")?)
    } else if has_policy_rate {
        ContractRate::Spread(s.number("spread_annual")?)
    } else {
        return s.fault("spread_annual", "needs [policy_rate]");
    };
    let method = match s.maybe_text("method")? {
        None | Some("level") => Method::Level,
        Some("constant-principal") => Method::ConstantPrincipal,
        Some("hybrid") => Method::Hybrid { switch: s.count("switch_month")? },
        Some("interest-only") => Method::InterestOnly,
        Some(_) => return s.fault("method", "unknown"),
    };
    if s.has("switch_month") && !matches!(method, Method::Hybrid { .. }) {
        return s.fault("switch_month", "belongs to hybrid");
    }
    Ok(Loan {
        down_payment: s.law("down_payment")?,
        rate,
        term: s.count("term_months")?,
        method,
        appraisal_ratio: s.law_or("appraisal_ratio", 1.0)?,
        buying_cost_frac: s.law_or("buying_cost_frac", 0.0)?,
    })
}

fn off_plan(s: Section) -> Result<OffPlan, Fault> {
    s.only(&[
        "off_plan_frac",
        "delivery_month",
        "failure_probability_monthly",
        "months_to_rescission",
        "buyer_recovery_frac",
        "bank_recovery_frac",
    ])?;
    Ok(OffPlan {
        off_plan_frac: s.number_or("off_plan_frac", 0.0)?,
        delivery_month: s.law_or("delivery_month", 0.0)?,
        failure_probability: s.number_or("failure_probability_monthly", 0.0)?,
        months_to_rescission: s.law_or("months_to_rescission", 0.0)?,
        buyer_recovery_frac: s.number_or("buyer_recovery_frac", 0.0)?,
        bank_recovery_frac: s.number_or("bank_recovery_frac", 0.0)?,
    })
}

fn distress(s: Section) -> Result<Distress, Fault> {
    s.only(&[
        "default_dpd",
        "penalty_multiple",
        "distress_dpd",
        "distress_months",
        "sale_probability_monthly",
        "sale_trend_sensitivity",
        "sale_minimum_months",
        "selling_cost_frac",
        "walk_away_threshold",
        "investor_walk_away_threshold",
        "forbearance",
        "margin_call",
    ])?;
    let empty = Table::new();
    let forbearance = s.sub_or("forbearance", &empty)?;
    forbearance.only(&["probability", "max_times", "holiday_months", "extension_months"])?;
    let margin_call = s.sub_or("margin_call", &empty)?;
    margin_call.only(&["trigger_ltv", "target_ltv", "deadline_months", "call_dpd"])?;
    Ok(Distress {
        forbearance: Forbearance {
            probability: forbearance.number_or("probability", 0.0)?,
            max_times: forbearance.count_or("max_times", 0)?,
            holiday: forbearance.count_or("holiday_months", 0)?,
            extension: forbearance.count_or("extension_months", 0)?,
        },
        margin_call: MarginCall {
            trigger_ltv: margin_call.maybe_number("trigger_ltv")?,
            target_ltv: margin_call.maybe_number("target_ltv")?,
            deadline: margin_call.count_or("deadline_months", 0)?,
            call_dpd: margin_call.maybe_count("call_dpd")?,
        },
        sale_minimum_months: s.count_or("sale_minimum_months", 0)?,
        default_dpd: s.count_or("default_dpd", 90)?,
        penalty_multiple: s.number_or("penalty_multiple", 1.5)?,
        distress_dpd: s.count_or("distress_dpd", 30)?,
        distress_months: s.number_or("distress_months", 0.0)?,
        sale_probability: s.number_or("sale_probability_monthly", 0.0)?,
        sale_trend_sensitivity: s.number_or("sale_trend_sensitivity", 0.0)?,
        selling_cost_frac: s.number_or("selling_cost_frac", 0.0)?,
        walk_away_threshold: s.maybe_law("walk_away_threshold")?,
        investor_walk_away_threshold: s.maybe_law("investor_walk_away_threshold")?,
    })
}

fn foreclosure(s: Section) -> Result<Foreclosure, Fault> {
    s.only(&[
        "months_to_suit",
        "months_to_judgment",
        "months_to_auction",
        "appraisal_ratio",
        "fee_schedule",
        "summary_procedure",
        "preservation_fee",
        "lawyer_frac",
        "auction_cost_frac",
        "contract_damages_frac",
        "late_interest_daily",
        "sole_home_delay_months",
        "occupied",
        "rounds",
        "reappraisal",
    ])?;
    let empty = Table::new();
    let occupied = s.sub_or("occupied", &empty)?;
    occupied.only(&["price_loss_frac", "vacated_probability"])?;
    let reappraisal = s.sub_or("reappraisal", &empty)?;
    reappraisal.only(&["max_loops", "months"])?;
    let mut rounds = Vec::new();
    for round in s.tables("rounds")? {
        round.only(&["start_level_frac", "success", "premium", "months"])?;
        let logistic =
            round.table.get("success").and_then(|v| v.as_table()).is_some_and(|t| t.contains_key("logistic"));
        let success = if logistic {
            let outer = round.sub("success")?.unwrap();
            outer.only(&["logistic"])?;
            let law = outer.sub("logistic")?.unwrap();
            law.only(&["alpha", "beta", "gamma"])?;
            Success::Logistic {
                alpha: law.number("alpha")?,
                beta: law.number("beta")?,
                gamma: law.number_or("gamma", 0.0)?,
            }
        } else {
            Success::Drawn(round.law("success")?)
        };
        rounds.push(Round {
            start_level: round.law("start_level_frac")?,
            success,
            premium: round.law_or("premium", 0.0)?,
            months: round.law_or("months", 0.0)?,
        });
    }
    if rounds.is_empty() {
        return s.fault("rounds", "at least one");
    }
    Ok(Foreclosure {
        months_to_suit: s.law_or("months_to_suit", 0.0)?,
        months_to_judgment: s.law_or("months_to_judgment", 0.0)?,
        months_to_auction: s.law_or("months_to_auction", 0.0)?,
        appraisal_ratio: s.law_or("appraisal_ratio", 1.0)?,
        china_2007_fees: match s.maybe_text("fee_schedule")? {
            None | Some("none") => false,
            Some("china-2007") => true,
            Some(_) => return s.fault("fee_schedule", "unknown"),
        },
        summary_procedure: s.boolean_or("summary_procedure", false)?,
        preservation_fee: s.number_or("preservation_fee", 0.0)?,
        lawyer_frac: s.number_or("lawyer_frac", 0.0)?,
        auction_cost_frac: s.number_or("auction_cost_frac", 0.0)?,
        contract_damages_frac: s.number_or("contract_damages_frac", 0.0)?,
        late_interest_daily: s.number_or("late_interest_daily", 0.0)?,
        sole_home_delay_months: s.law_or("sole_home_delay_months", 0.0)?,
        occupied_loss_frac: occupied.number_or("price_loss_frac", 0.0)?,
        vacated_probability: occupied.number_or("vacated_probability", 0.0)?,
        rounds,
        max_loops: reappraisal.count_or("max_loops", 0)?,
        months_to_reappraisal: reappraisal.law_or("months", 0.0)?,
    })
}

fn recourse(s: Section) -> Result<Recourse, Fault> {
    s.only(&[
        "kind",
        "garnished_share",
        "allowance_income_frac",
        "collection_months",
        "discharge_months",
        "interest_annual",
        "write_off_months",
    ])?;
    let plan = s.text("kind")? == "payment-plan";
    if plan {
        s.count("discharge_months")?;
    }
    Ok(Recourse {
        full: match s.text("kind")? {
            "full" | "payment-plan" => true,
            "none" => false,
            _ => return s.fault("kind", "unknown"),
        },
        plan,
        write_off_months: s.maybe_count("write_off_months")?,
        garnished_share: s.number_or("garnished_share", 0.0)?,
        allowance_income_frac: s.number_or("allowance_income_frac", 0.0)?,
        collection_months: s.count_or("collection_months", 0)?,
        discharge_months: s.maybe_count("discharge_months")?,
        interest: s.maybe_number("interest_annual")?,
    })
}
