//! A month of a cell: what its households have in common, and the columns of what they have not.

use std::cell::OnceCell;
use std::ops::Deref;

use super::cell_constants::CellConstants;
use super::life::HouseholdLife;
use super::paths::PathLanes;
use super::purchases::Bought;
use crate::foreclosure::{Insured, Law};
use crate::household::home_value::{HomeLevel, level};
use crate::household::refinancing::NewLoan;
use crate::household::wages::yearly_growth;
use crate::household::{Clock, Divorce, LeavingMonth, LeavingThresholds, Origination, OutgoMonth};
use crate::loan::refinancing::NewRate;
use crate::loan::{Prepayment, Refinancing, Tightening, to_grain};
use crate::random::{Draws, Purpose, Streams};
use crate::study::{Cell, Study};
use crate::world::{Answer, WorldPath};

/// The months of a cell.
#[derive(Clone, Copy)]
pub(super) struct CellMonths<'a> {
    pub study: &'a Study,
    pub cell: &'a Cell,
    pub constants: &'a CellConstants,
    pub streams: &'a Streams,
    pub paths: &'a PathLanes,
    pub worlds: &'a [WorldPath],
    /// The life of every lane's household.
    pub lives: &'a [HouseholdLife],
    /// Every household on the day of purchase.
    pub bought: &'a [Bought],
    /// Exposure to buyers at which each home is sold, once it is drawn.
    pub sale_thresholds: &'a [OnceCell<f64>],
    /// Exposures at which each loan is repaid before its time, once they are drawn.
    pub leaving_thresholds: &'a [OnceCell<LeavingThresholds>],
    /// What leaving depends on in the world under way, by month from 1, at the rate that most of its loans have; may be empty.
    pub leaving: &'a [LeavingMonth],
}

/// A month of a cell.
#[derive(Clone, Copy)]
pub(super) struct CellMonth<'a> {
    pub of_cell: &'a CellMonths<'a>,
    pub month: u32,
}

/// A household of a cell: what of it is the same in all of its months.
#[derive(Clone, Copy)]
pub(super) struct CellHousehold<'a> {
    pub origination: &'a Origination,
    pub draws: Draws<'a>,
    pub world: &'a WorldPath,
    pub life: &'a HouseholdLife,
    /// Log of its world's price index, month by month.
    log_index: &'a [f64],
    /// How its world's months answered, as far as they have.
    answers: &'a [Answer],
    /// Exposure to buyers at which its home is sold, once it is drawn.
    sale_threshold: &'a OnceCell<f64>,
    /// Exposures at which its loan is repaid before its time, likewise.
    leaving_thresholds: &'a OnceCell<LeavingThresholds>,
}

impl<'a> CellMonths<'a> {
    /// One of the months, any that lives have lived.
    pub fn month(&self, month: u32) -> CellMonth<'_> {
        CellMonth { of_cell: self, month }
    }

    /// One of the households.
    pub fn household(&self, lane: usize) -> CellHousehold<'a> {
        let world = &self.worlds[self.paths.local_world(lane)];
        CellHousehold {
            origination: &self.bought[lane].origination,
            draws: self.draws(lane),
            world,
            life: &self.lives[lane],
            log_index: &world.log_index[self.cell.price],
            answers: &world.answers[self.cell.price],
            sale_threshold: &self.sale_thresholds[lane],
            leaving_thresholds: &self.leaving_thresholds[lane],
        }
    }

    /// Equations (94) and (322): hazard of finding a buyer in a month of homes that are looked at by one of the study's indices.
    pub fn sale_hazard(&self, world: &WorldPath, price: usize, month: u32) -> f64 {
        let flat = self.constants.flat_sale_hazard;
        let of_trend = self.cell.distress.sale_hazard_at(flat, world.trend[price][month as usize]);
        of_trend * world.answer(price, month).sale_factor
    }

    /// The draws of a lane's household.
    pub fn draws(&self, lane: usize) -> Draws<'a> {
        Draws::new(self.streams, self.paths.who(lane))
    }
}

impl CellHousehold<'_> {
    /// Exposure to buyers at which its home is sold, −ln u.
    pub fn sale_threshold(&self) -> f64 {
        *self.sale_threshold.get_or_init(|| -libm::log(self.draws.uniform(Purpose::SaleThreshold, 0, 0)))
    }

    /// Exposure at which it asks for a new loan, for the first time or once more, −ln u.
    pub fn refinancing_threshold(&self, times: u32) -> f64 {
        -libm::log(self.draws.uniform(Purpose::Prepayment, 3, times as u16))
    }

    /// Exposures at which its loan is repaid before its time, −ln u.
    pub fn leaving_thresholds(&self) -> LeavingThresholds {
        *self.leaving_thresholds.get_or_init(|| {
            let exposure = |slot| -libm::log(self.draws.uniform(Purpose::Prepayment, slot, 0));
            let in_part = self.draws.uniform(Purpose::Prepayment, 2, 0);
            LeavingThresholds { prepayment: exposure(0), moving: exposure(1), in_part }
        })
    }
}

impl<'a> Deref for CellMonth<'a> {
    type Target = CellMonths<'a>;

    fn deref(&self) -> &CellMonths<'a> {
        self.of_cell
    }
}

impl<'a> CellMonth<'a> {
    /// The month of a household, and where its home stands.
    #[inline(always)]
    pub fn clock(&self, household: &CellHousehold<'_>) -> Clock {
        Clock {
            month: self.month,
            horizon: self.study.horizon_months,
            last_workout_month: self.study.last_workout_month(),
            home: self.home(household.origination.home_value, household.log_index, household.life),
        }
    }

