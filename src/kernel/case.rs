//! A household out of rest: where it stands, what has happened to it, and what its months leave (METHOD.md §5, step 14).

use super::held_months::HeldMonths;
use super::purchases::Bought;
use super::standing::Standing;
use crate::distress::{FamilyHelpState, ForbearanceState, LettingState, MarginCallState, OtherHomesState, SaleState};
use crate::foreclosure::{Debtor, OffPlanState, Proceeding};
use crate::household::budget::Purse;
use crate::household::{LeavingState, Origination, Outgo, Position};
use crate::loan::Contract;
use crate::loan::to_grain;
use crate::loan::unit_schedule::UnitSchedule;
use crate::outcome::MonthCounter;

/// What has happened to a household: the sum of what each rule remembers of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CaseStates {
    /// Whether it chose to stop paying.
    pub is_walking: bool,
    /// What it asked its lender for.
    pub forbearance: ForbearanceState,
    /// The lender's call.
    pub margin_call: MarginCallState,
    /// How its home was shown to buyers.
    pub sale: SaleState,
    /// How near it is to repaying its loan before its time.
    pub leaving: LeavingState,
    /// What its family would still give.
    pub family_help: FamilyHelpState,
    /// Its other homes.
    pub other_homes: OtherHomesState,
    /// Whether it lets its home.
    pub letting: LettingState,
    /// Whether its home is to be delivered.
    pub off_plan: OffPlanState,
    /// Defaults so far, those after reinstatement included.
    pub defaults: u16,
    /// The foreclosure, from default until the household pays everything or the home is gone.
    pub proceeding: Option<Proceeding>,
    /// Month in which it was first reinstated after default.
    pub reinstated: Option<u32>,
    /// Month in which it was last reinstated.
    pub last_reinstated: Option<u32>,
    /// What is collected once the home is gone and debt is left.
    pub debtor: Option<Debtor>,
    /// Cash seized at settlement, currency units.
    pub seized: f64,
    /// Whether a loan was not renewed.
    pub is_refused: bool,
    /// Returns to nothing overdue before default.
    pub cures: u32,
    /// Spending and service of other debts no means were left for, currency units summed over months.
    pub unmet_spending: f64,
}

impl CaseStates {
    /// Whether the balance is accelerated.
    pub fn is_accelerated(&self) -> bool {
        self.proceeding.as_ref().is_some_and(Proceeding::is_accelerated)
    }

    /// Whether in `month` it neither walks nor is in default; a margin call that is overdue is one.
    pub fn keeps_its_loans(&self, month: u32) -> bool {
        !self.is_walking && self.proceeding.is_none() && !self.margin_call.is_overdue(month)
    }

    /// Whether nothing that was decided or agreed is still to come after `month`.
    fn is_settled(&self, month: u32) -> bool {
        let sells = self.other_homes.sold_in.is_some_and(|when| when > month);
        // A home let from next month on is let already: its rent is in its outgo.
        let lets = self.letting.let_from.is_some_and(|when| when > month + 1);
        // Of several loans one that ended before its time is not on the schedule that its household would rest on.
        let is_bound = self.is_refused
            || self.margin_call.deadline.is_some()
            || self.forbearance.holiday.is_some()
            || self.off_plan.rescission.is_some();
        !(self.is_walking || sells || lets || is_bound)
    }
}

/// A household out of rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Where it stands, while it is out of rest.
    pub position: Position,
    /// What leaves it before its mortgage.
    pub outgo: Outgo,
    /// What has happened to it.
    pub states: CaseStates,
    /// What its month ends leave.
    pub held: HeldMonths,
    /// State at the last month end.
    pub state: Option<MonthCounter>,
    /// The last month that it has lived.
    pub month: u32,
}

impl Case {
    /// As new, of a household with so many loans beside its main one that has never been out of rest; its memory is kept.
    pub fn open(&mut self, origination: &Origination, others: usize) {
        let Self { position, outgo, states, held, state, month } = self;
        position.renew(others);
        *outgo = Outgo::of(origination);
        *states = CaseStates {
            family_help: FamilyHelpState { help: origination.family_help },
            other_homes: OtherHomesState { homes: origination.other_homes, sold_in: None },
            ..CaseStates::default()
        };
        (*held, *state, *month) = (HeldMonths::default(), None, 0);
    }

    /// Where it has led, once it is over.
    pub fn standing(&self) -> Standing {
        let position = &self.position;
        Standing {
            month: self.month,
            recorded: self.month,
            purse: Purse { cash: position.cash, line: position.line },
            sale: self.states.sale,
            leaving: self.states.leaving,
            outgo: self.outgo,
            instalments_paid: position.instalments_paid,
            held: self.held,
        }
    }

    /// Whether `month` is one after that in which the home went: a debtor has no state any more.
    pub fn is_collected_in(&self, month: u32) -> bool {
        self.states.debtor.is_some_and(|debtor| debtor.closing.month < month)
    }

    /// Takes up a household from rest: where it stands, and its loan at the end of the month that it has lived last.
    pub fn take_up(&mut self, standing: &Standing, bought: &Bought, schedule: &UnitSchedule, collectable_wage: f64) {
        let (position, habits) = (&mut self.position, &bought.habits);
        let (unit_balance, of_month) = (schedule.balance(standing.month), schedule.month(standing.month));
        position.wage = bought.origination.wage;
        position.collectable_wage = collectable_wage;
        position.cash = standing.purse.cash;
        position.cash_minimum = habits.cash_minimum;
        position.cash_target = habits.cash_target;
        position.cut_below = habits.cut_below;
        position.line = standing.purse.line;
        position.credit_limit = habits.credit_limit;
        position.instalments_paid = standing.instalments_paid;
        position.contract = Contract {
            unit_balance,
            unit_fixed_part: of_month.fixed_part,
            balance: to_grain(bought.contract.lent * unit_balance),
            rate_monthly: of_month.rate_monthly,
            extension_months: position.contract.extension_months,
            refinanced: position.contract.refinanced,
            ..bought.contract
        };
        self.month = standing.month;
        self.states.sale = standing.sale;
        self.states.leaving = standing.leaving;
        self.held = standing.held;
    }
}

/// Whether a household may rest after `month`: nothing overdue, nothing decided that is still to come, no
/// default to account for.
pub fn is_over(position: &Position, states: &CaseStates, month: u32) -> bool {
    position.is_clear() && position.is_without_default() && states.is_settled(month)
}
