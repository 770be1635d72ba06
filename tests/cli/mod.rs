//! The command line, as its users meet it: the built program, its files, what it prints and how it ends.

mod cases;
mod check;
mod ends;
mod explain;
mod run;
mod same_bytes;
mod schedule;
mod schema;
mod support;
