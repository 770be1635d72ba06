//! Ctrl-C.

use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C sets the flag that is returned, instead of ending the process.
pub(super) fn watch() -> Result<&'static AtomicBool, Failure> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed))
        .map_err(|error| Failure::Other(format!("watching for Ctrl-C: {error}")))?;
    Ok(&INTERRUPTED)
}

/// Fails once Ctrl-C was pressed.
pub(super) fn check() -> Result<(), Failure> {
    if INTERRUPTED.load(Ordering::Relaxed) { Err(interrupted()) } else { Ok(()) }
}

/// What is said then.
pub(super) fn interrupted() -> Failure {
    Failure::other("interrupted; the unfinished files were removed")
}
