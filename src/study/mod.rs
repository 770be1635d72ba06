//! A study that cannot be wrong: every number checked, every distinct world and household model once; and what its
//! author should think about.

mod cautions;
mod regions;
mod resolve;
mod row_cell;
mod world_models;

use std::sync::Arc;

pub use cautions::{Caution, cautions};
pub use regions::{CellRegion, Regions};
pub use resolve::resolve;

use crate::config::mirror::Counterfactual;
use crate::distress::Distress;
use crate::foreclosure::{Foreclosure, OffPlan, Recourse, RecourseParameters};
use crate::household::{
    Divorce, Household, Illness, KnownLoan, SecondEarner, SelfEmployment, Tenancy, Terms, Underwriting, Wages,
};
use crate::loan::contract_rate::held;
use crate::loan::insurance::PremiumKind;
use crate::loan::refinancing::NewRate;
use crate::loan::{Insurance, Loan, LoanBeside, MOST_BESIDE, Prepayment, Refinancing, Repayment};
use crate::outcome::label::CellLabel;
use crate::outcome::precision::Precision;
use crate::outcome::{ErrorUnits, Extras, LoanBook, TallyShape};
use crate::tape::{Row, Segments, Tape};
use crate::world::{Feedback, Indexation, PriceLevels, Sampling, WorldModels};

/// What is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Name, part of the results' path.
    pub name: String,
    /// Seed of all streams.
    pub seed: u64,
    /// Number of worlds.
    pub worlds: u32,
    /// Households a world.
    pub households: u64,
    /// Months in which new defaults are counted.
    pub horizon_months: u32,
    /// Months on which worlds run for cases in default.
    pub workout_tail_months: u32,
    /// Distinct world models.
    pub world_models: WorldModels,
    /// Distinct exogenous lives.
    pub lives: Vec<LifeParameters>,
    /// Cells in order.
    pub cells: Vec<Cell>,
    /// Existing loans, each a household of every world; `None`: households are drawn.
    pub tape: Option<Arc<Tape>>,
    /// How the tape is cut.
    pub segments: Option<Arc<Segments>>,
    /// Its loans where they are told one by one.
    pub loan_book: Option<Arc<LoanBook>>,
    /// Who of its households is out of work on the first day.
    pub first_day: FirstDay,
    /// Of so many worlds, the first, second lives of a tape's loans are simulated too; 0: of none.
    pub second_lives_worlds: u32,
    /// When a run knows enough and stops before its last world; `None`: it simulates all.
    pub precision: Option<Precision>,
    /// How worlds are drawn; `None`: each by itself.
    pub sampling: Option<Sampling>,
}

/// Shares of the households of a tape whose first earner is out of work in month 0, equation (241).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FirstDay {
    /// Of those not in arrears.
    pub out_of_work_frac: f64,
    /// Of those in arrears.
    pub arrears_out_of_work_frac: f64,
}

/// A household's exogenous life: its home's own walk, its earners in and out of work, what wages, health and tenants do.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeParameters {
    /// Which of the study's labour markets.
    pub labour: usize,
    /// Regions, where these have labour markets of their own.
    pub regions: Regions,
    /// Volatility of the home's own walk, a year.
    pub home_volatility_annual: f64,
    /// Share of the wage that stays when the job is lost.
    pub floor_income_frac: f64,
    /// Unemployment benefit as a share of the wage.
    pub benefit_frac: f64,
    /// Months of benefits from the month of the loss, afresh each spell.
    pub benefit_months: u32,
    /// Movement of wages.
    pub wages: Wages,
    /// How they follow consumer prices.
    pub wage_index: Indexation,
    /// Second earner.
    pub second_earner: Option<SecondEarner>,
    /// Earners who work for themselves.
    pub self_employment: Option<SelfEmployment>,
    /// Illness.
    pub illness: Option<Illness>,
    /// Tenants of a home that is let.
    pub tenancy: Option<Tenancy>,
    /// Nobody loses work, equation (106).
    pub keeps_work: bool,
}

impl LifeParameters {
    /// Whether wages move with time, scars apart.
    pub fn wages_move(&self) -> bool {
        self.wages.move_with_time() || self.wage_index.is_on()
    }

    /// Whether one earner's work is all that changes in a life, the value of the home apart.
    pub fn is_work_alone(&self) -> bool {
        self.second_earner.is_none() && self.illness.is_none() && self.tenancy.is_none() && !self.wages_move()
    }

    /// What becomes of a couple that parts; `None`: nobody does.
    pub fn divorce(&self) -> Option<&Divorce> {
        self.second_earner.as_ref().and_then(|second| second.divorce.as_ref())
    }

    /// Which of the study's labour markets the household of a row is in; `None`: it is drawn.
    pub fn labour_of(&self, row: Option<&Row>) -> usize {
        row.and_then(|row| self.regions.of_row(row)).map_or(self.labour, |region| region.labour)
    }

