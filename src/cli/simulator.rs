//! Studies run with the threads that the user gives, told of on stderr, and stopped by a signal.

use std::sync::atomic::AtomicBool;

use super::delivery::Output;
use super::failure::Failure;
use super::interrupt;
use super::progress::Told;
use super::size::{Memory, Paths, Room, Shape};
use crate::answers::{AnswerError, Laboratory};
use crate::engine::{Engine, EngineError, Keeper, PathWriter};
use crate::kernel::InstructionSet;
use crate::outcome::{Part, StudyResult};
use crate::study::Study;
use crate::told::{self, told};

/// Runs studies.
pub(super) struct Simulator<'a> {
    output: &'a Output,
    interrupted: &'static AtomicBool,
}

impl<'a> Simulator<'a> {
    /// Runs them as the output says.
    pub fn new(output: &'a Output) -> Result<Self, Failure> {
        Ok(Self { output, interrupted: interrupt::watch()? })
    }

    /// Runs a study; `paths`, where given, gets every path in order.
    pub fn simulate(&self, study: &Study, paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, Failure> {
        let told = Told::new(study.paths(), 0, self.output.progress);
        self.engine(&told).run(study, paths).map_err(failure)
    }

    /// Goes on with some worlds of a study, to the one before `end`; `paths`, where given, gets every path from there.
    pub fn go_on(
        &self,
        study: &Study,
        part: Part,
        end: u32,
        paths: Option<&mut PathWriter<'_>>,
        keeper: &mut dyn Keeper,
    ) -> Result<Part, Failure> {
        let count = |worlds: u32| u64::from(worlds) * study.households;
        let told = Told::new(count(end - part.worlds.start), count(part.count()), self.output.progress);
        self.engine(&told).go_on(study, part, end, paths, keeper).map_err(failure)
    }

    fn engine<'b>(&self, told: &'b Told) -> Engine<'b> {
        Engine {
            threads: self.output.threads,
            instruction_set: InstructionSet::best(),
            cuts: None,
            progress: told,
            interrupted: self.interrupted,
        }
    }
}

fn failure(error: EngineError) -> Failure {
    match error {
        EngineError::Interrupted => Failure::other("interrupted"),
        other => Failure::other(other),
    }
}

impl Laboratory for Simulator<'_> {
    fn run(&self, study: &Study, paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, AnswerError> {
        let counted = if paths.is_some() { Paths::Counted } else { Paths::Dropped };
        let memory = Memory::with_paths(&Shape::of(study, self.output.threads), counted);
        let done = memory.check(Room::find(self.output.memory_limit).as_ref());
        done.and_then(|()| self.simulate(study, paths)).map_err(|failure| match failure {
            Failure::Input(why) => AnswerError::Stopped { why, is_input: true },
            Failure::Faults(faults) => AnswerError::Faults(faults),
            Failure::Other(why) => AnswerError::Stopped { why: told::Told::only_english(why), is_input: false },
            Failure::Differs | Failure::ClosedPipe => {
                AnswerError::Stopped { why: told!("stdout is closed", "标准输出已关闭"), is_input: false }
            }
        })
    }
}
