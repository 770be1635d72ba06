//! How a study is split, as the engines need it.

use crate::cli::size::Bytes;
use crate::config::Overrides;

/// What is laid over the config, into how many shards its worlds are split, and what the user gives each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split<'a> {
    pub overrides: &'a Overrides,
    pub shards: u32,
    /// Memory of a shard, in place of what is estimated.
    pub memory: Option<Bytes>,
}