    /// The life of a household of its table, under the study's labour market `labour` and such consumer prices.
    pub fn of(household: &Household, labour: usize, levels: Option<&PriceLevels>) -> Self {
        let wages = household.wages.unwrap_or_default();
        Self {
            labour,
            regions: Regions::default(),
            home_volatility_annual: household.home_volatility_annual,
            floor_income_frac: household.floor_income_frac,
            benefit_frac: household.benefit_frac,
            benefit_months: household.benefit_months,
            wages,
            wage_index: Indexation::of(levels, wages.follow_inflation),
            second_earner: household.second_earner.clone(),
            self_employment: household.self_employment,
            illness: household.illness.clone(),
            tenancy: household.letting.as_ref().map(Tenancy::from),
            keeps_work: false,
        }
    }

    /// The same life had income never failed, equation (106): what is certain stays, growth of wages, who earns and the
    /// home's own walk.
    pub fn without_income_shocks(self) -> Self {
        let Wages { growth_annual, .. } = self.wages;
        Self {
            wages: Wages { growth_annual, ..Wages::default() },
            second_earner: self.second_earner.map(|second| SecondEarner { leave: None, divorce: None, ..second }),
            self_employment: None,
            illness: None,
            tenancy: self.tenancy.map(|tenancy| Tenancy { vacancy_hazard: 0.0, ..tenancy }),
            keeps_work: true,
            ..self
        }
    }
}

/// What of a cell follows consumer prices, wages apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indexed {
    /// Spending.
    pub spending: Indexation,
    /// Rents, received and paid.
    pub rents: Indexation,
    /// What collection leaves a household.
    pub allowance: Indexation,
}

impl Indexed {
    /// Of a cell's tables.
    pub fn of(household: &Household, recourse: &Recourse, levels: Option<&PriceLevels>) -> Self {
        let rents = household.letting.as_ref().and_then(|letting| letting.rents_follow_inflation);
        Self {
            spending: Indexation::of(levels, household.spending_follows_inflation),
            rents: Indexation::of(levels, rents),
            allowance: Indexation::of(levels, recourse.allowance_follows_inflation),
        }
    }
}

/// One combination of scenario and swept keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Scenario and swept keys.
    pub label: CellLabel,
    /// Which of the study's index models.
    pub price: usize,
    /// Regions with indices of their own, where loans of a tape meet these.
    pub regions: Regions,
    /// Which of the study's policy rates floating loans follow.
    pub policy_rate: Option<usize>,
    /// Which of the study's lives.
    pub life: usize,
    /// Households.
    pub household: Household,
    /// Whom the lender refuses.
    pub underwriting: Underwriting,
    /// Loan.
    pub loan: Loan,
    /// How it is repaid.
    pub repayment: Repayment,
    /// Loans beside it.
    pub beside: Vec<LoanBeside>,
    /// Homes bought off-plan.
    pub off_plan: OffPlan,
    /// Distress.
    pub distress: Distress,
    /// Foreclosure.
    pub foreclosure: Foreclosure,
    /// Recourse.
    pub recourse: RecourseParameters,
    /// Causes turned off.
    pub counterfactual: Counterfactual,
    /// Insurance of its loans.
    pub insurance: Option<Insurance>,
    /// Loans repaid before their time.
    pub prepayment: Option<Prepayment>,
    /// How they are replaced by others.
    pub refinancing: Option<Refinancing>,
    /// Which of the study's policy rates other lenders' rates follow.
    pub market_rate: Option<usize>,
    /// Consumer prices, where amounts are told in money of origination too.
    pub price_levels: Option<PriceLevels>,
    /// What follows them.
    pub indexed: Indexed,
    /// How its households act on each other; `None`: they do not. Otherwise its price index is no other cell's.
    pub feedback: Option<Feedback>,
    /// What a tape knows of a loan, while the cell is that of a row.
    pub known: Option<KnownLoan>,
}

impl Cell {
    /// Whether one of its loans is renewed from time to time.
    pub fn has_rollover(&self) -> bool {
        self.repayment.rollover.is_some() || self.beside.iter().any(|loan| loan.repayment.rollover.is_some())
    }

    /// The annual contract rate of `month`, a month in which it is set, where `policy_rate_annual` gives the policy rate of a
    /// model in a month, equations (20) and (107).
    pub fn rate_annual_in(&self, month: u32, policy_rate_annual: impl Fn(usize, usize) -> f64) -> f64 {
        self.rate_annual_of(&self.repayment, month, policy_rate_annual)
    }

    /// The same of one of its loans, which is repaid so.
    pub fn rate_annual_of(
        &self,
        repayment: &Repayment,
        month: u32,
        policy_rate_annual: impl Fn(usize, usize) -> f64,
    ) -> f64 {
        let policy_rate_annual =
            |month: u32| self.policy_rate.map_or(f64::NAN, |model| policy_rate_annual(model, month as usize));
        let rate_annual = repayment.rate.annual_in(month, policy_rate_annual);
        if self.counterfactual.rate_rises {
            rate_annual
        } else {
            held(rate_annual, repayment.rate.annual_in(1, policy_rate_annual))
        }
    }

