//! Which assumption matters: what estimates become where keys of a config have other values, and how far they may lie
//! apart where several are in doubt at once.

mod assumptions;
mod effects;
mod one_at_a_time;
mod screen;
mod screen_tables;

pub use assumptions::{Assumptions, LeftOut, assumptions, says_assumption};
pub use effects::{
    AT_BASE, AT_VALUE, BASE_VALUE, CHANGE, DIRECTION, DOWN, EFFECTS, ELASTICITY, KEY, UP, VALUE, WHY_EMPTY, effects,
};
pub use one_at_a_time::{Direction, Moved, OneAtATime, one_at_a_time};
pub use screen::{Evaluated, Matrix, Screen};
pub use screen_tables::{
    AS_WRITTEN, BAND, BAND_05, BAND_50, BAND_95, DESIGN, FIRST_ORDER, INDICES, MEAN, MONTE_CARLO, NOISE, POINTS,
    SPREAD, TOTAL, band, design, indices,
};
