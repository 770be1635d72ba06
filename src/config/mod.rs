//! The TOML config: what may stand in it, what was written where, and what is wrong with it.
//!
//! [`load`] reads a file with those it extends, lays scenarios and sweeps over it, and gives the
//! complete config of every cell, or all faults at once with their places.

mod axes;
mod cells;
mod check;
mod checked;
mod compared;
mod copied;
mod csv_file;
mod data;
mod data_check;
mod document;
mod effect;
mod fault;
mod free_text;
mod index_file;
mod insured;
mod key_example;
mod key_facts;
mod key_path;
mod key_tables;
mod key_value;
mod lists;
mod load;
mod merge;
pub mod mirror;
mod node;
pub mod notes;
mod origin;
mod parse;
mod points;
mod portfolio;
mod read;
mod resolved;
mod scenario;
mod schema;
mod series;
mod series_read;
pub mod shipped;
mod shown;
mod slips;
pub(crate) mod suggest;
mod sweep;
mod text_file;
mod time_cell;
mod uncertainty;

pub use cells::CellConfig;
pub use check::{Bound, Range};
pub use copied::copied;
pub use csv_file::FileRead;
pub use data::Data;
pub use document::Document;
pub use fault::{Fault, Faults, of_tape};
pub use index_file::{Fall, IndexFile};
pub use key_example::example;
pub use key_facts::{KeyFacts, Takes, Varied, check_varied, key_facts, nearest_key};
pub use key_tables::{KeyTable, key_tables};
pub use load::{Loaded, Overrides, load, load_text, load_varied};
pub use mirror::{Config, Named, SweepValue};
pub use node::{Node, Value};
pub use origin::{Origin, Place};
pub use points::Point;
pub use schema::json_schema;
pub use series_read::{Doubt, SeriesRead};
pub use uncertainty::Uncertain;
