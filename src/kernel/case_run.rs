//! A household out of rest from month to month: through trouble, and through collection once its home is gone.

use super::case::Case;
use super::cell_month::{CellHousehold, CellMonth};
use super::collection;
use super::trouble::{self, Fate};
use crate::outcome::Notes;

/// Moves a household from the month after the last that it has lived to the end of `until`; it stops earlier when the household
/// may rest or its path ends. A case may be left at any month's end and be gone on with later: it lives the same
/// months. `of_month` gives a month of its cell; `after` is told of each month, what it brought and how it left the household.
pub(super) fn go<'a, N: Notes + Default>(
    case: &mut Case,
    of_household: &CellHousehold<'a>,
    until: u32,
    of_month: impl Fn(u32) -> CellMonth<'a>,
    mut after: impl FnMut(&mut Case, &CellMonth<'a>, N, &Fate),
) -> Fate {
    loop {
        case.month += 1;
        let of_cell = of_month(case.month);
        let mut notes = N::default();
        let fate = if case.states.debtor.is_some() {
            collection::month(case, of_household, &of_cell, &mut notes)
        } else {
            trouble::month(case, of_household, &of_cell, &mut notes)
        };
        after(case, &of_cell, notes, &fate);
        let goes_on = matches!(fate, Fate::Troubled | Fate::Debtor);
        if !goes_on || case.month >= until {
            return fate;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Overrides, load};
    use crate::kernel::cell_world::CellSegment;
    use crate::kernel::resting::RestingHousehold;
    use crate::kernel::standing::Standing;
    use crate::kernel::{Block, InstructionSet, PathRange, Simulation, Sink};
    use crate::outcome::{MonthRecord, NoRecord};
    use crate::study::resolve;

    /// Every way out and every step of the law, in a history of falling prices.
    #[test]
    fn a_case_gone_on_with_lives_the_same_months() {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/ways_out.toml");
        let study = resolve(&load(&config, &Overrides::default()).expect("a config of the repository"));
        let simulation = Simulation::new(&study, InstructionSet::best());
        let (mut block, mut sink) = (Block::default(), Sink::new(&study));
        sink.begin(0..=0);
        block.take_up(&simulation, PathRange { first: 0, count: 60 });
        block.originate(&simulation, &mut sink);
        let (mut ended, mut debtors) = (0, 0);
        for cell in 0..study.cells.len() {
            let of = CellSegment { cell, segment: 0 };
            block.drive(&simulation, of, &mut sink, &mut NoRecord, |_, of_world, values| {
                let months = of_world.months;
                for lane in (0..60).filter(|lane| !months.bought[*lane].origination.is_refused()) {
                    let household = RestingHousehold::of(of_world, lane, values.of(lane));
                    let bought = household.bought;
                    let begun = || {
                        let mut case = Case::default();
                        case.open(&bought.origination, 0);
                        let standing = Standing::new(&bought.origination, household.outgo());
                        case.take_up(&standing, bought, household.schedule, bought.collectable_wage);
                        case
                    };
                    let lived = |cuts: &[u32]| {
                        let (mut case, mut told) = (begun(), Vec::<MonthRecord>::new());
                        let mut fate = Fate::Troubled;
                        for until in cuts {
                            while case.month < *until && !matches!(fate, Fate::Closed(_)) {
                                let of_month = |month| months.month(month);
                                let note = |_: &mut Case, _: &CellMonth<'_>, month, _: &Fate| told.push(month);
                                fate = go(&mut case, &months.household(lane), *until, of_month, note);
                            }
                        }
                        (case, told, fate)
                    };
                    let horizon = study.horizon_months;
                    let (at_once, in_steps) = (lived(&[horizon]), lived(&[1, 2, 30, 31, 77, horizon]));
                    assert!(at_once == in_steps, "cell {cell}, household {lane}");
                    ended += usize::from(matches!(at_once.2, Fate::Closed(_)));
                    debtors += usize::from(at_once.0.states.debtor.is_some());
                }
            });
        }
        assert!(ended > 20 && debtors > 5, "{ended} ended, {debtors} debtors");
    }
}
