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
use super::target::target;
use crate::aggregate::Estimator;
use crate::answers::Laboratory;
use crate::answers::sensitivity::{
    Assumptions, BAND, DESIGN, EFFECTS, INDICES, OneAtATime, Screen, assumptions, band, design, effects, indices,
    one_at_a_time,
};
use crate::config::{Faults, Loaded, Varied, check_varied, load, load_varied};
use crate::random::low_discrepancy::MOST_DIMENSIONS;
use crate::report::counts::POINTS;
use crate::report::manifest::Asked;
use crate::report::text_table::terminal_width;
use crate::report::with_separators;
use crate::report::{Manifest, Question, Results, RunClock, SENSITIVITY, StudyFolder, Tables, terminal};
use crate::study::{Study, resolve};
use crate::told::told;

/// What is varied.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// These keys, one at a time, by a share of their values.
    Keys { keys: Vec<String>, by: f64 },
    /// Likewise every number that is called an assumption.
    Assumptions { by: f64 },
    /// The keys in doubt, all at once, at so many rows of a design.
    Screen { rows: usize },
}

/// A study, what is asked of it, and where its answer goes.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub what: What,
    pub targets: Vec<String>,
    pub output: Output,
}

/// Reads the config, varies its keys, runs the design and shows what was found.
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
    let (loaded, design, mut options) = match &request.what {
        What::Keys { keys, by } => request.moves(loaded, Some(keys), *by)?,
        What::Assumptions { by } => request.moves(loaded, None, *by)?,
        What::Screen { rows } => request.screen(loaded, *rows)?,
    };
    let targets: Vec<&str> = estimators.iter().map(|it| it.column().name).collect();
    options.insert("target".to_owned(), json!(targets));
    let plan = Plan::of(loaded, Some(Asked { command: SENSITIVITY.command.to_owned(), options }))?;
    let study = match &design {
        Design::Moves(moves) => resolve(&moves.loaded),
        Design::Screen(screen) => screen.largest()?,
    };
    let work = Sensitivity { plan: &plan, design: &design, study: &study, estimators: &estimators, request };
    deliver(&work, &request.output, &clock)?;
    Ok(())
}

/// What is asked and how, part of the results' identity.
type Options = BTreeMap<String, Value>;

/// Where a study is run.
enum Design {
    Moves(OneAtATime),
    Screen(Screen),
}

impl Request {
    /// Keys moved one at a time: those named, or every assumption.
    fn moves(&self, loaded: Loaded, keys: Option<&[String]>, by: f64) -> Result<(Loaded, Design, Options), Failure> {
        let (option, keys) = match keys {
            Some(keys) => named(keys)?,
            None => ("--all-assumptions".to_owned(), self.assumed(&loaded)?),
        };
        let design = Design::Moves(one_at_a_time(&loaded, &option, &keys, by)?);
        let options = [("keys".to_owned(), json!(keys)), ("by".to_owned(), Value::from(by))];
        Ok((loaded, design, options.into()))
    }

    /// Every number that the config calls an assumption; what is none is said.
    fn assumed(&self, loaded: &Loaded) -> Result<Vec<String>, Failure> {
        let Assumptions { keys, left_out } = assumptions(loaded);
        if !self.output.quiet {
            left_out.iter().for_each(|left| say(&format!("left out: {} {}", left.key, left.why)));
        }
        if keys.is_empty() {
            let config = self.source.config.display();
            return Err(Failure::Input(told!(
                "--all-assumptions: no number of {config}, or of what it extends, has a comment with the word assumption; \
                 --keys names keys",
                "--all-assumptions：{config} 及其所继承的配置中，没有注释含「假设」一词的数；--keys 可指定参数"
            )));
        }
        Ok(keys)
    }