    /// Where a home stands that was worth `price` in month 0, in a world with such a price index.
    #[inline(always)]
    pub fn home(&self, price: f64, log_index: &[f64], life: &HouseholdLife) -> HomeLevel {
        HomeLevel {
            price,
            level: level(log_index[self.month as usize], self.constants.walk_drift_monthly, self.month),
            walk: life.walk()[self.month as usize - 1],
            falls: self.cell.counterfactual.price_falls,
        }
    }

    /// Equation (321): the negative equity above which a household walks away in the month.
    pub fn walk_away_threshold(&self, household: &CellHousehold<'_>) -> f64 {
        let factor = household.answers.get(self.month as usize).map_or(1.0, |answer| answer.threshold_factor);
        household.origination.walk_away_threshold * factor
    }

    /// What outgo of a household depends on, at its wage.
    pub fn outgo(&self, household: &CellHousehold<'_>, wage: f64) -> OutgoMonth {
        let indexed = &self.cell.indexed;
        let spending_index = indexed.spending.factor(self.month);
        let has_parted = household.life.divorce().is_some_and(|divorce| divorce <= self.month);
        let kept = self.constants.spending_kept_frac.filter(|_| has_parted).unwrap_or(1.0);
        OutgoMonth {
            month: f64::from(self.month),
            growth: yearly_growth(self.cell.household.spending_growth_annual(), self.month) * spending_index * kept,
            illness: to_grain(wage * (household.life.extra_spending(self.month) * spending_index)),
            rents: indexed.rents.factor(self.month),
            premium_due: if self.cell.is_premium_due_yearly(self.month) { 1.0 } else { 0.0 },
            tenanted: if household.life.has_tenant(self.month) { 1.0 } else { 0.0 },
        }
    }

    /// What becomes of a couple that parts in the month; `None`: it does not.
    pub fn divorce(&self, household: &CellHousehold<'_>) -> Option<&'a Divorce> {
        let second = self.of_cell.cell.household.second_earner.as_ref();
        second.and_then(|second| second.divorce.as_ref()).filter(|_| household.life.divorce() == Some(self.month))
    }

    /// The law that a household meets.
    pub fn law(&self, household: &CellHousehold<'_>) -> Law<'a> {
        let cell = self.cell;
        let insured_frac = household.origination.cover.insured_frac;
        let insurance = cell.insurance.as_ref().filter(|_| insured_frac > 0.0);
        Law {
            foreclosure: &cell.foreclosure,
            recourse: &cell.recourse,
            auction_losses: cell.counterfactual.auction_losses,
            insured: insurance.map(|terms| Insured { terms, insured_frac }),
        }
    }

    /// Level of a world's price index.
    pub fn index(&self, world: &WorldPath) -> f64 {
        world.index[self.cell.price][self.month as usize]
    }

    /// What of the month leaving depends on, of loans at such a rate a month.
    pub fn leaving(&self, terms: &Prepayment, world: &WorldPath, rate_monthly: f64) -> LeavingMonth {
        let rate_annual = 12.0 * rate_monthly;
        if let Some(known) = self.leaving.get(self.month as usize - 1).filter(|known| known.rate_annual == rate_annual)
        {
            return *known;
        }
        let policy_rates = |model: usize| world.policy_rate_annual[model][self.month as usize - 1];
        let market = terms.market_rate(|| self.cell.market_rate.map_or(f64::NAN, policy_rates));
        let rates = (rate_annual, market);
        let of_month =
            LeavingMonth::of(terms, self.month, rates, self.trend(world), self.cell.distress.selling_cost_frac);
        LeavingMonth { moving_hazard: of_month.moving_hazard * self.answer(world).sale_factor, ..of_month }
    }

    /// Twelve-month log growth of the index.
    pub fn trend(&self, world: &WorldPath) -> f64 {
        world.trend[self.cell.price][self.month as usize]
    }

    /// How the month answers to those before it.
    pub fn answer(&self, world: &WorldPath) -> Answer {
        world.answer(self.cell.price, self.month)
    }

    /// How much lenders have drawn back in the month.
    pub fn tightening(&self, world: &WorldPath) -> Tightening {
        Tightening::of(self.answer(world).log_lending)
    }

    /// Hazard of finding a buyer in the month.
    pub fn sale_hazard(&self, world: &WorldPath) -> f64 {
        self.of_cell.sale_hazard(world, self.cell.price, self.month)
    }

    /// What the month's regime adds to the log odds of an auction round.
    pub fn auction_log_odds(&self, world: &WorldPath) -> f64 {
        self.study.world_models.auction_log_odds(self.cell.price, world, self.month as usize)
    }

    /// The annual contract rate of the month, a month in which it is set, of a loan that may have replaced another.
    pub fn rate_annual(&self, refinanced: Option<NewRate>, world: &WorldPath) -> f64 {
        let policy_rates = |model: usize, month: usize| world.policy_rate_annual[model][month];
        self.cell.contract_rate_annual_in(refinanced, self.month, policy_rates)
    }

    /// The loan that others grant in the month, equation (211).
    pub fn new_loan(&self, terms: &Refinancing, world: &WorldPath) -> NewLoan {
        let new = NewRate { reference_month: self.month - 1, spread_annual: terms.spread_in(self.month) };
        NewLoan { rate_annual: self.rate_annual(Some(new), world), terms: new, tightening: self.tightening(world) }
    }
}
