//! What a block takes, for whoever asks before a run.

use super::block::Simulation;
use super::life::HouseholdLife;
use super::purchases::{Bought, Purchases};
use super::row_cell::RowCells;
use super::views::Views;
use crate::outcome::PathOutcome;
use crate::study::Study;

impl Simulation<'_> {
    /// Bytes of working memory of a block of so many lanes touching so many worlds, for `check`.
    pub fn block_bytes(study: &Study, lanes: usize, worlds: usize) -> u64 {
        let months = study.horizon_months as usize;
        let world = study.last_month() as usize
            * 8
            * (3 * study.world_models.price.len()
                + 5 * study.world_models.labour.len()
                + study.world_models.policy_rate.len());
        let life = |life| HouseholdLife::bytes(life, study.horizon_months);
        let lives = study.lives.iter().map(life).sum::<usize>() + Views::of(study).count() * 4 * months;
        let rows = if study.tape.is_some() { study.cells.len() * RowCells::lane_bytes(months) } else { 0 };
        let purchases = Purchases::of(study).count() * size_of::<Bought>();
        (lanes * (study.cells.len() * size_of::<PathOutcome>() + purchases + lives + rows) + worlds * world) as u64
    }
}
