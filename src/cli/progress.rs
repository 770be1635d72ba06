//! Progress on stderr: a bar on a terminal, else a line now and then, so that a log shows that the run is alive.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::failure::say;
use crate::engine::Progress;
use crate::report::with_separators;

/// No colour, so nothing to switch off.
const TEMPLATE: &str = "{wide_bar} {percent:>3}%  {human_pos} of {human_len} paths  {rate}  {eta} left";

/// Time between two lines where stderr is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(15);

/// Counts paths and tells of them.
pub(super) enum Told {
    /// To nobody.
    Silently,
    /// With a bar.
    Bar(ProgressBar),
    /// With a line at intervals.
    Lines(Lines),
}

impl Told {
    /// Progress of so many paths, some of them done before.
    pub fn new(paths: u64, before: u64, quiet: bool) -> Self {
        match quiet {
            true => Self::Silently,
            false if io::stderr().is_terminal() => Self::Bar(bar(paths).with_position(before)),
            false => Self::Lines(Lines::new(paths, before, BETWEEN_LINES, say)),
        }
    }
}

fn bar(paths: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(paths), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template(TEMPLATE) {
        Ok(style) => bar.with_style(style.with_key("rate", rate)),
        Err(_) => bar,
    }
}

fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A bar that cannot be drawn is no reason to stop.
    let _ = write!(out, "{}/s", with_separators(&format!("{:.0}", state.per_sec())));
}

impl Progress for Told {
    fn advance(&self, paths: u64) {
        match self {
            Self::Silently => {}
            Self::Bar(bar) => bar.inc(paths),
            Self::Lines(lines) => {
                lines.done.fetch_add(paths, Ordering::Relaxed);
            }
        }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// A thread that says from time to time how far the run is. A clock of its own, not the end of a chunk of paths: a line
/// is wanted above all where a chunk takes long.
pub(super) struct Lines {
    done: Arc<AtomicU64>,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Lines {
    fn new(paths: u64, before: u64, every: Duration, say: impl Fn(&str) + Send + 'static) -> Self {
        let done = Arc::new(AtomicU64::new(before));
        let (stop, stopped) = mpsc::channel();
        let counted = Arc::clone(&done);
        let started = Instant::now();
        let tell = move || {
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                say(&line(counted.load(Ordering::Relaxed), before, paths, started.elapsed()));
            }
        };
        // Without a thread there are no lines, and the run goes on all the same.
        let thread = std::thread::Builder::new().name("progress".to_owned()).spawn(tell).ok();
        Self { done, stop: Some(stop), thread }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

/// Done, of how many, how fast, and how long it will take at that speed, which is that of what was not done before.
fn line(done: u64, before: u64, paths: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    let of = format!("{} of {} paths", with_separators(&done.to_string()), with_separators(&paths.to_string()));
    let percent = u128::from(done) * 100 / u128::from(paths.max(1));
    let now = done.saturating_sub(before);
    if now == 0 {
        return format!("{percent:>3}%  {of}  after {seconds:.0} s");
    }
    let per_second = now as f64 / seconds.max(1e-3);
    let left = paths.saturating_sub(done) as f64 / per_second;
    let rate = with_separators(&format!("{per_second:.0}"));
    format!("{percent:>3}%  {of}  {rate}/s  {} left", duration(left))
}

fn duration(seconds: f64) -> String {
    match seconds {
        _ if seconds < 100.0 => format!("{seconds:.0} s"),
        _ if seconds < 6000.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_line_says_done_of_how_many_how_fast_and_how_long() {
        let at = |done, seconds| line(done, 0, 1_000_000, Duration::from_secs(seconds));
        assert_eq!(at(250_000, 15), " 25%  250,000 of 1,000,000 paths  16,667/s  45 s left");
        assert_eq!(at(1_000, 15), "  0%  1,000 of 1,000,000 paths  67/s  4.2 h left");
        assert_eq!(at(100_000, 60), " 10%  100,000 of 1,000,000 paths  1,667/s  9 min left");
        assert_eq!(at(1_000_000, 60), "100%  1,000,000 of 1,000,000 paths  16,667/s  0 s left");
        assert_eq!(at(0, 15), "  0%  0 of 1,000,000 paths  after 15 s");
        let gone_on = line(900_000, 800_000, 1_000_000, Duration::from_secs(10));
        assert_eq!(gone_on, " 90%  900,000 of 1,000,000 paths  10,000/s  10 s left");
    }

    #[test]
    fn lines_come_at_intervals_and_end_with_the_run() {
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let say = move |line: &str| heard.lock().expect("a list").push(line.to_owned());
        let lines = Lines::new(10, 0, Duration::from_millis(5), say);
        lines.done.fetch_add(10, Ordering::Relaxed);
        let limit = Instant::now() + Duration::from_secs(20);
        while said.lock().expect("a list").len() < 3 && Instant::now() < limit {
            std::thread::sleep(Duration::from_millis(5));
        }
        drop(lines);
        let count = said.lock().expect("a list").len();
        assert!(count >= 3, "{count} lines");
        assert!(said.lock().expect("a list")[2].starts_with("100%  10 of 10 paths  "));
        std::thread::sleep(Duration::from_millis(30));
        assert_eq!(said.lock().expect("a list").len(), count, "none after its end");
    }
}
