//! Loans that are up for renewal (METHOD.md §5, step 7).

use crate::household::HouseholdMonth;
use crate::household::OfLoans;
use crate::loan::{Contract, LoanBeside, Rank, Repayment, Rollover, Tightening};
use crate::outcome::{Event, Notes};
use crate::random::Purpose;

/// How a household stands when loans are up for renewal.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Whether it neither walks nor is in default.
    pub keeps_its_loans: bool,
    /// Whether loans on the home are accelerated.
    pub is_accelerated: bool,
    /// Whether the main loan is in a holiday.
    pub has_holiday: bool,
    /// How much lenders have drawn back.
    pub tightening: Tightening,
}

/// What the renewals of a month come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Renewals {
    /// What those that are renewed cost.
    pub costs: OfLoans<f64>,
    /// Whether one was not renewed: it ends with the month.
    pub is_refused: bool,
}

/// The renewal that `month` brings of a loan, and its number; none from its last month on.
fn renewal(repayment: &Repayment, contract: &Contract, month: u32) -> Option<(Rollover, u32)> {
    let terms = repayment.rollover?;
    let is_before_the_end = month < contract.last_month(repayment) && contract.lent > 0.0;
    let ordinal = terms.ordinal(month).filter(|_| is_before_the_end)?;
    Some((terms, ordinal))
}

/// The same of each loan of a household, the main one first.
fn renewals(household: &HouseholdMonth<'_, impl Notes>) -> OfLoans<Option<(Rollover, u32)>> {
    let (position, month) = (&*household.position, household.clock.month);
    let mut found = OfLoans::default();
    found[0] = renewal(household.repayment, &position.contract, month);
    for (found, (loan, terms)) in found[1..].iter_mut().zip(position.others.iter().zip(household.beside)) {
        *found = renewal(&terms.repayment, &loan.contract, month);
    }
    found
}

/// Whether any loan of a household is ever up for renewal.
fn may_renew(household: &HouseholdMonth<'_, impl Notes>) -> bool {
    household.repayment.rollover.is_some() || household.beside.iter().any(|loan| loan.repayment.rollover.is_some())
}

/// Whether the month brings a renewal of any loan.
pub fn brings_renewal(household: &HouseholdMonth<'_, impl Notes>) -> bool {
    may_renew(household) && renewals(household).iter().any(Option::is_some)
}

/// Equations (232) and (325), before anything falls due in the month: each loan that is up for renewal is renewed at a cost, or ends with the
/// month, so that all of it falls due.
#[inline]
pub fn renew(household: &mut HouseholdMonth<'_, impl Notes>, standing: impl FnOnce() -> Standing) -> Renewals {
    if may_renew(household) { renew_each(household, standing()) } else { Renewals::default() }
}

#[inline(never)]
fn renew_each(household: &mut HouseholdMonth<'_, impl Notes>, standing: Standing) -> Renewals {
    let mut found = Renewals::default();
    let up = renewals(household);
    if up.iter().all(Option::is_none) {
        return found;
    }
    let (month, home) = (household.clock.month, household.clock.home);
    let is_overdue = household.position.days_past_due(month) > 0;
    let log_ltv = household.position.log_debt(home.price) - home.log_value();
    for (loan, (terms, ordinal)) in up.into_iter().enumerate().filter_map(|(loan, up)| Some((loan, up?))) {
        let is_secured = rank(loan, household.beside).is_secured();
        if is_secured && standing.is_accelerated || loan == 0 && standing.has_holiday {
            continue;
        }
        let is_renewed = standing.keeps_its_loans
            && !is_overdue
            && (!is_secured || terms.allows(log_ltv, &standing.tightening))
            && household.draws.uniform(Purpose::Rollover, loan as u8, ordinal as u16)
                < terms.probability * standing.tightening.factor;
        let is_main = loan == 0;
        household.event(match (is_renewed, is_main) {
            (true, true) => Event::Renewed,
            (true, false) => Event::OtherRenewed,
            (false, true) => Event::NotRenewed,
            (false, false) => Event::OtherNotRenewed,
        });
        let (repayment, contract) = match loan.checked_sub(1) {
            None => (household.repayment, &mut household.position.contract),
            Some(other) => (&household.beside[other].repayment, &mut household.position.others[other].contract),
        };
        if is_renewed {
            found.costs[loan] = terms.cost(contract.balance);
        } else {
            contract.end_with(repayment, month);
            found.is_refused = true;
        }
    }
    found
}

fn rank(loan: usize, beside: &[LoanBeside]) -> Rank {
    loan.checked_sub(1).map_or(Rank::MAIN, |other| beside[other].rank)
}
