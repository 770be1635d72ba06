//! Times of a run. They are written into the manifest and nowhere else.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// When a run began.
#[derive(Clone, Copy, Debug)]
pub struct RunClock {
    started: SystemTime,
    since: Instant,
}

/// When a run began and ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunTimes {
    /// Start, RFC 3339 in UTC.
    pub started: String,
    /// End, RFC 3339 in UTC: so many seconds after the start, whatever became of the clock meanwhile.
    pub finished: String,
    /// Seconds between them, by a clock that is never set back.
    pub elapsed_seconds: f64,
}

impl RunClock {
    /// Starts now.
    pub fn start() -> Self {
        Self { started: SystemTime::now(), since: Instant::now() }
    }

    /// Reads the clock.
    pub fn times(&self) -> RunTimes {
        let elapsed = self.since.elapsed();
        RunTimes {
            started: rfc3339(self.started),
            finished: rfc3339(self.started.checked_add(elapsed).unwrap_or(self.started)),
            elapsed_seconds: elapsed.as_millis() as f64 / 1000.0,
        }
    }
}

/// A time in UTC to the second, `2026-11-21T20:59:00Z`; the first or the last that there is, where it lies beyond.
pub fn rfc3339(time: SystemTime) -> String {
    let whole = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
    let seconds = match time.duration_since(UNIX_EPOCH) {
        Ok(since) => whole(since.as_secs()),
        Err(before) => -whole(before.duration().as_secs()),
    };
    let beyond = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(beyond).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
