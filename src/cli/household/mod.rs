//! `underwater household`: what one household's mortgage may come to.

mod refusals;
mod study;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::delivery::{Output, Work, deliver};
use super::failure::Failure;
use super::interrupt;
use super::path_story::{self, events};
use super::plan::Plan;
use super::simulator::Simulator;
use super::size::{Memory, Room, Shape};
use crate::answers::household::{BadMonth, Comparison, path};
use crate::config::{Overrides, copied, load, load_text};
use crate::outcome::{Event, MonthRecord};
use crate::report::manifest::Asked;
use crate::report::text_table::{terminal_width, wrapped};
use crate::report::{HOUSEHOLD, Manifest, Question, Results, RunClock, StudyFolder, Tables, terminal, with_separators};
use crate::told::{Told, told};

pub(in crate::cli) use study::{Numbers, Sizes, regimes};

/// The study of the household, beside its results.
const STUDY_FILE: &str = "study.toml";

/// Tables of another config that stand in place of the market's.
const MARKET_TABLES: [&str; 4] = ["price", "labour", "correlation", "policy_rate"];

/// A household, where its results go, and how they are computed.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub numbers: Numbers,
    pub sizes: Sizes,
    pub regime: String,
    pub prices: Option<PathBuf>,
    pub write_config: Option<PathBuf>,
    pub sets: Vec<String>,
    pub output: Output,
}

/// Answers for the household where the answer is not there already, and shows it.
pub(super) fn household(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let text = request.text()?;
    let overrides = Overrides { sets: request.sets.clone(), ..Overrides::default() };
    let loaded = load_text(Path::new(STUDY_FILE), &text, &overrides)?;
    let plan = Plan::of(loaded, Some(request.asked()))?;
    let comparison = Comparison::new(&plan.loaded, "household")?;
    if let Some(file) = &request.write_config {
        write_new(file, &text)?;
    }
    deliver(&Answering { plan: &plan, comparison, text: &text, request }, &request.output, &clock)?;
    Ok(())
}

impl Request {
    /// The study.
    fn text(&self) -> Result<String, Failure> {
        let Some(place) = study::place(&self.regime) else {
            return Err(Failure::Input(told!("--regime {} is not known", "--regime {} 未知", self.regime)));
        };
        let faults = refusals::faults(&self.numbers, place.1.buying_cost_frac());
        if !faults.is_empty() {
            let english: Vec<&str> = faults.iter().map(Told::english).collect();
            let chinese: Vec<&str> = faults.iter().map(Told::chinese).collect();
            return Err(Failure::Input(Told::new(english.join("\nerror: "), chinese.join("\n错误："))));
        }
        let market = self.prices.as_deref().map(market_of).transpose()?;
        Ok(study::text(&self.numbers, self.sizes, place, market.as_deref(), self.output.forms.language))
    }

    /// What is asked, as the manifest and the hash have it.
    fn asked(&self) -> Asked {
        let Numbers { price, down_payment, income, second_income, cash, annual_rate, months, spending } = &self.numbers;
        let mut options: BTreeMap<String, Value> = BTreeMap::from([
            ("price".to_owned(), number(*price)),
            ("down-payment".to_owned(), number(*down_payment)),
            ("income".to_owned(), number(*income)),
            ("cash".to_owned(), number(*cash)),
            ("annual-rate".to_owned(), number(*annual_rate)),
            ("months".to_owned(), json!(months)),
            ("regime".to_owned(), json!(self.regime)),
            ("seed".to_owned(), json!(self.sizes.seed)),
            ("worlds".to_owned(), json!(self.sizes.worlds)),
            ("households".to_owned(), json!(self.sizes.households)),
        ]);
        options.extend(second_income.map(|income| ("second-income".to_owned(), number(income))));
        options.extend(spending.map(|spending| ("spending".to_owned(), number(spending))));
        options.extend(self.prices.iter().map(|file| ("prices".to_owned(), json!(file.to_string_lossy()))));
        Asked { command: HOUSEHOLD.command.to_owned(), options }
    }
}

/// A number as it is typed: a whole one without a point.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9e15;
    if value.fract() == 0.0 && value.abs() < EXACT { json!(value as i64) } else { json!(value) }
}