    /// The same of a loan that may have replaced another, equation (211).
    pub fn contract_rate_annual_in(
        &self,
        refinanced: Option<NewRate>,
        month: u32,
        policy_rate_annual: impl Fn(usize, usize) -> f64,
    ) -> f64 {
        let Some(new) = refinanced else { return self.rate_annual_in(month, policy_rate_annual) };
        let of_market =
            |month: u32| self.market_rate.map_or(f64::NAN, |model| policy_rate_annual(model, month as usize));
        let rate_annual = self.repayment.rate.refinanced_annual_in(month, new, of_market);
        if self.counterfactual.rate_rises {
            rate_annual
        } else {
            held(rate_annual, self.rate_unheld_annual_in(1, &policy_rate_annual))
        }
    }

    /// The annual contract rate of the main loan whether rates rise or not.
    pub fn rate_unheld_annual_in(&self, month: u32, policy_rate_annual: impl Fn(usize, usize) -> f64) -> f64 {
        let policy_rate_annual =
            |month: u32| self.policy_rate.map_or(f64::NAN, |model| policy_rate_annual(model, month as usize));
        self.repayment.rate.annual_in(month, policy_rate_annual)
    }

    /// How each of its loans is repaid, the main one first.
    pub fn repayments(&self) -> impl Iterator<Item = &Repayment> {
        std::iter::once(&self.repayment).chain(self.beside.iter().map(|loan| &loan.repayment))
    }

    /// Whether households pay a premium each year.
    pub fn has_yearly_premium(&self) -> bool {
        self.insurance.is_some_and(|it| it.premium == PremiumKind::Yearly && it.premium_frac > 0.0)
    }

    /// Whether a yearly premium is due in a month.
    pub fn is_premium_due_yearly(&self, month: u32) -> bool {
        let month = month + self.loan.months_on_book();
        self.insurance.is_some_and(|it| it.is_due_yearly(month, self.loan.term_months))
    }

    /// What a household buys on when the first instalments of a loan of 1 are so much, on the main loan and on each beside it.
    pub fn terms(&self, unit_first_instalment: f64, beside: [f64; MOST_BESIDE]) -> Terms<'_> {
        Terms {
            loan: &self.loan,
            unit_first_instalment,
            beside: &self.beside,
            unit_first_instalments_beside: beside,
            underwriting: &self.underwriting,
            insurance: self.insurance.as_ref(),
            walk_away_threshold: self.distress.walk_away_threshold.as_ref(),
            investor_walk_away_threshold: self.distress.investor_walk_away_threshold.as_ref(),
            known: self.known,
        }
    }
}

impl Study {
    /// Last month of the workout tail.
    pub fn last_workout_month(&self) -> u32 {
        self.horizon_months + self.workout_tail_months
    }

    /// Last month in which anything can be collected.
    pub fn last_month(&self) -> u32 {
        let collection = self.cells.iter().map(|cell| cell.recourse.collection_months()).max().unwrap_or(0);
        self.last_workout_month() + collection
    }

    /// What of its worlds is independent of each other, and how often each counts.
    pub fn error_units(&self) -> ErrorUnits {
        ErrorUnits::of(self.sampling.is_some(), self.sampling.and_then(|sampling| sampling.bad_worlds_one_in))
    }

    /// Whether any cell can refuse a household.
    pub fn can_refuse(&self) -> bool {
        let refuses = |cell: &Cell| {
            let has_limits = cell.insurance.is_some_and(|insurance| insurance.has_limits());
            has_limits || cell.household.can_refuse(&cell.underwriting)
        };
        self.cells.iter().any(refuses)
    }

    /// Whether households act on each other in any cell: worlds are then taken whole.
    pub fn has_feedback(&self) -> bool {
        self.cells.iter().any(|cell| cell.feedback.is_some())
    }

    /// How much a run counts of everything.
    pub fn tally_shape(&self) -> TallyShape {
        TallyShape {
            cells: self.cells.len(),
            horizon_months: self.horizon_months as usize,
            last_workout_month: self.last_workout_month() as usize,
            price_models: self.world_models.price.len(),
            can_refuse: self.can_refuse(),
            extras: self.extras(),
        }
    }

    /// What else only some studies tell.
    pub fn extras(&self) -> Extras {
        Extras {
            real_amounts: self.cells.iter().any(|cell| cell.price_levels.is_some()),
            insurance: self.cells.iter().any(|cell| cell.insurance.is_some()),
            feedback: self.has_feedback(),
            exits: self.cells.iter().any(|cell| cell.prepayment.is_some() || cell.refinancing.is_some()),
            loans: match self.cells.iter().map(|cell| cell.beside.len()).max() {
                Some(beside) if beside > 0 => 1 + beside,
                _ => 0,
            },
            segments: self.segments.as_ref().map_or(0, |segments| segments.names().len()),
            second_lives: self.second_lives_worlds > 0,
            loans_told: self.loan_book.as_ref().map_or(0, |book| book.rows.len()),
            stage_moves: self.probation_months().is_some(),
        }
    }

    /// Months for which a cured default stays in stage 3, where loans are followed along their paths.
    pub fn probation_months(&self) -> Option<u32> {
        self.loan_book.as_ref()?.terms.probation_months
    }

    /// Number of paths, cells apart.
    pub fn paths(&self) -> u64 {
        u64::from(self.worlds) * self.households
    }
}