    /// All keys in doubt at once; axes of the sweep over them are dropped.
    fn screen(&self, loaded: Loaded, rows: usize) -> Result<(Loaded, Design, Options), Failure> {
        const OPTION: &str = "--screen sobol";
        let keys = loaded.uncertainty.iter().map(|uncertain| uncertain.key.clone());
        let varied: Vec<Varied> = keys.map(|key| Varied { option: OPTION.to_owned(), key }).collect();
        let most = MOST_DIMENSIONS as usize / 2;
        if varied.is_empty() || varied.len() > most {
            let config = self.source.config.display();
            return Err(Failure::Input(match varied.len() {
                0 => told!(
                    "{OPTION}: {config} has no table [uncertainty], which says how far values are in doubt: \
                     \"loan.annual_rate\" = {{ uniform = {{ min = 0.03, max = 0.05 }} }}",
                    "{OPTION}：{config} 没有 [uncertainty] 表；该表说明各值的不确定范围：\
                     \"loan.annual_rate\" = {{ uniform = {{ min = 0.03, max = 0.05 }} }}"
                ),
                many => told!(
                    "{OPTION}: {config} has {many} keys in doubt; {most} are the most",
                    "{OPTION}：{config} 有 {many} 个不确定的参数；最多 {most} 个"
                ),
            }));
        }
        let loaded = load_varied(&self.source.config, &self.source.overrides, &varied)?;
        let design = Design::Screen(Screen::new(&loaded, OPTION, rows)?);
        let options = [("screen".to_owned(), Value::from("sobol")), ("points".to_owned(), Value::from(rows))];
        Ok((loaded, design, options.into()))
    }
}

/// The keys of `--keys`, and the option as it is told of.
fn named(keys: &[String]) -> Result<(String, Vec<String>), Faults> {
    let keys: Vec<String> = keys.iter().map(|key| key.trim().to_owned()).collect();
    let option = format!("--keys {}", keys.join(","));
    let varied = keys.iter().map(|key| Varied { option: option.clone(), key: key.clone() });
    check_varied(&varied.collect::<Vec<_>>())?;
    Ok((option, keys))
}

/// The estimates of these names, each once.
fn estimators(names: &[String]) -> Result<Vec<Estimator>, Faults> {
    let (mut found, mut faults): (Vec<Estimator>, Faults) = (Vec::new(), Faults::default());
    for name in names {
        match target(name) {
            Ok(estimator) if found.iter().any(|it| it.column().name == estimator.column().name) => {}
            Ok(estimator) => found.push(estimator),
            Err(fault) => faults.push(fault),
        }
    }
    faults.check().map(|()| found)
}

/// The question, ready to be answered.
struct Sensitivity<'a> {
    plan: &'a Plan,
    design: &'a Design,
    /// The largest study that is run.
    study: &'a Study,
    estimators: &'a [Estimator],
    request: &'a Request,
}

impl Sensitivity<'_> {
    /// Most design points of a cell.
    fn points(&self) -> usize {
        match self.design {
            Design::Moves(moves) => moves.points,
            Design::Screen(screen) => screen.points_of_a_cell(),
        }
    }
}

impl Work for Sensitivity<'_> {
    fn question(&self) -> &'static Question {
        &SENSITIVITY
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let mut manifest = self.plan.manifest(clock);
        manifest.counts.insert(POINTS.to_owned(), self.points() as u64);
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
        let simulator = Simulator::new(&self.request.output)?;
        let (labels, estimators) = (self.plan.labels(), self.estimators);
        match self.design {
            Design::Moves(moves) => {
                let result = simulator.run(self.study, None)?;
                interrupt::check()?;
                Ok(vec![(&EFFECTS, effects(moves, &result, &labels, estimators)?)])
            }
            Design::Screen(screen) => {
                let evaluated = screen.run(&simulator, estimators)?;
                interrupt::check()?;
                Ok(vec![
                    (&INDICES, indices(screen, &labels, estimators, &evaluated)?),
                    (&BAND, band(&labels, estimators, &evaluated)?),
                    (&DESIGN, design(screen)?),
                ])
            }
        }
    }

    /// The tables, what they say, and the size of what was run.
    fn shown(&self, results: &Results, _: &str, took: &str) -> Result<String, Failure> {
        let language = self.request.output.forms.language;
        let tables = SENSITIVITY.readings(results, language)?;
        let tables: Vec<String> = tables.iter().map(|table| terminal::render(table, terminal_width())).collect();
        let sentences = SENSITIVITY.sentences(results, language)?;
        let study = &self.plan.study;
        let paths = with_separators(&study.paths().to_string());
        let cells = study.cells.len();
        let noun = if cells == 1 { "cell" } else { "cells" };
        let (points, months) = (self.points(), study.horizon_months);
        Ok(format!(
            "{}\n{}\n{paths} paths × {cells} {noun} × {points} design points × {months} months{took}",
            tables.join("\n"),
            sentences.join("\n"),
        ))
    }
}
