//! What was read before a config is: a distribution or a model that names a file finds the values when it is itself read,
//! and cannot be without.

use std::cell::RefCell;
use std::thread::LocalKey;

/// Values by the references that name them, while some work lasts.
#[derive(Debug)]
pub struct Scope<K, V>(RefCell<Vec<(K, V)>>);

impl<K, V> Default for Scope<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: PartialEq, V: Clone> Scope<K, V> {
    /// What `work` makes of what names `values`.
    pub fn with<T>(scope: &'static LocalKey<Self>, values: Vec<(K, V)>, work: impl FnOnce() -> T) -> T {
        let before = scope.with(|scope| scope.0.replace(values));
        let made = work();
        scope.with(|scope| scope.0.replace(before));
        made
    }

    /// The value that `reference` names.
    pub fn find(&self, reference: &K) -> Option<V> {
        self.0.borrow().iter().find(|(known, _)| known == reference).map(|(_, value)| value.clone())
    }
}
