//! A pilot of prices that answer to sales, before a run: how many more forced sales a small fall of prices makes, equation (273).

use crate::kernel::{Answer, Block, InStep, InstructionSet, Simulation, Sink};
use crate::outcome::NoRecord;
use crate::outcome::label::CellLabel;
use crate::study::{Cell, Study};

/// Fall of the log of the index from month 1 on.
pub const FALL: f64 = 0.01;
/// Household-months of the pilot, about.
const WORK: u64 = 30_000_000;
/// Most households of a world: sales a household do not hang on how many there are, while prices do not answer.
const MOST_HOUSEHOLDS: u64 = 500;
/// Most worlds.
const MOST_WORLDS: u64 = 256;

/// A world of a cell in the pilot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PilotWorld {
    /// Households that bought.
    pub mortgages: i64,
    /// Forced sales to the horizon that the fall has made.
    pub extra_sales: i64,
}

/// Forced sales of the first worlds of a study, prices answering to nothing, with a lasting fall of [`FALL`] less without, in the
/// same worlds: by cell, of cells whose prices would answer, its number and its worlds.
pub fn pilot(study: &Study) -> Vec<(usize, Vec<PilotWorld>)> {
    let answers = |cell: &Cell| cell.feedback.is_some_and(|terms| terms.moves_prices());
    let answering: Vec<usize> = (0..study.cells.len()).filter(|cell| answers(&study.cells[*cell])).collect();
    let mut few = study.clone();
    // Cells that differ in how prices would answer are one.
    let plain = |cell: &usize| {
        let of_study = &study.cells[*cell];
        let price =
            study.world_models.price.iter().position(|price| *price == study.world_models.price[of_study.price]);
        Cell { feedback: None, label: CellLabel::default(), price: price.unwrap_or(of_study.price), ..of_study.clone() }
    };
    few.cells.clear();
    let mut place = Vec::new();
    for cell in answering.iter().map(plain) {
        place.push(few.cells.iter().position(|known| *known == cell).unwrap_or(few.cells.len()));
        if place.last() == Some(&few.cells.len()) {
            few.cells.push(cell);
        }
    }
    few.households = few.households.min(MOST_HOUSEHOLDS);
    let of_world = few.households * u64::from(few.horizon_months) * few.cells.len() as u64;
    let worlds = (WORK / 2 / of_world.max(1)).clamp(1, MOST_WORLDS).min(u64::from(few.worlds));
    few.worlds = worlds as u32;
    few.sampling = None;
    let simulation = Simulation::new(&few, InstructionSet::best());
    let (mut block, mut sink) = (Block::that_only_counts(), Sink::new(&few));
    let mut found: Vec<Vec<PilotWorld>> = vec![Vec::new(); few.cells.len()];
    for world in 0..few.worlds {
        for worlds in &mut found {
            worlds.push(PilotWorld::default());
        }
        for (fall, sign) in [(0.0, -1), (FALL, 1)] {
            let answer = |end: InStep| {
                if let Some(of_world) = found[end.cell].last_mut() {
                    of_world.mortgages = i64::from(end.households);
                    of_world.extra_sales += sign * i64::from(end.happened.forced_sales);
                }
                Answer::of_prices(-fall)
            };
            sink.begin(world..=world);
            simulation.run_in_step(world, &mut block, &mut sink, &mut NoRecord, answer);
            sink.take_losses().for_each(drop);
        }
    }
    answering.into_iter().zip(place).map(|(cell, place)| (cell, found[place].clone())).collect()
}
