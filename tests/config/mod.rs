//! The config: what loads, what is refused and how the refusal reads.

mod buying_costs;
mod cells;
mod compared;
mod counterfactual;
mod distributions;
mod door;
mod effect;
mod faults;
mod feedback;
mod household;
mod insurance;
mod layers;
mod loan;
mod on_book;
mod points;
mod precision;
mod prepayment;
mod ranges;
mod refinancing;
mod robust;
mod sampling;
mod schema;
mod series;
pub mod support;
mod tranches;
mod ways_out;
