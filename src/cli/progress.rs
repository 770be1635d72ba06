//! Progress on stderr: a bar on a terminal, else a line now and then, so that a log shows that the run is alive; or a line
//! of JSON, for schedulers.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use serde_json::json;

use super::failure::{say, say_told};
use super::tongue::of_messages;
use crate::engine::Progress;
use crate::report::{Language, with_separators};
use crate::told::{Told as Sentence, told};

/// No colour, so nothing to switch off.
const TEMPLATE: &str = "{wide_bar} {percent:>3}%  {human_pos} of {human_len} paths  {rate}  {eta} left";
/// The same in Chinese.
const TEMPLATE_CHINESE: &str = "{wide_bar} {percent:>3}%  路径 {human_pos} / {human_len}  {rate}  还需 {eta}";

/// Time between two lines where stderr is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(30);
/// Time between two lines of JSON.
const BETWEEN_JSON: Duration = Duration::from_secs(5);

/// How progress is told on stderr.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Way {
    /// A bar on a terminal, a line every 30 seconds elsewhere · 终端上为进度条，其他情况每 30 秒一行
    #[default]
    Text,
    /// A line of JSON at the beginning, every 5 seconds and at the end · 开始、每 5 秒及结束时各一行 JSON
    Json,
    /// Not at all · 不报告
    None,
}

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
    pub fn new(paths: u64, before: u64, way: Way) -> Self {
        match way {
            Way::None => Self::Silently,
            Way::Json => Self::Lines(Lines::new((paths, before), BETWEEN_JSON, Ends::Told, |count| say(&count.json()))),
            Way::Text if io::stderr().is_terminal() => Self::Bar(bar(paths).with_position(before)),
            Way::Text => {
                Self::Lines(Lines::new((paths, before), BETWEEN_LINES, Ends::Untold, |count| say_told(&count.line())))
            }
        }
    }
}

fn bar(paths: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(paths), ProgressDrawTarget::stderr());
    let template = match of_messages() {
        Language::English => TEMPLATE,
        Language::Chinese => TEMPLATE_CHINESE,
    };
    match ProgressStyle::with_template(template) {
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

/// Whether the beginning and the end are told beside what is between them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Told,
    Untold,
}

