//! `underwater schema`: the JSON Schema of a config.

use std::io::{self, Write};

use super::failure::Failure;
use crate::config::json_schema;

/// Prints it.
pub(super) fn schema() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &json_schema())?;
    writeln!(out)?;
    Ok(())
}
