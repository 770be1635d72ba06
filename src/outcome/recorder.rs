//! Who is told what a month brings, and who wants the months of every path.

use super::event::Event;
use super::ledger::{Flow, MonthRecord};

/// Somebody who is told what a month brings.
pub trait Notes {
    /// Whether anything is wanted: what costs something to tell is computed only then.
    const TAKES: bool;

    /// Something happens.
    fn event(&mut self, event: Event);

    /// Money moves.
    fn flow(&mut self, flow: Flow, amount: f64);

    /// Something is told that is no flow.
    fn tell(&mut self, told: impl FnOnce(&mut MonthRecord));
}

impl Notes for MonthRecord {
    const TAKES: bool = true;

    fn event(&mut self, event: Event) {
        self.events.add(event);
    }

    fn flow(&mut self, flow: Flow, amount: f64) {
        self.add(flow, amount);
    }

    fn tell(&mut self, told: impl FnOnce(&mut MonthRecord)) {
        told(self);
    }
}

/// Wants nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNotes;

impl Notes for NoNotes {
    const TAKES: bool = false;

    #[inline(always)]
    fn event(&mut self, _: Event) {}

    #[inline(always)]
    fn flow(&mut self, _: Flow, _: f64) {}

    #[inline(always)]
    fn tell(&mut self, _: impl FnOnce(&mut MonthRecord)) {}
}

/// Somebody who wants every month of every path. With one that is active each path is computed month by month on its own;
/// the numbers are the same to the last bit.
pub trait Recorder {
    /// What each month is noted in.
    type Notes: Notes + Default;

    /// A month of a lane under a cell.
    fn month(&mut self, cell: usize, lane: usize, month: Self::Notes);
}

/// Wants no months: quiet households stay in their lanes.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRecord;

impl Recorder for NoRecord {
    type Notes = NoNotes;

    #[inline(always)]
    fn month(&mut self, _: usize, _: usize, NoNotes: NoNotes) {}
}

/// Keeps everything, path by path.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// (cell, lane, month's record) in order of time.
    pub records: Vec<(usize, usize, MonthRecord)>,
}

impl Recorder for Ledger {
    type Notes = MonthRecord;

    fn month(&mut self, cell: usize, lane: usize, month: MonthRecord) {
        self.records.push((cell, lane, month));
    }
}
