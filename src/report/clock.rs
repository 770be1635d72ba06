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

/// A time in UTC to the second, `2026-11-21T20:59:00Z`. Times before 1970 are shown as 1970.
pub fn rfc3339(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let time = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.unwrap_or(Timestamp::MAX).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
