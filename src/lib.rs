//! underwater: Monte Carlo simulation of households who borrowed to buy a home, from the down payment to the last
//! garnished instalment.

pub mod aggregate;
pub mod cli;
pub mod config;
pub mod distress;
pub mod engine;
pub mod foreclosure;
pub mod household;
pub mod kernel;
pub mod loan;
pub mod outcome;
pub mod random;
pub mod report;
pub mod stats;
pub mod study;
pub mod world;
