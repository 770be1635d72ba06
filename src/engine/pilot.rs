//! A pilot of households that act on each other, before a run: how much more of what they act by a small push makes, equations (273)
//! and (327).

use crate::kernel::{Answer, Block, InStep, InstructionSet, Simulation, Sink};
use crate::outcome::NoRecord;
use crate::outcome::label::CellLabel;
use crate::study::{Cell, Study};

/// Fall of the log of the index from month 1 on.
pub const FALL: f64 = 0.01;
/// Share of the households taken to have defaulted more, from month 1 on.
pub const MORE_DEFAULTED: f64 = 0.05;
/// Household-months of the pilot, about.
const WORK: u64 = 30_000_000;
/// Most households of a world: sales a household do not hang on how many there are, while nothing answers.
const MOST_HOUSEHOLDS: u64 = 500;
/// Most worlds.
const MOST_WORLDS: u64 = 256;

/// A way in which households act on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActsBy {
    /// Their forced sales on prices.
    Prices,
    /// Their defaults on walking away.
    Stigma,
    /// Their defaults on buyers and lenders.
    Credit,
}

/// A world of a cell in the pilot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PilotWorld {
    /// Households that bought.
    pub mortgages: i64,
    /// Forced sales, or first defaults, to the horizon that the push has made.
    pub extra: i64,
}

/// What a push has made in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pilot {
    /// Number of the cell.
    pub cell: usize,
    /// What was pushed.
    pub by: ActsBy,
    /// World by world.
    pub worlds: Vec<PilotWorld>,
}

impl ActsBy {
    const ALL: [Self; 3] = [Self::Prices, Self::Stigma, Self::Credit];

    /// Whether households of a cell act so.
    fn is_in(self, cell: &Cell) -> bool {
        cell.feedback.is_some_and(|terms| match self {
            Self::Prices => terms.moves_prices(),
            Self::Stigma => terms.eases_walking(),
            Self::Credit => terms.tightens_credit(),
        })
    }

    /// What they act by, of a month's end.
    fn count(self, end: InStep) -> i64 {
        i64::from(if self == Self::Prices { end.happened.forced_sales } else { end.happened.defaults })
    }

    /// How all months of a cell answer to the push.
    fn push(self, cell: &Cell) -> Answer {
        match (self, cell.feedback) {
            (Self::Prices, _) => Answer::of_prices(-FALL),
            (Self::Stigma, Some(terms)) => Answer::of_stigma(terms.stigma, MORE_DEFAULTED),
            (Self::Credit, Some(terms)) => Answer::of_credit(terms.credit, MORE_DEFAULTED),
            _ => Answer::NONE,
        }
    }
}

/// What happens in the first worlds of a study with a lasting push of each way in which households of a cell act on each other, less
/// what happens without, nothing answering otherwise.
pub fn pilot(study: &Study) -> Vec<Pilot> {
    let answering: Vec<usize> = (0..study.cells.len()).filter(|cell| study.cells[*cell].feedback.is_some()).collect();
    let mut few = study.clone();
    // Cells that differ in how prices would answer are one.
    let plain = |cell: &usize| {
        let of_study = &study.cells[*cell];
        let price =
            study.world_models.price.iter().position(|price| *price == study.world_models.price[of_study.price]);
        let feedback = of_study.feedback.and_then(|terms| terms.without_prices());
        Cell { feedback, label: CellLabel::default(), price: price.unwrap_or(of_study.price), ..of_study.clone() }
    };
    few.cells.clear();
    let mut place = Vec::new();
    for cell in answering.iter().map(plain) {
        place.push(few.cells.iter().position(|known| *known == cell).unwrap_or(few.cells.len()));
        if place.last() == Some(&few.cells.len()) {
            few.cells.push(cell);
        }
    }
    // Of a tape the first by their keys, which are its loans in no order.
    few.households = few.households.min(MOST_HOUSEHOLDS);
    (few.segments, few.loan_book, few.second_lives_worlds) = (None, None, 0);
    let ways: Vec<ActsBy> =
        ActsBy::ALL.into_iter().filter(|by| study.cells.iter().any(|cell| by.is_in(cell))).collect();
    let of_world = few.households * u64::from(few.horizon_months) * few.cells.len() as u64;
    let runs = 1 + ways.len() as u64;
    let worlds = (WORK / runs / of_world.max(1)).clamp(1, MOST_WORLDS).min(u64::from(few.worlds));
    few.worlds = worlds as u32;
    few.sampling = None;
    let simulation = Simulation::new(&few, InstructionSet::best());
    let (mut block, mut sink) = (Block::that_only_counts(), Sink::new(&few));
    // By way, then cell, then world.
    let mut found = vec![vec![vec![PilotWorld::default(); worlds as usize]; few.cells.len()]; ways.len()];
    for world in 0..few.worlds {
        for pushed in std::iter::once(None).chain((0..ways.len()).map(Some)) {
            let answer = |end: InStep| {
                for (way, of_cells) in found.iter_mut().enumerate() {
                    let of_world = &mut of_cells[end.cell][world as usize];
                    match pushed {
                        None => {
                            of_world.extra -= ways[way].count(end);
                            of_world.mortgages += if end.month == 0 { i64::from(end.households) } else { 0 };
                        }
                        Some(pushed) if pushed == way => of_world.extra += ways[way].count(end),
                        Some(_) => {}
                    }
                }
                pushed.map_or(Answer::NONE, |pushed| ways[pushed].push(&few.cells[end.cell]))
            };
            sink.begin(world..=world);
            simulation.run_in_step(world, &mut block, &mut sink, &mut NoRecord, answer);
            sink.take_losses().for_each(drop);
        }
    }
    let of_cell = |(cell, place): (&usize, &usize)| {
        let ways = ways.iter().zip(&found).filter(|(by, _)| by.is_in(&study.cells[*cell]));
        let told = ways.map(|(by, found)| Pilot { cell: *cell, by: *by, worlds: found[*place].clone() });
        told.collect::<Vec<_>>()
    };
    answering.iter().zip(&place).flat_map(of_cell).collect()
}