impl Lines {
    fn new((paths, before): (u64, u64), every: Duration, ends: Ends, tell: impl Fn(&Count) + Send + 'static) -> Self {
        let done = Arc::new(AtomicU64::new(before));
        let (stop, stopped) = mpsc::channel();
        let counted = Arc::clone(&done);
        let started = Instant::now();
        let count = move || Count { done: counted.load(Ordering::Relaxed), before, paths, elapsed: started.elapsed() };
        let tell = move || {
            if ends == Ends::Told {
                tell(&count());
            }
            while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                tell(&count());
            }
            if ends == Ends::Told {
                tell(&count());
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

/// How far a run is.
#[derive(Clone, Copy, Debug)]
struct Count {
    done: u64,
    /// Of them, those done by a run that was cut short.
    before: u64,
    paths: u64,
    elapsed: Duration,
}

impl Count {
    /// Paths a second so far; nothing before the first are done.
    fn per_second(&self) -> Option<f64> {
        let now = self.done.saturating_sub(self.before);
        (now > 0).then(|| now as f64 / self.elapsed.as_secs_f64().max(1e-3))
    }

    /// Seconds left at that speed.
    fn seconds_left(&self) -> Option<f64> {
        Some(self.paths.saturating_sub(self.done) as f64 / self.per_second()?)
    }

    /// Done, of how many, how fast, and how long it will take at that speed.
    fn line(&self) -> Sentence {
        let count = |number: u64| with_separators(&number.to_string());
        let (done, paths) = (count(self.done), count(self.paths));
        let percent = u128::from(self.done) * 100 / u128::from(self.paths.max(1));
        let (Some(per_second), Some(left)) = (self.per_second(), self.seconds_left()) else {
            let seconds = self.elapsed.as_secs_f64();
            return told!(
                "{percent:>3}%  {done} of {paths} paths  after {seconds:.0} s",
                "{percent:>3}%  路径 {done} / {paths}  已过 {seconds:.0} 秒"
            );
        };
        let (rate, left) = (with_separators(&format!("{per_second:.0}")), duration(left));
        told!(
            "{percent:>3}%  {done} of {paths} paths  {rate}/s  {left} left",
            "{percent:>3}%  路径 {done} / {paths}  每秒 {rate}  还需 {left}"; left
        )
    }

    /// The same for a program; rate and time left are null before the first paths are done.
    fn json(&self) -> String {
        let tenths = |seconds: f64| (seconds * 10.0).round() / 10.0;
        json!({
            "paths_done": self.done,
            "paths": self.paths,
            "seconds": tenths(self.elapsed.as_secs_f64()),
            "paths_per_second": self.per_second().map(f64::round),
            "seconds_left": self.seconds_left().map(tenths),
        })
        .to_string()
    }
}

fn duration(seconds: f64) -> Sentence {
    let (minutes, hours) = (seconds / 60.0, seconds / 3600.0);
    match seconds {
        _ if seconds < 100.0 => told!("{seconds:.0} s", "{seconds:.0} 秒"),
        _ if seconds < 6000.0 => told!("{minutes:.0} min", "{minutes:.0} 分钟"),
        _ => told!("{hours:.1} h", "{hours:.1} 小时"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn a_line_says_done_of_how_many_how_fast_and_how_long() {
        let count = |done, seconds| Count { done, before: 0, paths: 1_000_000, elapsed: Duration::from_secs(seconds) };
        let at = |done, seconds| count(done, seconds).line().english().to_owned();
        assert_eq!(at(250_000, 15), " 25%  250,000 of 1,000,000 paths  16,667/s  45 s left");
        assert_eq!(at(1_000, 15), "  0%  1,000 of 1,000,000 paths  67/s  4.2 h left");
        assert_eq!(at(100_000, 60), " 10%  100,000 of 1,000,000 paths  1,667/s  9 min left");
        assert_eq!(at(1_000_000, 60), "100%  1,000,000 of 1,000,000 paths  16,667/s  0 s left");
        assert_eq!(at(0, 15), "  0%  0 of 1,000,000 paths  after 15 s");
        let gone_on = Count { before: 800_000, ..count(900_000, 10) };
        assert_eq!(gone_on.line().english(), " 90%  900,000 of 1,000,000 paths  10,000/s  10 s left");
        assert_eq!(
            Count { before: 900_000, ..gone_on }.line().english(),
            " 90%  900,000 of 1,000,000 paths  after 10 s"
        );
        let read = |count: Count| serde_json::from_str::<serde_json::Value>(&count.json()).expect("JSON");
        let known = json!({
            "paths_done": 250_000, "paths": 1_000_000, "seconds": 15.0, "paths_per_second": 16_667.0, "seconds_left": 45.0,
        });
        assert_eq!(read(count(250_000, 15)), known);
        let begun = read(count(0, 0));
        assert!(begun["paths_per_second"].is_null() && begun["seconds_left"].is_null(), "{begun}");
    }

    #[test]
    fn lines_come_at_intervals_and_end_with_the_run() {
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let say = move |count: &Count| heard.lock().expect("a list").push(count.line().english().to_owned());
        let lines = Lines::new((10, 0), Duration::from_millis(5), Ends::Untold, say);
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

    #[test]
    fn beginning_and_end_are_told_where_they_are_wanted() {
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let tell = move |count: &Count| heard.lock().expect("a list").push(count.done);
        let lines = Lines::new((10, 0), Duration::from_secs(3600), Ends::Told, tell);
        let limit = Instant::now() + Duration::from_secs(20);
        while said.lock().expect("a list").is_empty() && Instant::now() < limit {
            std::thread::sleep(Duration::from_millis(5));
        }
        lines.done.fetch_add(10, Ordering::Relaxed);
        drop(lines);
        assert_eq!(*said.lock().expect("a list"), [0, 10]);
    }
}
