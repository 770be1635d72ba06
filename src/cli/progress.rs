//! The progress bar on stderr.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::Progress;

/// No colour, so nothing to switch off.
const TEMPLATE: &str = "{wide_bar} {percent:>3}%  {human_pos} of {human_len} paths  {per_sec}  {eta} left";

/// Counts paths; hidden when asked to be, or when stderr is no terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many paths.
    pub fn new(paths: u64, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(paths), target);
        match ProgressStyle::with_template(TEMPLATE) {
            Ok(style) => Self(bar.with_style(style)),
            Err(_) => Self(bar),
        }
    }
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
