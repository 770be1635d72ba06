//! A second earner's leave for a child, equation (55): scheduled at origination.

use std::ops::Range;

use super::context::LifeContext;
use crate::household::Leave;
use crate::random::{Distribution, Purpose, Uniforms, whole_months};

/// Slots of the leave's stream.
mod slot {
    pub const COIN: u8 = 0;
    pub const MONTH: u8 = 1;
    pub const DURATION: u8 = 2;
}

/// Leaves of all lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct LeaveLanes {
    /// Who is on leave; empty where nobody ever is.
    pub on_leave: Vec<bool>,
    /// (month, lane, whether the leave begins), in order.
    schedule: Vec<(u32, u32, bool)>,
}

impl LeaveLanes {
    pub fn start(&mut self, leave: Option<&Leave>, context: LifeContext<'_>) {
        self.on_leave.clear();
        self.schedule.clear();
        let Some(leave) = leave else { return };
        self.on_leave.resize(context.paths.count(), false);
        for lane in 0..context.paths.count() {
            let words = |slot| context.streams.words(context.paths.who(lane), Purpose::Leave, slot, 0);
            if Uniforms::from_words(words(slot::COIN)).first >= leave.probability {
                continue;
            }
            let months = |of: &Distribution, slot| whole_months(of.sample(words(slot)));
            let first = months(&leave.month, slot::MONTH).max(1);
            let duration = months(&leave.duration_months, slot::DURATION);
            if duration > 0 {
                self.schedule.push((first, lane as u32, true));
                self.schedule.push((first + duration, lane as u32, false));
            }
        }
        self.schedule.sort_unstable();
    }

    /// The next change of `month` among `lanes` from the `from`-th on: its place, its lane, whether a leave begins.
    pub fn change(&mut self, month: u32, lanes: &Range<usize>, from: usize) -> Option<(usize, usize, bool)> {
        let first = self.schedule.partition_point(|change| change.0 < month);
        let of_month = self.schedule[first..].iter().take_while(|change| change.0 == month);
        let (at, (_, lane, begins)) =
            of_month.enumerate().skip(from).find(|(_, change)| lanes.contains(&(change.1 as usize)))?;
        let (lane, begins) = (*lane as usize, *begins);
        self.on_leave[lane] = begins;
        Some((at + 1, lane, begins))
    }
}
