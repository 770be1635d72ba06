//! `underwater solve`: for which values of a key a target is met.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::delivery::{Output, Work, deliver};
use super::failure::Failure;
use super::interrupt;
use super::plan::{Plan, Source};
use super::simulator::Simulator;
use super::size::{Memory, Room, Shape};
use super::target::target;
use crate::answers::solve::{CURVE, Goal, Search, Solve, Span, Target};
use crate::config::{Fault, Faults, Loaded, Place, Varied, load_varied};
use crate::outcome::Unit;
use crate::report::manifest::{Asked, CautionNote};
use crate::report::text_table::{terminal_width, wrapped};
use crate::report::{Manifest, Question, Results, RunClock, SOLVE, StudyFolder, Tables, terminal, with_separators};
use crate::told::{Told, told};

/// A study, what is varied, and what is to be met.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    /// Keys, each with the values between which it is varied, where they are given.
    pub varied: Vec<(String, Option<(f64, f64)>)>,
    pub target: String,
    pub goal: Goal,
    pub bound: f64,
    pub output: Output,
}

/// Looks for the answer where it is not there already, and shows it.
pub(super) fn solve(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let (plan, asked) = request.plan()?;
    // What cannot be run at its first values is refused before the folder is touched.
    Search::new(&plan.loaded, asked.clone())?;
    deliver(&Solving { plan: &plan, asked, request }, &request.output, &clock)?;
    Ok(())
}

impl Request {
    fn plan(&self) -> Result<(Plan, Solve), Failure> {
        let option = |key: &str| format!("--vary {key}");
        let varied: Vec<Varied> =
            self.varied.iter().map(|(key, _)| Varied { option: option(key), key: key.clone() }).collect();
        let mut faults = Faults::default();
        let target = self.target().map_err(|fault| faults.push(fault)).ok();
        let loaded = match load_varied(&self.source.config, &self.source.overrides, &varied) {
            Ok(loaded) => loaded,
            Err(mut found) => {
                found.extend(faults.iter().cloned());
                return Err(found.into());
            }
        };
        let mut spans = Vec::new();
        for (key, between) in &self.varied {
            match Span::of(&loaded, option(key), key, *between) {
                Ok(span) => spans.push(span),
                Err(found) => faults.extend(found.iter().cloned()),
            }
        }
        faults.check()?;
        let mut spans = spans.into_iter();
        let (Some(target), Some(span)) = (target, spans.next()) else {
            return Err(Failure::Input(told!("--vary names no key", "--vary 没有指定参数")));
        };
        let asked = Solve { target, span, second: spans.next() };
        Ok((Plan::of(loaded, Some(asked_of(&asked)))?, asked))
    }

    fn target(&self) -> Result<Target, Fault> {
        let estimator = target(&self.target)?;
        let fault = |message: Told, hint: Option<Told>| Fault {
            place: Some(Place::Flag { option: format!("--target {}", self.target) }),
            key: self.target.trim().to_owned(),
            message,
            hint,
        };
        let column = estimator.column();
        // Losses of the lender may exceed what they are a share of; a share of households never does.
        let is_rate = column.unit == Unit::Fraction && column.name.ends_with("_rate");
        if is_rate && !(0.0..=1.0).contains(&self.bound) {
            let (bound, fraction) = (self.bound, self.bound / 100.0);
            let percent = (1.0 < bound && bound <= 100.0)
                .then(|| told!("{bound}% is written {fraction}", "{bound}% 应写成 {fraction}"));
            let message = told!("lies in [0, 1], and {bound} does not", "在 [0, 1] 内，而 {bound} 不在");
            return Err(fault(message, percent));
        }
        Ok(Target { estimator, goal: self.goal, bound: self.bound })
    }
}

/// What is asked, as the manifest and the hash have it.
fn asked_of(asked: &Solve) -> Asked {
    let spans = || std::iter::once(&asked.span).chain(&asked.second);
    let goal = asked.target.goal.word().replace('_', "-");
    let options: BTreeMap<String, Value> = BTreeMap::from([
        (goal, number(asked.target.bound)),
        ("between".to_owned(), spans().map(|span| json!([number(span.low), number(span.high)])).collect()),
        ("target".to_owned(), json!(asked.target.estimator.column().name)),
        ("vary".to_owned(), spans().map(|span| json!(span.facts.key)).collect()),
    ]);
    Asked { command: SOLVE.command.to_owned(), options }
}

/// A number as it is typed: 240, and not 240.0.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_whole = value.fract() == 0.0 && value.abs() < EXACT;
    if is_whole { json!(value as i64) } else { json!(value) }
}

struct Solving<'a> {
    plan: &'a Plan,
    asked: Solve,
    request: &'a Request,
}

impl Work for Solving<'_> {
    fn question(&self) -> &'static Question {
        &SOLVE
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let mut manifest = self.plan.manifest(clock);
        manifest.cautions.extend(dropped(&self.plan.loaded));
        manifest
    }

    fn default_folder(&self) -> PathBuf {
        self.plan.default_folder()
    }

    fn check_memory(&self, _with_files: &[String]) -> Result<(), Failure> {
        let output = &self.request.output;
        let search = Search::new(&self.plan.loaded, self.asked.clone())?;
        let shape = Shape::of(search.first_study(), output.threads);
        Memory::of(&shape, false).check(Room::find(output.memory_limit).as_ref())
    }

    fn compute(&self, _folder: &mut StudyFolder, _with_files: &[String]) -> Result<Tables, Failure> {
        let simulator = Simulator::new(&self.request.output)?;
        let search = Search::new(&self.plan.loaded, self.asked.clone())?;
        Ok(search.run(&self.plan.labels(), &simulator)?)
    }

    /// The answers as a table and in sentences, and what it took.
    fn shown(&self, results: &Results, _more_in: &str, took: &str) -> Result<String, Failure> {
        let language = self.request.output.forms.language;
        let width = terminal_width();
        let mut parts: Vec<String> =
            SOLVE.readings(results, language)?.iter().map(|table| terminal::render(table, width)).collect();
        for sentence in SOLVE.sentences(results, language)? {
            parts.push(width.map_or(sentence.clone(), |width| wrapped(&sentence, usize::from(width), 0)));
        }
        let manifest = &results.manifest;
        let paths = with_separators(&manifest.worlds.saturating_mul(manifest.households).to_string());
        let values = results.table(&CURVE)?.height();
        let months = manifest.horizon_months;
        parts.push(format!("{paths} paths × {values} values × {months} months{took}"));
        Ok(parts.join("\n"))
    }
}

/// That an axis of the config's sweep is varied in its place.
fn dropped(loaded: &Loaded) -> impl Iterator<Item = CautionNote> {
    loaded.unswept.iter().map(|key| CautionNote {
        key: key.clone(),
        english: "its sweep in the config is left out: its values here are those between which it is varied."
            .to_owned(),
        chinese: "配置中对它的扫描不用：此处的取值由所变动的范围决定。".to_owned(),
    })
}