/// Prices and jobs of another config, as they stand before its scenarios.
fn market_of(config: &Path) -> Result<String, Failure> {
    let loaded = load(config, &Overrides::default())?;
    let comment = format!("as in {}", config.display());
    copied(&loaded, &MARKET_TABLES, &comment).ok_or_else(|| {
        Failure::Input(told!(
            "--prices {}: it has no table [price] before its scenarios",
            "--prices {}：在情景之前没有 [price] 表",
            config.display()
        ))
    })
}

/// Writes the study where nothing stands in the way.
fn write_new(file: &Path, text: &str) -> Result<(), Failure> {
    if fs::read(file).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    if file.symlink_metadata().is_ok() {
        return Err(Failure::Input(told!(
            "{} exists already and stays as it is; name another file",
            "{} 已存在，保持原样；请指定其他文件",
            file.display()
        )));
    }
    let refused = |error: std::io::Error| Failure::other(format!("{}: {error}", file.display()));
    let mut new = File::create_new(file).map_err(refused)?;
    new.write_all(text.as_bytes()).and_then(|()| new.sync_all()).map_err(|error| {
        drop(fs::remove_file(file));
        refused(error)
    })
}

struct Answering<'a> {
    plan: &'a Plan,
    comparison: Comparison,
    text: &'a str,
    request: &'a Request,
}

impl Work for Answering<'_> {
    fn question(&self) -> &'static Question {
        &HOUSEHOLD
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let mut manifest = self.plan.manifest(clock);
        // The command has no config of its own.
        manifest.notes.config_file.clear();
        manifest
    }

    fn default_folder(&self) -> PathBuf {
        Path::new("results").join(&self.plan.study.name).join(&self.plan.hash)
    }

    fn wanted_files(&self) -> Vec<String> {
        vec![STUDY_FILE.to_owned()]
    }

    fn check_memory(&self, _with_files: &[String]) -> Result<(), Failure> {
        let output = &self.request.output;
        let shape = Shape::of(self.comparison.study(), output.threads);
        Memory::of(&shape, true).check(Room::find(output.memory_limit).as_ref())
    }

    fn compute(&self, folder: &mut StudyFolder, _with_files: &[String]) -> Result<Tables, Failure> {
        let simulator = Simulator::new(&self.request.output)?;
        let found = self.comparison.run(&simulator)?;
        let study = &self.plan.study;
        let months = found.bad_path.map_or_else(Vec::new, |path| {
            let story = path_story::simulate(study, path.world * study.households + path.household, 0);
            let told = story.months.iter().zip(events(&story.months));
            told.map(|(month, events)| bad_month(month, &events)).collect()
        });
        let mut file = folder.create(STUDY_FILE)?;
        let written = file.write_all(self.text.as_bytes());
        if let Err(error) = written {
            return Err(file.refusal().map_or_else(|| Failure::other(error), Failure::from));
        }
        folder.keep(file)?;
        let mut tables = found.tables;
        tables.push(path(found.bad_path.as_ref(), &months)?);
        Ok(tables)
    }

    fn shown(&self, results: &Results, _more_in: &str, took: &str) -> Result<String, Failure> {
        let language = self.request.output.forms.language;
        let width = terminal_width();
        let fitted = |text: &str| width.map_or_else(|| text.to_owned(), |width| wrapped(text, usize::from(width), 0));
        let mut parts: Vec<String> =
            HOUSEHOLD.sentences(results, language)?.iter().map(|sentence| fitted(sentence)).collect();
        for table in HOUSEHOLD.readings(results, language)? {
            parts.push(format!("\n{}\n{}", fitted(&table.caption), terminal::render(&table, width)));
        }
        let paths = with_separators(&self.plan.study.paths().to_string());
        let (cells, months) = (self.comparison.study().cells.len(), self.plan.study.horizon_months);
        parts.push(format!("{paths} paths × {cells} cells × {months} months{took}"));
        Ok(parts.join("\n"))
    }
}

/// A month as the table has it.
fn bad_month(month: &MonthRecord, events: &[Event]) -> BadMonth {
    let is_gone = month.deficiency > 0.0;
    BadMonth {
        month: month.month,
        home_value: month.value,
        income: month.income,
        spending: month.spending + month.other_debt_service,
        cash: month.cash,
        due: month.due,
        paid: month.paid + month.costs_paid + month.margin_paid,
        arrears: month.overdue + month.penalty,
        balance: if is_gone { month.deficiency } else { month.balance },
        days_past_due: month.days_past_due,
        events: events.iter().map(|event| event.words().english).collect::<Vec<_>>().join("; "),
    }
}
