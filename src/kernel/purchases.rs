//! The day of purchase, once for all cells that have it alike: what a household brings once for every table of means, what it
//! buys once for every table of terms.

use std::ops::Range;

use super::paths::PathLanes;
use super::rest::Habits;
use crate::household::{Household, Means, Origination, OriginationDraws};
use crate::loan::{Contract, MOST_BESIDE, to_grain};
use crate::random::Streams;
use crate::study::{Cell, Study};
use crate::world::WorldPath;

/// A way of buying: of a cell, which stands for all that have it.
#[derive(Clone, Copy, Debug)]
struct Purchase {
    cell: usize,
    /// Place of its means.
    means: usize,
}

/// Which purchases there are, and which one a cell has.
#[derive(Clone, Debug)]
pub struct Purchases {
    /// Cells of which each stands for those whose households bring the same.
    means: Vec<usize>,
    all: Vec<Purchase>,
    of_cell: Vec<usize>,
}

impl Purchases {
    /// The purchases of a study's cells.
    pub fn of(study: &Study) -> Self {
        let mut purchases = Self { means: Vec::new(), all: Vec::new(), of_cell: Vec::new() };
        for (number, cell) in study.cells.iter().enumerate() {
            let alike = |known: &Purchase| buys_alike(&study.cells[known.cell], cell, study.tape.is_some());
            let known = purchases.all.iter().position(alike);
            let place = known.unwrap_or_else(|| {
                let means = &mut purchases.means;
                let brings = |known: &usize| study.cells[*known].household.brings_the_same(&cell.household);
                let of_means = means.iter().position(brings).unwrap_or_else(|| {
                    means.push(number);
                    means.len() - 1
                });
                purchases.all.push(Purchase { cell: number, means: of_means });
                purchases.all.len() - 1
            });
            purchases.of_cell.push(place);
        }
        purchases
    }

    /// Number of distinct purchases.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The cell that stands for those of a purchase.
    pub fn cell(&self, purchase: usize) -> usize {
        self.all[purchase].cell
    }

    /// Place of a cell's purchase.
    pub fn of_cell(&self, cell: usize) -> usize {
        self.of_cell[cell]
    }
}

/// Whether the purchase reads the same of both cells; the loans of a tape are on book though their cells are not.
fn buys_alike(one: &Cell, other: &Cell, has_tape: bool) -> bool {
    one.household.buys_the_same(&other.household)
        && one.terms(0.0, [0.0; MOST_BESIDE]) == other.terms(0.0, [0.0; MOST_BESIDE])
        && one.policy_rate == other.policy_rate
        && (one.loan.on_book.is_none() && !has_tape
            || one.household.home_volatility_annual == other.household.home_volatility_annual)
        && one.recourse.collectable() == other.recourse.collectable()
}

/// A block's households on the day of purchase.
#[derive(Clone, Debug, Default)]
pub struct PurchaseLanes {
    /// By purchase.
    pub(super) lanes: Vec<OfPurchase>,
    /// Of one household.
    means: Vec<Brought>,
}

/// What a household brings.
#[derive(Clone, Copy, Debug)]
struct Brought {
    means: Means,
    /// Whether any of it was drawn: otherwise all households bring the same.
    is_drawn: bool,
}

impl Brought {
    fn by(household: &Household, draws: &mut OriginationDraws<'_>) -> Self {
        let (is_drawn, means) = draws.note_use(|draws| household.means(draws));
        Self { means, is_drawn }
    }
}

impl PurchaseLanes {
    /// Every household of the block makes some of the purchases; the others are nobody's.
    pub fn buy(
        &mut self,
        which: Range<usize>,
        purchases: &Purchases,
        study: &Study,
        streams: &Streams,
        paths: &PathLanes,
        worlds: &[WorldPath],
    ) {
        self.lanes.resize_with(purchases.count(), OfPurchase::default);
        // One purchase at a time is for many households: none keeps room for the others.
        for (purchase, lanes) in self.lanes.iter_mut().enumerate() {
            if which.contains(&purchase) {
                lanes.bought.clear();
                lanes.bought.reserve_exact(paths.count());
            } else {
                lanes.bought = Vec::new();
            }
        }
        if let Some(tape) = &study.tape {
            self.buy_rows(which, purchases, (study, tape), streams, paths, worlds);
            return;
        }
        for segment in &paths.segments {
            let rates = &worlds[segment.world].policy_rate_annual;
            for lane in segment.start..segment.end {
                let is_first = lane == segment.start;
                let mut draws = OriginationDraws::new(streams, paths.who(lane));
                let bring = |cell: &usize| Brought::by(&study.cells[*cell].household, &mut draws);
                if is_first {
                    self.means.clear();
                    self.means.extend(purchases.means.iter().map(bring));
                } else {
                    let drawn = self.means.iter_mut().zip(&purchases.means).filter(|(brought, _)| brought.is_drawn);
                    let mut bring = bring;
                    drawn.for_each(|(brought, cell)| *brought = bring(cell));
                }
                for (purchase, lanes) in purchases.all[which.clone()].iter().zip(&mut self.lanes[which.clone()]) {
                    if !is_first && !lanes.is_drawn {
                        continue;
                    }
                    let (cell, brought) = (&study.cells[purchase.cell], &self.means[purchase.means]);
                    let first_rates = FirstRates::of(cell, |model, month| rates[model][month]);
                    let buy = |draws: &mut _| lanes.buy(cell, first_rates, &brought.means, draws);
                    let (is_drawn, ()) = draws.note_use(buy);
                    lanes.is_drawn = is_drawn || brought.is_drawn;
                    if !lanes.is_drawn {
                        lanes.repeat(lane, segment.end);
                    }
                }
                if !self.lanes[which.clone()].iter().any(|lanes| lanes.is_drawn) {
                    break;
                }
            }
        }
    }

