//! `underwater sensitivity`: which assumption matters.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{ArgGroup, Args};
use serde_json::{Value, json};

use super::args::{OutputArguments, StudyArguments};
use super::delivery::{Output, Work, deliver};
use super::failure::{Failure, say};
use super::interrupt;
use super::plan::{Plan, Source};
use super::simulator::Simulator;
use super::size::{Memory, Room, Shape};
use crate::aggregate::Estimator;
use crate::answers::Laboratory;
use crate::answers::sensitivity::{Assumptions, EFFECTS, OneAtATime, assumptions, effects, one_at_a_time};
use crate::config::{Varied, check_varied, load, suggest};
use crate::report::manifest::{Asked, POINTS};
use crate::report::text_table::terminal_width;
use crate::report::with_separators;
use crate::report::{Manifest, Question, Results, RunClock, SENSITIVITY, StudyFolder, Tables, terminal};
use crate::study::{Study, resolve};

pub(super) const EXAMPLES: &str = "\
Examples:
  underwater sensitivity configs/smoke.toml --keys price.volatility_annual,loan.annual_rate
  underwater sensitivity configs/china_leverage.toml --all-assumptions --by 0.2 --worlds 200
  underwater sensitivity configs/smoke.toml --keys household.savings.lognormal.median \\
      --target default_rate --target expected_loss

Each key is moved down and up by a share of its value, in every cell, and everything else stays: the same worlds,
households and draws, so that the error of a change is far smaller than those of the estimates. Whole numbers move by
1 at least. A value that the config may not have is not tried; the row says why. A number of a distribution is named
by its own key, as above. --all-assumptions takes every number whose comment in the config, or in one it extends, has
the word assumption (or 假设).";

/// What is asked, as clap takes it.
#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(false))]
pub(super) struct SensitivityArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Keys to move one at a time, dotted
    #[arg(long, value_name = "KEYS", value_delimiter = ',', group = "what")]
    keys: Vec<String>,
    /// Move every number whose comment says assumption
    #[arg(long, group = "what")]
    all_assumptions: bool,
    /// Share of its value by which a key is moved, above 0 and below 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share)]
    by: f64,
    /// Estimate to watch, a column of summary; may be repeated
    #[arg(long, value_name = "ESTIMATE", value_delimiter = ',', default_value = "default_rate")]
    target: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
}

impl SensitivityArguments {
    pub(super) fn lower(self) -> Request {
        let Self { study, keys, all_assumptions, by, target, output } = self;
        let keys = if all_assumptions { None } else { Some(keys) };
        Request { source: study.lower(), keys, by, targets: target, output: output.lower() }
    }
}

fn share(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    if let Some(share) = number.filter(|share| *share > 0.0 && *share < 1.0) {
        return Ok(share);
    }
    let per_cent = text.strip_suffix('%').unwrap_or(text).parse::<f64>().ok();
    let meant = per_cent.filter(|number| (1.0..100.0).contains(number));
    let meant = meant.map_or_else(String::new, |number| format!("; {number}% is written {}", number / 100.0));
    Err(format!("not a share above 0 and below 1{meant}"))
}

/// A study, what is asked of it, and where its answer goes.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    /// All assumptions, where none are named.
    pub keys: Option<Vec<String>>,
    pub by: f64,
    pub targets: Vec<String>,
    pub output: Output,
}

