//! The outcome of a path, from its rows.

use super::lenders::Loan;
use super::money::Money;
use super::outcome::{FinalState, LedgerRow, Outcome};
use super::path::Path;
use super::rate::on_book;

pub fn summary(path: &Path) -> Outcome {
    let horizon = path.config.whole("study.horizon_months");
    let household = &path.household;
    let rows = &path.rows;
    let last = rows.iter().find(|row| row.closing).unwrap();
    let before_collection = || rows.iter().filter(|row| !row.collecting);
    let held_in_horizon = || before_collection().filter(|row| row.held && row.month <= horizon);
    let sum = |flow: fn(&LedgerRow) -> Money| -> Money { rows.iter().map(flow).sum() };

    let mut outcome = Outcome::nothing(path.final_state);
    outcome.home_price = household.price.units();
    outcome.loan = household.loan.units();
    outcome.opening_balance = (household.loan - household.repaid_before).units();
    outcome.income_monthly = household.wage.units();
    outcome.opening_cash = household.opening_cash.units();
    outcome.reinstated = path.reinstated;
    outcome.cures = path.cures;
    outcome.forbearances = rows.iter().filter(|row| row.forborne).count();
    outcome.margin_paid = sum(|row| row.margin_paid).units();

    // Month-end records.
    outcome.worst_days_past_due = before_collection().map(|row| row.days_past_due).max().unwrap();
    outcome.months_under_water = held_in_horizon().filter(|row| row.log_ltv > 0).count();
    outcome.ever_under_water = outcome.months_under_water > 0;
    outcome.deepest_equity_frac =
        held_in_horizon().map(|row| row.log_ltv).max().map(|highest| 1.0 - (highest as f64 / 16_777_216.0).exp());
    let of_schedule =
        |row: &LedgerRow| row.unit_balance.map_or(row.debt_of_main.units(), |unit| household.loan.units() * unit);
    outcome.balance_months = held_in_horizon().map(of_schedule).sum();
    let at_90_days = held_in_horizon().filter(|row| row.days_past_due >= 90);
    outcome.balance_90_months = at_90_days.map(|row| row.debt_of_main).sum::<Money>().units();
    outcome.lowest_cash = before_collection().map(|row| row.cash_before_ways_out).min().unwrap().units();
    outcome.unmet_spending = sum(|row| row.unmet).units();

    // How the home went.
    let settled =
        matches!(path.final_state, FinalState::Auctioned | FinalState::TakenByLender | FinalState::Unresolved);
    let rescinded = path.final_state == FinalState::Rescinded;
    if rescinded {
        outcome.settlement_month = Some(last.month);
    }
    let sold = matches!(path.final_state, FinalState::Sold | FinalState::SoldAfterDefault | FinalState::Moved);
    if sold {
        outcome.sale_month = Some(last.month);
    }
    if settled {
        outcome.settlement_month = Some(last.month);
        outcome.auction_round = Some(path.closing.as_ref().unwrap().round);
        outcome.auction_price = Some(last.auction_price.units());
        outcome.auction_discount_frac = Some(1.0 - last.auction_price.units() / last.worth.units());
        outcome.deficiency = Some(last.deficiency.units());
    }
    if path.first_default.is_some() {
        let given_up = matches!(
            path.final_state,
            FinalState::SoldAfterDefault | FinalState::Auctioned | FinalState::TakenByLender | FinalState::Rescinded
        );
        outcome.resolution_month = path.reinstated_month.or(given_up.then_some(last.month));
    }
    outcome.seized = sum(|row| row.seized).units();
    outcome.garnished = sum(|row| row.garnished).units();
    outcome.residual_debt = path.residual_debt.units();

    // Lenders.
    let advanced: Vec<(usize, Money)> = rows.iter().map(|row| (row.month, row.costs_advanced)).collect();
    let lender = |(j, loan): (usize, &Loan)| loan.lender(if j == 0 { &advanced } else { &[] });
    outcome.lenders = path.loans.iter().enumerate().map(lender).collect();
    if let Some(default) = &path.first_default {
        let main = &path.loans[0];
        let recorded = main.recorded.unwrap();
        // (89)
        if let Some(month) = path.write_off_month {
            outcome.recovery_to_write_off_pv = Some(main.recovery(&recorded, month));
            outcome.write_off_month = Some(month);
        }
        outcome.default_month = Some(default.month);
        outcome.default_trigger = Some(default.trigger);
        outcome.equity_at_default_frac = Some(default.equity_frac);
        let lender = &outcome.lenders[0];
        outcome.ead = lender.ead;
        outcome.recovery_pv = lender.recovery_pv;
        outcome.lender_costs_pv = lender.lender_costs_pv;
        outcome.lgd = lender.lgd;
        outcome.lender_loss_pv = lender.loss_pv;
    }

    // The household.
    // Interest that became balance is no principal of the loan that bought the home.
    let beside = sum(|row| row.margin_paid) + sum(|row| row.prepaid_in_part);
    let principal = household.repaid_before + sum(|row| row.paid_principal) + beside
        - sum(|row| row.cash_out)
        - sum(|row| row.capitalised_interest);
    let own_pocket = principal
        + sum(|row| row.partial_fee + row.refinancing_cost)
        + sum(|row| row.paid_penalty)
        + sum(|row| row.costs_paid);
    let home_at_the_end = if sold {
        last.sale_proceeds - last.sale_paid - last.unsecured_left - last.prepayment_fee
    } else if path.final_state == FinalState::Prepaid {
        last.worth - last.raised
    } else if settled || rescinded {
        last.household_surplus
    } else {
        last.worth - last.debt - last.costs_owed
    };
    let household_loss = household.down_payment_paid + household.buying_costs - household.financed
        + own_pocket
        + sum(|row| row.seized)
        + sum(|row| row.garnished)
        + path.residual_debt
        - home_at_the_end;
    outcome.household_loss = household_loss.units();
    if path.first_default.is_some() {
        outcome.household_loss_from_default =
            (household_loss - (household.price + household.buying_costs - last.worth)).units();
    }
    outcome.exit = exit(path, &outcome, last, horizon);
    outcome.auctions = path.auctions.clone();
    outcome.insured = insured(path, &outcome, last.month);
    outcome
}