    /// Those of a purchase.
    pub fn of(&self, purchase: usize) -> &[Bought] {
        &self.lanes[purchase].bought
    }
}

/// A household on the day of one purchase.
#[derive(Clone, Copy, Debug)]
pub struct Bought {
    pub origination: Origination,
    /// How it handles its money from then on.
    pub habits: Habits,
    /// The loan as it is signed.
    pub contract: Contract,
    /// What of the wage could be collected, present value.
    pub collectable_wage: f64,
}

/// A block's households on the day of one purchase.
#[derive(Clone, Debug, Default)]
pub struct OfPurchase {
    /// Every household.
    pub bought: Vec<Bought>,
    /// What the rate of the last lane makes of one unit of money: powers are dear, and neighbours share their rate.
    unit: Option<(FirstRates, UnitAmounts)>,
    /// Whether anything was drawn for the last lane: otherwise all households of its world buy the same.
    is_drawn: bool,
}

impl OfPurchase {
    /// The households after `lane` and before `end` buy as that one did.
    fn repeat(&mut self, lane: usize, end: usize) {
        self.bought.extend(std::iter::repeat_n(self.bought[lane], end - lane - 1));
    }

    /// The next lane's loan is of other terms.
    pub(super) fn forget_unit(&mut self) {
        self.unit = None;
    }

    pub(super) fn buy(&mut self, cell: &Cell, rates: FirstRates, means: &Means, draws: &mut OriginationDraws<'_>) {
        let unit = match self.unit {
            Some((of, unit)) if of == rates => unit,
            _ => self.unit.insert((rates, UnitAmounts::at(cell, rates))).1,
        };
        let (household, rate_monthly) = (&cell.household, rates.main);
        let terms = cell.terms(unit.first_instalment, unit.first_instalments_beside);
        let origination = household.buy(means, terms, draws);
        self.bought.push(Bought {
            habits: Habits {
                cut_below: to_grain(household.discretionary_cut_below_months * origination.need),
                cash_minimum: to_grain(household.cash_minimum_months * origination.essential),
                cash_target: to_grain(household.buffer_target_months * origination.need),
                credit_limit: origination.credit_limit,
            },
            contract: Contract {
                unit_balance: unit.opening_balance,
                balance: to_grain(origination.loan * unit.opening_balance),
                ..Contract::new(origination.loan, origination.home_value, unit.fixed_part, rate_monthly)
            },
            collectable_wage: origination.wage * unit.wage_value,
            origination,
        });
    }
}

/// Contract rates of month 1, fractions a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FirstRates {
    main: f64,
    /// Of the loans beside it.
    beside: [f64; MOST_BESIDE],
}

impl FirstRates {
    pub fn of(cell: &Cell, policy_rate_annual: impl Fn(usize, usize) -> f64) -> Self {
        let mut rates = Self { main: cell.rate_annual_in(1, &policy_rate_annual) / 12.0, beside: [0.0; MOST_BESIDE] };
        for (rate, loan) in rates.beside.iter_mut().zip(&cell.beside) {
            *rate = cell.rate_annual_of(&loan.repayment, 1, &policy_rate_annual) / 12.0;
        }
        rates
    }
}

/// What rates make of one unit of money.
#[derive(Clone, Copy, Debug)]
struct UnitAmounts {
    /// Fixed part of the first instalment of a loan of 1.
    fixed_part: f64,
    /// First instalment of a main loan of 1.
    first_instalment: f64,
    /// The same of the loans beside it.
    first_instalments_beside: [f64; MOST_BESIDE],
    /// What of a loan of 1 is owed in month 0.
    opening_balance: f64,
    /// What of a wage of 1 could be collected, present value.
    wage_value: f64,
}

impl UnitAmounts {
    fn at(cell: &Cell, rates: FirstRates) -> Self {
        let (rate_monthly, mut first_instalments_beside) = (rates.main, [0.0; MOST_BESIDE]);
        for ((first, rate_monthly), loan) in first_instalments_beside.iter_mut().zip(rates.beside).zip(&cell.beside) {
            *first = loan.repayment.unit_first_instalment(rate_monthly);
        }
        Self {
            first_instalments_beside,
            fixed_part: cell.repayment.unit_first_fixed_part(rate_monthly),
            first_instalment: cell.repayment.unit_first_instalment(rate_monthly),
            opening_balance: cell.repayment.unit_opening_balance(rate_monthly),
            wage_value: cell.recourse.collectable().unit_wage_value(rate_monthly),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Overrides, load};
    use crate::study::resolve;

    /// Three scenarios of prices times seven down payments: households bring the same to all, and buy in seven ways.
    #[test]
    fn cells_share_what_they_have_alike() {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/china_leverage.toml");
        let study = resolve(&load(&config, &Overrides::default()).expect("a config of the repository"));
        let purchases = Purchases::of(&study);
        assert_eq!((study.cells.len(), purchases.count(), purchases.means.len()), (21, 7, 1));
        for (number, cell) in study.cells.iter().enumerate() {
            let shared = &study.cells[purchases.all[purchases.of_cell(number)].cell];
            assert_eq!((&cell.household, &cell.loan), (&shared.household, &shared.loan), "cell {number}");
        }
    }
}
