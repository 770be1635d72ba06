//! The command line, as its users meet it: the built program, its files, what it prints and how it ends.

mod browser;
mod cases;
mod cautions;
mod check;
mod checkpoint;
mod compare;
mod counterfactual;
mod deploy;
mod door;
mod ends;
mod explain;
mod export;
mod feedback;
mod figures;
mod household;
mod init;
mod keys;
mod latex;
mod list;
mod partial;
mod precision;
mod run;
mod same_bytes;
mod sampling;
mod schedule;
mod screen;
mod sensitivity;
mod shards;
mod shell;
#[cfg(target_os = "linux")]
mod size;
mod solve;
pub mod support;
#[cfg(target_os = "linux")]
mod survival;
mod tape;
mod terminal_language;
mod why;
