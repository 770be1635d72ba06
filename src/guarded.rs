//! Libraries that panic on input they do not expect.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Calls under way whose panics are no bug of this program, and are not told on stderr.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// What `work` gives; `None` where it panics, about which nothing is said.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let tell = take_hook();
        set_hook(Box::new(move |panic| {
            // Libraries panic on threads of their own too, so that a mark of this thread alone would not do.
            if UNDER_WAY.load(Ordering::SeqCst) == 0 {
                tell(panic);
            }
        }));
    });
    UNDER_WAY.fetch_add(1, Ordering::SeqCst);
    let done = catch_unwind(AssertUnwindSafe(work));
    UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_is_nothing() {
        assert_eq!(guarded(|| 3), Some(3));
        assert_eq!(guarded(|| -> u8 { panic!("unexpected") }), None);
    }
}