/// (204), in the order of the engine's sums.
fn exit(path: &Path, outcome: &Outcome, last: &LedgerRow, horizon: usize) -> Vec<f64> {
    let is = |states: &[FinalState]| if states.contains(&path.final_state) { 1.0 } else { 0.0 };
    let (prepaid, moved) = (is(&[FinalState::Prepaid]), is(&[FinalState::Moved]));
    let defaulted = if path.first_default.is_some() { 1.0 } else { 0.0 };
    let alive = 1.0 - defaulted;
    let months = outcome.default_month.unwrap_or(last.month.min(horizon)) as f64;
    let surviving = alive * is(&[FinalState::Performing, FinalState::Arrears]);
    let of_rows = |flow: fn(&LedgerRow) -> Money| path.rows.iter().map(flow).sum::<Money>().units();
    let fee = of_rows(|row| row.prepayment_fee + row.partial_fee);
    let in_part = of_rows(|row| row.prepaid_in_part);
    let refinanced = path.refinanced_month.is_some();
    let defaulted_after = refinanced && outcome.default_month.is_some_and(|month| Some(month) > path.refinanced_month);
    vec![
        1.0,
        prepaid,
        moved,
        defaulted,
        surviving,
        alive * prepaid,
        alive * moved,
        if in_part > 0.0 { 1.0 } else { 0.0 },
        if refinanced { 1.0 } else { 0.0 },
        if defaulted_after { 1.0 } else { 0.0 },
        months,
        outcome.loan,
        outcome.lender_loss_pv,
        fee,
        in_part,
        of_rows(|row| row.cash_out),
    ]
}

/// (178): loans, insured ones, claims; loans, insured ones in money; EAD, gross loss, claims and collections at default; gross
/// loss, claims, collections and premiums at origination.
fn insured(path: &Path, outcome: &Outcome, last_month: usize) -> Vec<f64> {
    let Some(terms) = path.config.table("insurance") else { return Vec::new() };
    let household = &path.household;
    let is_insured = if household.insured_frac > 0.0 { 1.0 } else { 0.0 };
    let at_origination = |month: usize| (1.0 + household.rate / 12.0).powi(-(month as i32));
    let premium = household.premium.units();
    let until = path.first_default.as_ref().map_or(last_month, |default| default.month.min(last_month));
    let premiums = match terms.text("premium") {
        "once" => premium,
        _ => {
            let (term, past) = (path.config.whole("loan.term_months"), on_book(path.config));
            (1..=until.min(term - past))
                .filter(|month| (month + past) % 12 == 1)
                .map(|month| premium * at_origination(month))
                .sum()
        }
    };
    let loan = household.loan.units();
    let mut amounts = vec![1.0, is_insured, 0.0, loan, loan * is_insured];
    let Some(default) = &path.first_default else {
        amounts.extend([0.0; 7]);
        amounts.push(premiums);
        return amounts;
    };
    let rate = path.loans[0].recorded.unwrap().rate;
    let discount = |month: usize| (1.0 + rate / 12.0).powi(-((month - default.month) as i32));
    let wait = terms.whole("claim_months");
    let paid: f64 = path.rows.iter().map(|row| row.insurance_claim.units() * discount(row.month + wait)).sum();
    let passed_on: f64 =
        path.rows.iter().map(|row| row.passed_on.units() * discount(row.month.max(default.month))).sum();
    amounts[2] = if paid > 0.0 { 1.0 } else { 0.0 };
    let ead = outcome.ead.unwrap();
    let loss = ead - outcome.recovery_pv.unwrap() + outcome.lender_costs_pv.unwrap();
    let factor = at_origination(default.month);
    amounts.extend([ead, loss, paid, passed_on, loss * factor, paid * factor, passed_on * factor, premiums]);
    amounts
}
