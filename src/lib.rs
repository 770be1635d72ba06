//! underwater: Monte Carlo simulation of households who borrowed to buy a home, from the down payment to the last
//! garnished instalment.
//!
//! Data goes one way. What stands below a line serves the room above it:
//!
//! ```text
//!  TOML, CSV            cells, checked            whole numbers by world         tables with errors
//!      │                      │                            │                             │
//!      ▼                      ▼                            ▼                             ▼
//!   config ───▶ study ───▶ engine ───▶ kernel ───▶ outcome ───▶ aggregate ───▶ report ───▶ files
//!                 │                       │                         │
//!                 └───────────┬───────────┘                       stats
//!          world, household, loan, distress, foreclosure
//!                             │
//!                          random
//! ```
//!
//! `answers` goes round: it varies a config, runs the study at many points, and makes tables of what it finds. `parts`
//! keeps what an engine has done of a run on disk. `cli` has a file for each command and puts these together. A study in some lines, smaller than its config says:
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//! use underwater::engine::{Engine, Silent};
//! use underwater::{aggregate, config, kernel::InstructionSet, study};
//!
//! let smaller = config::Overrides { worlds: Some(20), households: Some(50), ..Default::default() };
//! let loaded = config::load("configs/smoke.toml".as_ref(), &smaller)?;
//! let study = study::resolve(&loaded);
//! let (threads, cuts, interrupted) = (2, None, &AtomicBool::new(false)); // none of these moves a number
//! let instruction_set = InstructionSet::best();
//! let result = Engine { threads, instruction_set, cuts, progress: &Silent, interrupted }.run(&study, None)?;
//! let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
//! let summary = aggregate::summary(&result, &labels)?; // a row a cell: default_rate, default_rate_mcse, …
//! assert_eq!(summary.height(), study.cells.len());
//! assert!(summary.column("default_rate")?.f64()?.iter().all(|rate| rate.is_some_and(|rate| rate > 0.0)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod aggregate;
pub mod answers;
pub mod cli;
pub mod config;
pub mod distress;
pub mod engine;
pub mod foreclosure;
mod guarded;
pub mod household;
pub mod kernel;
pub mod loan;
pub mod measure;
pub mod outcome;
pub mod parts;
pub mod random;
pub mod report;
pub mod stats;
pub mod study;
pub mod tape;
pub mod told;
pub mod world;