/// Reads the config, moves its keys, runs the design and shows what each does.
pub(super) fn sensitivity(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let estimators = estimators(&request.targets)?;
    let loaded = load(&request.source.config, &request.source.overrides)?;
    let (option, keys) = match &request.keys {
        Some(keys) => {
            let keys: Vec<String> = keys.iter().map(|key| key.trim().to_owned()).collect();
            let option = format!("--keys {}", keys.join(","));
            check_varied(&keys.iter().map(|key| Varied { option: option.clone(), key: key.clone() }).collect::<Vec<_>>())?;
            (option, keys)
        }
        None => {
            let Assumptions { keys, left_out } = assumptions(&loaded);
            if !request.output.quiet {
                left_out.iter().for_each(|left| say(&format!("{} is left out: it {}", left.key, left.why)));
            }
            ("--all-assumptions".to_owned(), keys)
        }
    };
    if keys.is_empty() {
        let config = request.source.config.display();
        return Err(Failure::Input(format!(
            "{option}: no number of {config}, or of what it extends, has a comment with the word assumption; --keys names \
             keys"
        )));
    }
    let design = one_at_a_time(&loaded, &option, &keys, request.by)?;
    let targets: Vec<&str> = estimators.iter().map(|it| it.column().name).collect();
    let options = BTreeMap::from([
        ("keys".to_owned(), json!(keys)),
        ("by".to_owned(), Value::from(request.by)),
        ("target".to_owned(), json!(targets)),
    ]);
    let plan = Plan::of(loaded, Some(Asked { command: SENSITIVITY.command.to_owned(), options }))?;
    let study = resolve(&design.loaded);
    deliver(&Moves { plan: &plan, design: &design, study: &study, estimators: &estimators, request }, &request.output, &clock)?;
    Ok(())
}

/// The estimates of these names, each once.
fn estimators(names: &[String]) -> Result<Vec<Estimator>, Failure> {
    let mut found: Vec<Estimator> = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        let Some(estimator) = Estimator::find(name) else {
            let known = Estimator::all().map(|it| it.column().name);
            let meant = suggest::nearest(name, known.clone()).map_or_else(
                || format!("there are {}", known.collect::<Vec<_>>().join(", ")),
                |name| format!("did you mean `{name}`?"),
            );
            return Err(Failure::Input(format!("--target {name}: is not an estimate; {meant}")));
        };
        if !found.iter().any(|it| it.column().name == name) {
            found.push(estimator);
        }
    }
    Ok(found)
}

/// Keys moved one at a time.
struct Moves<'a> {
    plan: &'a Plan,
    design: &'a OneAtATime,
    study: &'a Study,
    estimators: &'a [Estimator],
    request: &'a Request,
}

impl Work for Moves<'_> {
    fn question(&self) -> &'static Question {
        &SENSITIVITY
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let mut manifest = self.plan.manifest(clock);
        manifest.counts.insert(POINTS.to_owned(), self.design.points as u64);
        manifest
    }

    fn default_folder(&self) -> PathBuf {
        self.plan.default_folder()
    }

    fn check_memory(&self, _: &[String]) -> Result<(), Failure> {
        let output = &self.request.output;
        Memory::of(&Shape::of(self.study, output.threads), false).check(Room::find(output.memory_limit).as_ref())
    }

    fn compute(&self, _: &mut StudyFolder, _: &[String]) -> Result<Tables, Failure> {
        let result = Simulator::new(&self.request.output)?.run(self.study, None)?;
        interrupt::check()?;
        let rows = effects(self.design, &result, &self.plan.labels(), self.estimators)?;
        Ok(vec![(&EFFECTS, rows)])
    }

    fn shown(&self, results: &Results, _: &str, seconds: Option<f64>) -> Result<String, Failure> {
        shown(results, self.study, self.request, seconds)
    }
}

/// The main tables and the size of what was run.
fn shown(results: &Results, study: &Study, request: &Request, seconds: Option<f64>) -> Result<String, Failure> {
    let language = request.output.forms.language;
    let tables = SENSITIVITY.readings(results, language)?;
    let tables: Vec<String> = tables.iter().map(|table| terminal::render(table, terminal_width())).collect();
    let sentences = SENSITIVITY.sentences(results, language)?;
    let paths = with_separators(&study.paths().to_string());
    let took = seconds.map_or_else(String::new, |seconds| format!(" in {seconds:.1} s"));
    Ok(format!(
        "{}\n{}\n{paths} paths × {} design points × {} months{took}",
        tables.join("\n"),
        sentences.join("\n"),
        study.cells.len(),
        study.horizon_months
    ))
}
