//! Locks of what threads share.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A lock whose holder never panics half-way: what it guards is whole even where another thread did.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
