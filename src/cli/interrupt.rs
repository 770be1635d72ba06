//! Ctrl-C, and the signals that ask a process to end.
//!
//! A signal sets a flag, which long work looks at. What does not look at it (a library that groups a large table) is not
//! waited for: after a moment the unfinished files are removed from a thread of their own, and the process ends. An
//! exchange of files under way is let finish; it takes milliseconds.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::failure::{Failure, say_told};
use crate::report::{Left, Withdrawal};
use crate::told::told;

/// How often the flag of the signals is looked at.
const LOOK: Duration = Duration::from_millis(30);
/// What work that looks at the flag has to end by itself.
const GRACE: Duration = Duration::from_millis(600);
/// What work has that keeps itself before it ends.
const PATIENCE: Duration = Duration::from_secs(10);

static TOLD_TO_STOP: AtomicBool = AtomicBool::new(false);
/// Number of the signal, 0 before there was one.
static SIGNAL: AtomicUsize = AtomicUsize::new(0);
/// Whether work is under way that keeps itself before it ends.
static KEEPS_ITSELF: AtomicBool = AtomicBool::new(false);
static UNDO: Mutex<Option<Withdrawal>> = Mutex::new(None);

/// From now on a signal sets the flag that is returned, instead of ending the process at once.
pub(super) fn watch() -> Result<&'static AtomicBool, Failure> {
    static ONCE: Once = Once::new();
    let mut done = Ok(());
    ONCE.call_once(|| done = begin());
    done.map_err(|error| Failure::Other(format!("watching for signals: {error}")))?;
    Ok(&TOLD_TO_STOP)
}

fn begin() -> std::io::Result<()> {
    let received = Arc::new(AtomicUsize::new(0));
    for (signal, _) in signals() {
        flag::register_usize(signal, Arc::clone(&received), signal as usize)?;
    }
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let signal = loop {
            thread::sleep(LOOK);
            match received.load(Ordering::SeqCst) {
                0 => {}
                signal => break signal,
            }
        };
        SIGNAL.store(signal, Ordering::SeqCst);
        TOLD_TO_STOP.store(true, Ordering::SeqCst);
        let told = Instant::now();
        while told.elapsed() < GRACE || (KEEPS_ITSELF.load(Ordering::SeqCst) && told.elapsed() < PATIENCE) {
            thread::sleep(LOOK);
        }
        end_if_told();
    })?;
    Ok(())
}

/// What is removed when the process is told to stop from now on: what a folder's writer has not finished.
pub(super) fn guard(unfinished: Withdrawal) {
    *UNDO.lock().unwrap_or_else(PoisonError::into_inner) = Some(unfinished);
}

/// While this lives, work that was told to stop is given more time to do so: it keeps what it has done.
pub(super) struct KeepsItself;

impl KeepsItself {
    /// From now on.
    pub fn begin() -> Self {
        KEEPS_ITSELF.store(true, Ordering::SeqCst);
        Self
    }
}

impl Drop for KeepsItself {
    fn drop(&mut self) {
        KEEPS_ITSELF.store(false, Ordering::SeqCst);
    }
}

/// Fails once the process was told to stop.
pub(super) fn check() -> Result<(), Failure> {
    if TOLD_TO_STOP.load(Ordering::SeqCst) { Err(Failure::other("interrupted")) } else { Ok(()) }
}

/// Once the process was told to stop, tidies up, says so and ends it.
pub(super) fn end_if_told() {
    let signal = SIGNAL.load(Ordering::SeqCst);
    if signal == 0 {
        return;
    }
    // Whoever comes second, of the working thread and the one of the signals, waits here for the end.
    let undo = UNDO.lock().unwrap_or_else(PoisonError::into_inner);
    let left = undo.as_ref().map(Withdrawal::withdraw);
    let name = signals().iter().find(|(number, _)| *number as usize == signal).map_or("a signal", |(_, name)| name);
    say_told(&match left {
        None => told!("error: interrupted by {name}; nothing was written", "错误：被 {name} 中断；没有写入任何内容"),
        Some(Left::AsBefore) => told!(
            "error: interrupted by {name}; the unfinished files were removed",
            "错误：被 {name} 中断；未完成的文件已删除"
        ),
        Some(Left::Whole(folder)) => {
            let folder = folder.display();
            told!(
                "error: interrupted by {name}; the unfinished files were removed, the results in {folder} are whole; the same command writes what is missing",
                "错误：被 {name} 中断；未完成的文件已删除，{folder} 中的结果完整；同一命令会补写缺少的内容"
            )
        }
    });
    // As shells do it.
    std::process::exit(128 + i32::try_from(signal).unwrap_or(0));
}

/// Signals that are watched, and their names.
fn signals() -> Vec<(i32, &'static str)> {
    let mut signals = vec![(SIGINT, "Ctrl-C (SIGINT)"), (SIGTERM, "SIGTERM")];
    #[cfg(target_os = "linux")]
    if !is_ignored(signal_hook::consts::SIGHUP) {
        signals.push((signal_hook::consts::SIGHUP, "SIGHUP"));
    }
    signals
}

/// Whether whoever started this process wants a signal to be ignored, as `nohup` does.
#[cfg(target_os = "linux")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}
