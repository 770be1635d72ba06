//! Prices that answer to sales of few households: a single sale moves them by much, equation (271).

use super::{Caution, in_cells};
use crate::study::{Cell, Study};
use crate::world::Feedback;

/// Largest move of the log of the index by a single sale that is no lump.
const LUMP: f64 = 0.005;

/// One caution for all cells in which a sale is a lump.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let of_sale = |cell: &Cell| cell.feedback.map(|terms| largest_move(study, cell, terms));
    let lumps: Vec<f64> = study.cells.iter().filter_map(of_sale).filter(|move_log| *move_log > LUMP).collect();
    let Some(largest) = lumps.iter().copied().reduce(|most, of_sale| if of_sale > most { of_sale } else { most })
    else {
        return Vec::new();
    };
    let (english, chinese) = in_cells(lumps.len(), &study.cells);
    let (percent, households) = (100.0 * largest, study.households);
    vec![Caution {
        key: "feedback.impact".into(),
        english: format!(
            "{english}one forced sale of {households} households a world moves the index by up to {percent:.2}%; more \
             households a world make it less of a lump"
        ),
        chinese: format!(
            "{chinese}每个世界 {households} 个家庭中一次被迫出售就使指数变动至多 {percent:.2}%；增加每个世界的家庭数可使变动更平滑"
        ),
    }]
}

/// By how much a sale moves the log of an index, in the smallest of a cell's markets.
fn largest_move(study: &Study, cell: &Cell, terms: Feedback) -> f64 {
    let regions = cell.regions.all();
    let in_regions: u64 = regions.iter().map(|region| region.loans as u64).sum();
    let elsewhere = study.households.saturating_sub(in_regions);
    let households = std::iter::once(elsewhere).chain(regions.iter().map(|region| region.loans as u64));
    let of_market = |(market, simulated): (usize, u64)| {
        let mortgages = terms.mortgages(simulated.min(u64::from(u32::MAX)) as u32, cell.market_share_frac(market));
        terms.impact() / terms.stock(mortgages)
    };
    let moves = households.enumerate().filter(|(_, simulated)| *simulated > 0).map(of_market);
    moves.fold(0.0, |most, of_sale| if of_sale > most { of_sale } else { most })
}
