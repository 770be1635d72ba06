//! How much memory, disk and time a run takes, told before any of it is taken.

mod bytes;
mod disk;
mod memory;
mod probe;
mod room;
mod rows;
mod shape;
mod time;

pub(super) use bytes::{Bytes, bytes};
pub(super) use disk::Disk;
pub(super) use memory::{Memory, Paths};
pub(super) use room::Room;
pub(super) use shape::Shape;
pub(super) use time::{duration, merging_seconds, seconds};
