//! `underwater sensitivity`: which assumption matters.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::delivery::{Output, Work, deliver};
use super::failure::{Failure, say};
use super::interrupt;
use super::plan::{Plan, Source};
use super::simulator::Simulator;
use super::size::{Memory, Room, Shape};
use crate::aggregate::Estimator;
use crate::answers::Laboratory;
use crate::answers::sensitivity::{Assumptions, EFFECTS, OneAtATime, assumptions, effects, one_at_a_time};
use crate::config::{Fault, Faults, Loaded, Place, Varied, check_varied, load, suggest};
use crate::report::manifest::{Asked, POINTS};
use crate::report::text_table::terminal_width;
use crate::report::with_separators;
use crate::report::{Manifest, Question, Results, RunClock, SENSITIVITY, StudyFolder, Tables, terminal};
use crate::study::{Study, resolve};

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

impl Request {
    /// The keys to move, and the option that names them.
    fn keys_of(&self, loaded: &Loaded) -> Result<(String, Vec<String>), Failure> {
        if let Some(keys) = &self.keys {
            let keys: Vec<String> = keys.iter().map(|key| key.trim().to_owned()).collect();
            let option = format!("--keys {}", keys.join(","));
            let varied = keys.iter().map(|key| Varied { option: option.clone(), key: key.clone() });
            check_varied(&varied.collect::<Vec<_>>())?;
            return Ok((option, keys));
        }
        let Assumptions { keys, left_out } = assumptions(loaded);
        if !self.output.quiet {
            left_out.iter().for_each(|left| say(&format!("left out: {} {}", left.key, left.why)));
        }
        if keys.is_empty() {
            let config = self.source.config.display();
            return Err(Failure::Input(format!(
                "--all-assumptions: no number of {config}, or of what it extends, has a comment with the word assumption; \
                 --keys names keys"
            )));
        }
        Ok(("--all-assumptions".to_owned(), keys))
    }
}

/// Reads the config, moves its keys, runs the design and shows what each does.
pub(super) fn sensitivity(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let loaded = load(&request.source.config, &request.source.overrides);
    let (estimators, loaded) = match (estimators(&request.targets), loaded) {
        (Ok(estimators), Ok(loaded)) => (estimators, loaded),
        (estimators, loaded) => {
            let mut faults = estimators.err().unwrap_or_default();
            faults.extend(loaded.err().unwrap_or_default());
            return Err(faults.into());
        }
    };
    let (option, keys) = request.keys_of(&loaded)?;
    let design = one_at_a_time(&loaded, &option, &keys, request.by)?;
    let targets: Vec<&str> = estimators.iter().map(|it| it.column().name).collect();
    let options = BTreeMap::from([
        ("keys".to_owned(), json!(keys)),
        ("by".to_owned(), Value::from(request.by)),
        ("target".to_owned(), json!(targets)),
    ]);
    let plan = Plan::of(loaded, Some(Asked { command: SENSITIVITY.command.to_owned(), options }))?;
    let study = resolve(&design.loaded);
    deliver(
        &Moves { plan: &plan, design: &design, study: &study, estimators: &estimators, request },
        &request.output,
        &clock,
    )?;
    Ok(())
}

/// The estimates of these names, each once.
fn estimators(names: &[String]) -> Result<Vec<Estimator>, Faults> {
    let (mut found, mut faults): (Vec<Estimator>, Faults) = (Vec::new(), Faults::default());
    for name in names.iter().map(|name| name.trim()) {
        match Estimator::find(name) {
            Some(estimator) if found.iter().any(|it| it.column().name == estimator.column().name) => {}
            Some(estimator) => found.push(estimator),
            None => {
                let known = Estimator::all().map(|it| it.column().name);
                let meant = suggest::nearest(name, known).map(|known| format!("did you mean `{known}`?"));
                let place = Some(Place::Flag { option: format!("--target {name}") });
                let message = format!("{name} is not an estimate of the table summary");
                faults.push(Fault { place, key: String::new(), message, hint: meant });
            }
        }
    }
    faults.check().map(|()| found)
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
