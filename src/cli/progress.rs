//! The progress bar on stderr.

use std::fmt::Write;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::money::with_separators;
use crate::engine::Progress;

/// No colour, so nothing to switch off.
const TEMPLATE: &str = "{wide_bar} {percent:>3}%  {human_pos} of {human_len} paths  {rate}  {eta} left";

/// Counts paths; hidden when asked to be, or when stderr is no terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many paths.
    pub fn new(paths: u64, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(paths), target);
        match ProgressStyle::with_template(TEMPLATE) {
            Ok(style) => Self(bar.with_style(style.with_key("rate", rate))),
            Err(_) => Self(bar),
        }
    }
}

fn rate(state: &ProgressState, out: &mut dyn Write) {
    // A bar that cannot be drawn is no reason to stop.
    let _ = write!(out, "{}/s", with_separators(&format!("{:.0}", state.per_sec())));
}

impl Progress for Bar {
    fn advance(&self, paths: u64) {
        self.0.inc(paths);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
