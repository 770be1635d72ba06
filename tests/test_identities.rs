//! No money appears or vanishes, not a grain of it: cash, credit line and lender on every path of random studies with everything
//! on, and outcomes, world rows and month counts that agree with the months they summarise.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use underwater::kernel::{InstructionSet, PathRange};
use underwater::loan::{GRAIN, to_grain};
use underwater::outcome::ledger::{Account, Effect};
use underwater::outcome::path::{ABSENT, FinalState, PathOutcome};
use underwater::outcome::{BATCHES, MonthCounter, StudyResult, WorldColumn};
use underwater::outcome::{Event, Ledger, MonthRecord, cents};
use underwater::study::Study;

use crate::support::{month_end, outcomes, run_paths, study_of, total, world_row};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

const STUDIES: usize = 100;

/// A random study with its outcomes and the months of every path.
struct Simulated {
    text: String,
    study: Study,
    outcomes: Vec<PathOutcome>,
    months: Vec<Vec<MonthRecord>>,
}

/// Studies of 3 worlds and 50 households from seeds that proptest chooses, always the same ones.
fn studies() -> impl Iterator<Item = Simulated> {
    let mut runner = TestRunner::deterministic();
    (0..STUDIES).map(move |_| {
        let seed = proptest::num::u64::ANY.new_tree(&mut runner).expect("a seed").current();
        let text = random_config(seed, files());
        let study = study_of(&text);
        let range = PathRange { first: 0, count: study.paths() as usize };
        let mut ledger = Ledger::default();
        let outcomes = outcomes(&study, InstructionSet::best(), range, &mut ledger);
        let mut months = vec![Vec::new(); outcomes.len()];
        for (_, lane, record) in ledger.records {
            months[lane].push(record);
        }
        Simulated { text, study, outcomes, months }
    })
}

fn debt(record: &MonthRecord) -> f64 {
    record.balance + record.overdue + record.penalty
}

fn is_settlement(record: &MonthRecord) -> bool {
    [Event::Auctioned, Event::TakenByLender, Event::SettledUnresolved, Event::Rescinded]
        .iter()
        .any(|event| record.events.has(*event))
}

/// Whether the home was given up before the month's end; a case settled at the end of the tail was held until then.
fn leaves_home(record: &MonthRecord) -> bool {
    let gone = [Event::Auctioned, Event::TakenByLender, Event::Rescinded];
    let from_cash = record.events.has(Event::PrepaidFromCash);
    is_repaid(record) || from_cash || gone.iter().any(|event| record.events.has(*event))
}

/// What of the balance fell due or was paid before it was.
fn principal_paid(record: &MonthRecord) -> f64 {
    record.principal_due + record.margin_paid + record.prepaid_in_part
}

/// Whether the loan was repaid in the month, by a sale or before its time.
fn is_repaid(record: &MonthRecord) -> bool {
    [Event::SoldHome, Event::Moved, Event::Prepaid].iter().any(|event| record.events.has(*event))
}

/// Compares amounts: they are the same to the grain. `cents` where one side was rounded to whole cents, `present_value` where
/// it was discounted before.
struct Check<'a> {
    what: String,
    price: f64,
    text: &'a str,
}

impl Check<'_> {
    fn same(&self, identity: &str, a: f64, b: f64) {
        assert!(a == b, "{}: {identity}: {a} and {b}\n{}", self.what, self.text);
    }

    fn cents(&self, identity: &str, found: i64, amount: f64) {
        assert!(Some(found) == cents(amount), "{}: {identity}: {found} and {amount}\n{}", self.what, self.text);
    }

    /// An amount that was rounded to cents against one that is off by `most`.
    fn within(&self, identity: &str, found: i64, amount: f64, most: f64) {
        assert!(found != ABSENT, "{}: {identity} is absent\n{}", self.what, self.text);
        let apart = (found as f64 / 100.0 - amount).abs();
        assert!(apart <= 0.0051 + most, "{}: {identity}: {found} and {amount}\n{}", self.what, self.text);
    }

    fn present_value(&self, identity: &str, found: i64, amount: f64) {
        self.within(identity, found, amount, 1e-12 * self.price);
    }

    /// Equity as a fraction: the month tells the value in money.
    fn equity(&self, identity: &str, found: i64, record: &MonthRecord) {
        let equity = 1.0 - record.home_debt / record.value;
        let apart = (found as f64 / 1e9 - equity).abs();
        let most = 1e-9 + (1e-12 + GRAIN / record.value) * (1.0 + equity.abs());
        assert!(apart <= most, "{}: {identity}: {found} and {equity}\n{}", self.what, self.text);
    }

    fn whole(&self, identity: &str, a: i64, b: i64) {
        assert_eq!(a, b, "{}: {identity}\n{}", self.what, self.text);
    }
}

/// What the flows of a month, as they are declared, do to an account.
fn moved(record: &MonthRecord, account: Account) -> f64 {
    let rows = MonthRecord::ROWS.iter();
    rows.filter_map(|row| Some((row.flow?.on(account), (row.amount)(record))))
        .map(|(effect, amount)| match effect {
            Effect::Into => amount,
            Effect::OutOf => -amount,
            Effect::Nothing => 0.0,
        })
        .sum()
}

/// What the lender claims at a month's end, the home held or gone.
fn claim(record: &MonthRecord, gone: bool) -> f64 {
    if gone { record.deficiency } else { debt(record) + record.costs_owed + record.late_interest_owed }
}

/// The accounts of a month as the ledger declares them: nothing is left in hand or of a price, and cash, line, balance, costs
/// and the lender's claim change by what flows into and out of them.
fn check_accounts(check: &Check<'_>, before: (&MonthRecord, bool), after: (&MonthRecord, bool)) {
    let ((before, was_gone), (record, is_gone)) = (before, after);
    check.same("claim", claim(record, is_gone) - claim(before, was_gone), moved(record, Account::Lender));
    check.same("a price is shared out", moved(record, Account::Price), 0.0);
    check.same("third parties", moved(record, Account::ThirdParties), record.third_parties);
    if was_gone {
        return;
    }
    check.same("money in hand", moved(record, Account::Month), 0.0);
    check.same("cash", record.cash - before.cash, moved(record, Account::Cash));
    if !is_gone {
        let others = |record: &MonthRecord| record.other_balance + record.other_overdue + record.other_penalty;
        check.same("other lenders", others(record) - others(before), moved(record, Account::OtherLenders));
    }
    check.same("line", record.line_balance - before.line_balance, moved(record, Account::Line));
    check.same("balance by flows", record.balance - before.balance, moved(record, Account::Balance));
    check.same("costs", record.costs_owed - before.costs_owed, moved(record, Account::Costs));
}

/// Everything a path's months add up to.
#[derive(Default)]
struct Sums {
    cash: f64,
    line: f64,
    lender: f64,
    penalty_and_costs_paid: f64,
    margin_paid: f64,
    seized: f64,
    garnished: f64,
    unmet: f64,
    written_off: f64,
}

/// The identities month by month and over the path.
fn check_path(simulated: &Simulated, path: usize, sums: &mut Sums) {
    let (outcome, months) = (&simulated.outcomes[path], &simulated.months[path]);
    let cell = &simulated.study.cells[0];
    let price = outcome.home_price as f64 / 100.0;
    let mut before = MonthRecord {
        cash: outcome.opening_cash as f64 / 100.0,
        balance: outcome.loan as f64 / 100.0,
        ..MonthRecord::default()
    };
    let (mut accelerated, mut gone) = (false, false);
    for (number, record) in (1..).zip(months) {
        let check = Check { what: format!("path {path}, month {}", record.month), price, text: &simulated.text };
        check.whole("months follow each other", i64::from(record.month), number);
        if number > 1 {
            check_accounts(&check, (&before, gone), (record, gone || leaves_home(record) || is_settlement(record)));
        }
        if gone {
            // Only the deficiency is left.
            let grown = before.deficiency + record.deficiency_interest + record.late_interest;
            let left = grown - record.garnished;
            let discharged = if record.events.has(Event::Discharged) { left } else { 0.0 };
            check.same("deficiency", record.deficiency, left - discharged);
            check.same("cash of a debtor", record.cash, before.cash);
            sums.garnished += record.garnished;
            sums.written_off += discharged;
            sums.lender += record.deficiency_interest + record.late_interest - record.garnished - discharged;
            before = *record;
            continue;
        }
        // Household: income + drawn + net of the home = spending + payments + costs + line + consumed + seized + Δcash.
        let others = record.rent_received + record.other_homes + record.other_homes_proceeds + record.family_help;
        let into = record.income + others + record.line_drawn - record.cash_brought;
        let out = record.spending + record.other_debt_service + record.premium - record.unmet
            + record.paid
            + record.others_paid
            + record.costs_paid
            + record.margin_paid
            + record.prepaid_in_part
            + record.partial_fee
            + record.line_repaid
            + record.consumed
            + record.divided
            + record.seized;
        if number == 1 {
            check.cents("opening cash", outcome.opening_cash, record.cash - (into - out));
            before.cash = record.cash - (into - out);
            before.balance = record.balance + principal_paid(record) - record.capitalised;
            check.cents("loan", outcome.loan, before.balance);
        }
        check.same("household", record.cash - before.cash, into - out);
        check.same(
            "credit line",
            record.line_balance - before.line_balance,
            record.line_drawn + record.line_interest - record.line_repaid,
        );
        // Lender: interest, penalty and costs are added to what is owed; payments are taken off.
        let owed = |record: &MonthRecord| debt(record) + record.costs_owed + record.late_interest_owed;
        let (suit, reinstated) = (record.events.has(Event::Sued), record.events.has(Event::Reinstated));
        accelerated |= suit;
        let interest = if accelerated { 0.0 } else { record.interest_due };
        let charged = interest + record.penalty_accrued + record.damages + record.late_interest + record.costs_advanced;
        let late = record.late_interest_owed - before.late_interest_owed;
        check.same("late interest bears none", late, record.late_interest);
        let received = record.paid + record.costs_paid + record.margin_paid + record.prepaid_in_part;
        check.same("lender", owed(record) - owed(&before), charged - received);
        let repaid = principal_paid(record) - record.capitalised;
        check.same("balance", record.balance, before.balance - repaid);
        check.same(
            "interest becomes balance in part",
            record.capitalised_interest.min(record.capitalised),
            record.capitalised_interest,
        );
        // A margin call is met before interest accrues, or when a reinstatement ends acceleration.
        let bearing = before.balance - if accelerated { 0.0 } else { record.margin_paid };
        // What of a level instalment is not principal: balances and the instalment are each rounded to the grain.
        let renewal = cell.repayment.rollover.filter(|_| record.events.has(Event::Renewed));
        let cost = renewal.map_or(0.0, |terms| to_grain(terms.bridging_cost_frac * bearing));
        let interest = if accelerated { 0.0 } else { bearing * record.rate_monthly + cost };
        assert!((record.interest_due - interest).abs() <= 2.0 * GRAIN, "{}: interest\n{}", check.what, check.text);
        let base = before.overdue + if accelerated { before.balance } else { 0.0 };
        let penalty_rate = cell.distress.penalty_multiple * record.rate_monthly;
        check.same("penalty", record.penalty_accrued, to_grain(penalty_rate * base));
        check.same(
            "penalty is never of penalty",
            record.costs_owed,
            before.costs_owed + record.costs_advanced - record.costs_paid,
        );
        for (what, amount) in [
            ("cash", record.cash),
            ("line", record.line_balance),
            ("balance", record.balance),
            ("overdue", record.overdue),
            ("penalty", record.penalty),
            ("unmet", record.unmet),
            ("consumed", record.consumed),
            ("paid", record.paid),
        ] {
            assert!(amount >= 0.0, "{}: {what} is {amount}\n{}", check.what, simulated.text);
        }
        accelerated &= !reinstated;
        // Principal and interest are paid before penalty: what is left of penalty tells what was paid of it.
        let penalty_paid = before.penalty + record.penalty_accrued + record.damages - record.penalty;
        let on_others = before.other_penalty + record.other_penalty_accrued - record.other_penalty;
        sums.penalty_and_costs_paid += penalty_paid + on_others + record.costs_paid + record.partial_fee;
        sums.margin_paid += record.margin_paid;
        sums.cash += into - out;
        sums.line += record.line_drawn + record.line_interest - record.line_repaid;
        sums.lender += charged - received;
        sums.seized += record.seized;
        sums.unmet += record.unmet;
        if is_repaid(record) {
            gone = true;
            check.same("a sale pays what is owed", record.lender_share, owed(record) + record.others_joined);
            let brought = record.proceeds + record.cash_brought + record.raised;
            check.same("price and cash brought", brought, record.lender_share + record.prepayment_fee);
            sums.lender -= record.lender_share - record.others_joined;
        } else if is_settlement(record) {
            gone = true;
            let shares = record.lender_share + record.third_parties - record.cash_brought;
            check.same("the price is shared out", record.proceeds, shares);
            let deficiency = owed(record) + record.others_joined - record.lender_share;
            if record.events.has(Event::Rescinded) {
                check.same("nothing is owed of a home not delivered", record.forgiven, deficiency);
            } else {
                check.cents("deficiency", outcome.deficiency, deficiency);
            }
            let collected = record.seized + record.deficiency;
            sums.written_off += deficiency - collected;
            sums.lender -= record.lender_share - record.others_joined + record.seized + (deficiency - collected);
            assert!(
                record.cash_brought >= 0.0 || deficiency == 0.0 || record.events.has(Event::Rescinded),
                "a surplus and a deficiency"
            );
        }
        before = *record;
    }
    let check = Check { what: format!("path {path}"), price, text: &simulated.text };
    let owed = if gone { before.deficiency } else { debt(&before) + before.costs_owed + before.late_interest_owed };
    check.cents("household, whole path", outcome.opening_cash, before.cash - sums.cash);
    if !gone {
        check.same("line, whole path", before.line_balance, sums.line);
    }
    check.cents("lender, whole path", outcome.loan, owed - sums.lender);
}

#[test]
fn cash_line_and_lender_on_every_path() {
    let (mut paths, mut settled, mut discharged, mut seen) = (0, 0, 0, 0);
    for simulated in studies() {
        for (path, outcome) in simulated.outcomes.iter().enumerate() {
            if outcome.is_refused() {
                assert!(simulated.months[path].is_empty());
                continue;
            }
            let mut sums = Sums::default();
            check_path(&simulated, path, &mut sums);
            let check =
                Check { what: format!("path {path}"), price: outcome.home_price as f64 / 100.0, text: &simulated.text };
            check.cents("seized", outcome.seized, sums.seized);
            check.cents("garnished", outcome.garnished, sums.garnished);
            check.cents("unmet", outcome.unmet_spending, sums.unmet);
            check_outcome(&check, &simulated, path, &sums);
            paths += 1;
            settled += u32::from(outcome.settlement_month != ABSENT);
            discharged += u32::from(sums.written_off > 0.0);
            seen += simulated.months[path].len();
        }
    }
    println!("{paths} paths, {seen} months, {settled} settled, {discharged} with something written off");
    assert!(paths > 10_000 && settled > 1000 && discharged > 300);
}

/// What the outcome says against the months.
/// What rounding four logs to 2⁻²⁴ does to debt ÷ value at most.
const LOG_ROUNDING: f64 = 2.0 / 16_777_216.0;

fn check_outcome(check: &Check<'_>, simulated: &Simulated, path: usize, sums: &Sums) {
    let (outcome, months) = (&simulated.outcomes[path], &simulated.months[path]);
    let (cell, horizon) = (&simulated.study.cells[0], simulated.study.horizon_months);
    let price = outcome.home_price as f64 / 100.0;
    let gone = months.iter().position(|record| is_repaid(record) || is_settlement(record));
    let held = &months[..gone.map_or(months.len(), |at| at + 1)];
    let last = held.last().expect("a month");
    // Month ends with the home still held and within the horizon.
    let ends = &held[..held.iter().position(leaves_home).unwrap_or(held.len())];
    let ends: Vec<&MonthRecord> = ends.iter().filter(|record| record.month <= horizon).collect();

    let before_ways_out = |record: &MonthRecord| {
        let realised = record.events.has(Event::OtherHomesRealised);
        let of_other_homes = if realised { record.other_homes_proceeds } else { 0.0 };
        record.cash + record.cash_brought + record.seized + record.prepaid_in_part + record.partial_fee - of_other_homes
    };
    let lowest = held.iter().map(before_ways_out).fold(f64::INFINITY, f64::min);
    check.cents("lowest cash", outcome.lowest_cash, lowest);
    let worst = held.iter().map(|record| record.days_past_due).max().expect("a month");
    check.whole("worst days past due", outcome.worst_days_past_due, i64::from(worst));
    // Logs of debt ÷ value are counted in units of 2⁻²⁴.
    let under_water =
        |by: f64| ends.iter().filter(|record| record.home_debt > (1.0 + by) * record.value).count() as i64;
    let possible = under_water(LOG_ROUNDING)..=under_water(-LOG_ROUNDING);
    assert!(possible.contains(&outcome.months_under_water), "{}: months under water", check.what);
    let owed: f64 = ends.iter().map(|record| debt(record)).sum();
    // Of months with nothing overdue it is the loan times the sum of unit balances, which rounds no month by itself.
    check.within("balance months", outcome.balance_months, owed, ends.len() as f64 * 2.0 * GRAIN);
    let owed: f64 = ends.iter().filter(|record| record.days_past_due >= 90).map(|record| debt(record)).sum();
    check.cents("balance months of 90 days", outcome.balance_90_months, owed);
    if let Some(deepest) = ends.iter().map(|record| 1.0 - record.home_debt / record.value).reduce(f64::min) {
        assert!(
            (outcome.deepest_equity_frac as f64 / 1e9 - deepest).abs() < LOG_ROUNDING * (1.0 + deepest.abs()),
            "{}",
            check.what
        );
    } else {
        check.whole("deepest equity", outcome.deepest_equity_frac, ABSENT);
    }
    let cures = held.iter().filter(|record| record.events.has(Event::Cured)).count();
    check.whole("cures", outcome.cures, cures as i64);
    let sold = is_repaid(last) && !last.events.has(Event::Prepaid);
    let month_if = |is: bool| if is { i64::from(last.month) } else { ABSENT };
    check.whole("sale month", outcome.sale_month, month_if(sold));
    check.whole("settlement month", outcome.settlement_month, month_if(is_settlement(last)));
    if is_settlement(last) && !last.events.has(Event::Rescinded) {
        check.cents("auction price", outcome.auction_price, last.proceeds);
        let discount = 1.0 - last.proceeds / last.value;
        assert!((outcome.auction_discount_frac as f64 / 1e9 - discount).abs() < 1e-8);
    }
    let residual = if is_settlement(last) { months.last().expect("a month").deficiency } else { 0.0 };
    check.cents("residual debt", outcome.residual_debt, residual);

    // The household's loss: price and costs less principal never repaid from its own means and what the home left.
    let paid_off = last.events.has(Event::PaidOff);
    let net_of_home = if last.events.has(Event::Prepaid) {
        last.value - last.raised
    } else if gone.is_some() {
        -last.cash_brought
    } else if paid_off {
        last.value
    } else {
        last.value - debt(last) - last.costs_owed
    };
    let principal_left = last.balance + last.overdue_principal;
    let own_payments = price - principal_left + sums.penalty_and_costs_paid;
    let loss = own_payments + sums.seized + sums.garnished + residual - net_of_home;
    if let Some(buying_cost_frac) = cell.loan.buying_cost_frac.constant()
        && cell.loan.buying_costs.is_none()
        && cell.insurance.is_none()
        && cell.beside.is_empty()
    {
        // The price is known to the cent.
        let buying_costs = buying_cost_frac * price;
        check.within("household loss", outcome.household_loss, loss + buying_costs, 0.005 * (1.0 + buying_cost_frac));
    }

    let default = held.iter().find(|record| record.events.has(Event::Defaulted));
    check.whole("default month", outcome.default_month, default.map_or(ABSENT, |record| i64::from(record.month)));
    let Some(default) = default else {
        check.whole("no loss without default", outcome.loss_pv, 0);
        return;
    };
    check.cents("exposure at default", outcome.ead, debt(default));
    check.equity("equity at default", outcome.equity_at_default_frac, default);
    if !cell.beside.is_empty() {
        // Days past due and receipts of the month are told of all lenders; the twin tells those of each.
        return;
    }
    let days = (i64::from(default.days_past_due), i64::from(cell.distress.default_dpd));
    let rescinded = default.events.has(Event::Rescinded);
    let called = default.events.has(Event::MarginUnmet) || rescinded;
    assert!(
        days.0 == days.1 || called || (outcome.default_trigger == 1 && cell.distress.margin_call.trigger_ltv.is_some()),
        "{}",
        check.what
    );
    let walked = held.iter().any(|record| record.month <= default.month && record.events.has(Event::WalkedAway));
    let trigger = match (walked, days.0 >= days.1) {
        (true, _) => 1,
        (false, true) => 0,
        (false, false) if rescinded => 3,
        (false, false) => 2,
    };
    check.whole("trigger", outcome.default_trigger, trigger);
    check.cents("paid on margin calls", outcome.margin_paid, sums.margin_paid);
    let granted = held.iter().filter(|record| record.events.has(Event::ForbearanceGranted)).count();
    check.whole("forbearances", outcome.forbearances, granted as i64);
    let reinstated = held.iter().any(|record| record.events.has(Event::Reinstated));
    check.whole("reinstated", outcome.reinstated, i64::from(reinstated));

    // Everything received after default, discounted to it at the rate of its month.
    let factor = |month: u32| (1.0 + default.rate_monthly).powi(default.month as i32 - month as i32);
    let (mut received, mut is_sold) = (0.0, false);
    for record in months.iter().filter(|record| record.month >= default.month) {
        let paid = record.paid + record.costs_paid + record.margin_paid + record.prepaid_in_part;
        let paid = if record.month > default.month { paid } else { 0.0 };
        // What is garnished once the claim is sold is the buyer's.
        let garnished = if is_sold { 0.0 } else { record.garnished };
        let of_home = record.lender_share + record.seized + garnished + record.claim_sold;
        is_sold |= record.events.has(Event::ClaimSold);
        received += (paid + of_home) * factor(record.month);
    }
    if gone.is_none() && !paid_off {
        received += debt(last) * factor(last.month);
    }
    let advanced: f64 = held.iter().map(|record| record.costs_advanced * factor(record.month)).sum();
    check.present_value("recovery", outcome.recovery_pv, received);
    check.present_value("lender's costs", outcome.lender_costs_pv, advanced);
    let loss_given_default = 1.0 - (received - advanced) / debt(default);
    assert!((outcome.lgd_frac as f64 / 1e9 - loss_given_default).abs() < 1e-6 * (1.0 + loss_given_default.abs()));
    let first_rate = months[0].rate_monthly;
    let at_origination = (debt(default) - received + advanced) * (1.0 + first_rate).powi(-(default.month as i32));
    check.present_value("loss at origination", outcome.loss_pv, at_origination);
    let kept = outcome.household_loss as f64 / 100.0 - outcome.household_loss_from_default as f64 / 100.0;
    if let Some(buying_cost_frac) = cell.loan.buying_cost_frac.constant()
        && cell.loan.buying_costs.is_none()
        && cell.insurance.is_none()
        && cell.beside.is_empty()
    {
        assert!(
            (kept - (price * (1.0 + buying_cost_frac) - last.value)).abs() < 0.0101 + 0.005 * (1.0 + buying_cost_frac),
            "{}",
            check.what
        );
    }
}

/// World rows, month counts and loss histograms are sums over the same paths, and every accepted household is in
/// exactly one state at each month's end.
#[test]
fn rows_and_counts_are_sums_of_paths() {
    let mut under_water_ever = 0;
    for simulated in studies().take(40) {
        let (study, text) = (&simulated.study, &simulated.text);
        let mut paths = Vec::new();
        let result = run_paths(study, |_, outcomes| paths.push(outcomes[0]));
        assert_eq!(paths, simulated.outcomes, "the engine and single blocks differ\n{text}");
        for world in 0..study.worlds as usize {
            let households = world * study.households as usize..(world + 1) * study.households as usize;
            check_row(&result, study, &paths[households.clone()], &simulated.months[households], world, text);
        }
        let horizon = study.horizon_months as usize;
        let accepted_in = |batch: usize| -> i64 {
            let worlds = (0..study.worlds as usize).filter(|world| world % BATCHES == batch);
            worlds.map(|world| world_row(&result, world, 0)[WorldColumn::Accepted as usize]).sum()
        };
        let mut sums = [0; MonthCounter::COUNT];
        for month in 1..=horizon {
            for (batch, counters) in month_end(&result, 0, month).iter().enumerate() {
                let states: i64 = counters[..MonthCounter::STATES].iter().sum();
                assert_eq!(states, accepted_in(batch), "month {month}: everyone is in one state\n{text}");
                assert!(counters.iter().all(|count| *count >= 0), "month {month}: {counters:?}\n{text}");
                for (sum, count) in sums.iter_mut().zip(counters) {
                    *sum += count;
                }
            }
            check_states(&result, &simulated, month);
        }
        let of_rows = |column: WorldColumn| total(&result, 0, column);
        assert_eq!(sums[MonthCounter::NewDefaults as usize], of_rows(WorldColumn::Defaults), "{text}");
        assert_eq!(sums[MonthCounter::UnderWater as usize], of_rows(WorldColumn::MonthsUnderWater), "{text}");
        under_water_ever += of_rows(WorldColumn::EverUnderWater);
        let losses: i128 = result.tallies.losses.iter().flat_map(|losses| losses.bins()).map(|bin| bin.sum_cents).sum();
        assert_eq!(losses, i128::from(of_rows(WorldColumn::HouseholdLoss)), "{text}");
        let counted: u64 = result.tallies.losses.iter().flat_map(|losses| losses.bins()).map(|bin| bin.count).sum();
        assert_eq!(counted as i64, of_rows(WorldColumn::Accepted), "{text}");
    }
    assert!(under_water_ever > 1000);
}

/// Month counts against the records of the month.
fn check_states(result: &StudyResult, simulated: &Simulated, month: usize) {
    let counted =
        |counter: MonthCounter| -> i64 { month_end(result, 0, month).iter().map(|end| end[counter as usize]).sum() };
    let (mut past_due, mut under_water, mut sold) = ([0; 4], 0, 0);
    for months in &simulated.months {
        let gone = months.iter().position(leaves_home);
        let is_sold = |at: usize| is_repaid(&months[at]) && !months[at].events.has(Event::Prepaid);
        sold += i64::from(gone.is_some_and(|at| at < month && is_sold(at)));
        let Some(record) = months.get(month - 1).filter(|_| gone.is_none_or(|at| at >= month)) else { continue };
        under_water += i64::from(record.home_debt > record.value);
        let defaulted = months[..month].iter().any(|record| record.events.has(Event::Defaulted));
        let at = (record.days_past_due / 30).min(3) as usize;
        past_due[at] += i64::from(!defaulted);
    }
    assert_eq!(counted(MonthCounter::UnderWater), under_water, "month {month}: under water\n{}", simulated.text);
    assert_eq!(counted(MonthCounter::Sold), sold, "month {month}: sold\n{}", simulated.text);
    for (n, counter) in [MonthCounter::PastDue30, MonthCounter::PastDue60, MonthCounter::PastDue90].iter().enumerate() {
        // After a default that was reinstated a loan may be past due again.
        assert!(counted(*counter) >= past_due[n + 1], "month {month}: {counter:?}\n{}", simulated.text);
    }
}

fn check_row(
    result: &StudyResult,
    study: &Study,
    paths: &[PathOutcome],
    months: &[Vec<MonthRecord>],
    world: usize,
    text: &str,
) {
    let state = |states: &'static [FinalState]| {
        move |path: &PathOutcome| i64::from(states.iter().any(|state| path.final_state == *state as i64))
    };
    let present = |value: i64| if value == ABSENT { 0 } else { value };
    let is_default = |path: &PathOutcome| path.default_month != ABSENT;
    let sum = |of: &dyn Fn(&PathOutcome) -> i64| paths.iter().map(of).sum::<i64>();
    let of_defaults =
        |of: &dyn Fn(&PathOutcome) -> i64| paths.iter().filter(|path| is_default(path)).map(of).sum::<i64>();
    use WorldColumn as Column;
    for column in Column::ALL {
        let exact = match column {
            Column::Accepted => sum(&|path| i64::from(!path.is_refused())),
            Column::RefusedUnderwriting => {
                sum(&|path| i64::from(path.is_refused() && path.final_state > FinalState::RefusedCash as i64))
            }
            Column::RefusedCash => sum(&state(&[FinalState::RefusedCash])),
            Column::Defaults => sum(&|path| i64::from(is_default(path))),
            Column::DefaultsStrategic => of_defaults(&|path| i64::from(path.default_trigger == 1)),
            Column::DefaultsRescission => of_defaults(&|path| i64::from(path.default_trigger == 3)),
            Column::Rescinded => sum(&state(&[FinalState::Rescinded])),
            Column::DefaultsMarginCall => of_defaults(&|path| i64::from(path.default_trigger == 2)),
            Column::Forborne => sum(&|path| i64::from(path.forbearances > 0)),
            Column::EverUnderWater => sum(&|path| i64::from(path.months_under_water > 0)),
            Column::MonthsUnderWater => sum(&|path| path.months_under_water),
            Column::PeakUnderWater => {
                let under_water = |at: usize| {
                    let is = |months: &&Vec<MonthRecord>| {
                        months.get(at).is_some_and(|record| record.home_debt > record.value)
                            && !months[..=at].iter().any(leaves_home)
                    };
                    months.iter().filter(is).count() as i64
                };
                (0..study.horizon_months as usize).map(under_water).max().expect("a month")
            }
            Column::Cures => sum(&|path| path.cures),
            Column::Reinstated => sum(&|path| path.reinstated),
            Column::SoldBeforeDefault => sum(&state(&[FinalState::Sold])),
            Column::SoldAfterDefault => sum(&state(&[FinalState::SoldAfterDefault])),
            Column::Auctioned => sum(&state(&[FinalState::Auctioned])),
            Column::TakenByLender => sum(&state(&[FinalState::TakenByLender])),
            Column::Unresolved => sum(&state(&[FinalState::Unresolved])),
            Column::Resolved => of_defaults(&|path| i64::from(path.resolution_month != ABSENT)),
            Column::MonthsToResolution => of_defaults(&|path| match path.resolution_month {
                ABSENT => 0,
                month => month - path.default_month,
            }),
            Column::OwedAfterAuction => sum(&|path| i64::from(present(path.deficiency) > 0)),
            Column::ResidualDebtors => sum(&|path| i64::from(path.residual_debt > 0)),
            Column::OriginalLoan => sum(&|path| path.loan),
            Column::Ead => sum(&|path| present(path.ead)),
            Column::RecoveryPv => sum(&|path| present(path.recovery_pv)),
            Column::LenderCostsPv => sum(&|path| present(path.lender_costs_pv)),
            Column::LossPv => sum(&|path| path.loss_pv),
            Column::BalanceMonths => sum(&|path| path.balance_months),
            Column::Balance90Months => sum(&|path| path.balance_90_months),
            Column::HouseholdLoss => sum(&|path| path.household_loss),
            Column::HouseholdLossFromDefault => sum(&|path| path.household_loss_from_default),
            Column::UnmetSpending => sum(&|path| path.unmet_spending),
            Column::Deficiency => sum(&|path| present(path.deficiency)),
            Column::Collected => sum(&|path| path.seized + path.garnished),
            Column::ResidualDebt => sum(&|path| path.residual_debt),
            Column::IndexTrough => {
                use underwater::kernel::Simulation;
                let path = Simulation::new(study, InstructionSet::best()).world(world as u32);
                let index = &path.index[study.cells[0].price][1..=study.horizon_months as usize];
                let trough = index.iter().copied().fold(f64::INFINITY, f64::min);
                underwater::outcome::kept::fraction(trough)
            }
        };
        assert_eq!(world_row(result, world, 0)[*column as usize], exact, "world {world}: {column:?}\n{text}");
    }
}

/// A quiet household that sells is taken out of its month as it was counted: with everybody under water, short of means
/// and able to bring the difference, those under water at a month's end are those who have not sold.
#[test]
fn who_sells_under_water_is_not_counted_there() {
    let study = study_of(
        r#"
        study = { name = "sales", worlds = 40, households = 50, horizon_months = 12, workout_tail_months = 0 }
        price = { kind = "path", knots = [{ month = 0, level = 1.0 }, { month = 1, level = 0.7 }] }
        labour = { kind = "ar1", separation_monthly = 0.0, finding_monthly = 0.5 }
        household = { home_price = 1_000_000, income_monthly = 50_000, cash_mode = "amount", cash = 200_000 }
        loan = { down_payment = 0.2, annual_rate = 0.06, term_months = 360, method = "interest-only" }
        distress = { distress_months = 60, sale_probability_monthly = 0.2 }
        foreclosure.rounds = [{ start_level_frac = 1.0, success = 0.5 }]
        recourse.kind = "none"
        "#,
    );
    let mut months_under_water = 0;
    let result = run_paths(&study, |_, outcomes| months_under_water += outcomes[0].months_under_water);
    let counted = |month: usize, counter: MonthCounter| -> i64 {
        month_end(&result, 0, month).iter().map(|end| end[counter as usize]).sum()
    };
    for month in 1..=12 {
        let held = counted(month, MonthCounter::Performing);
        assert_eq!(held + counted(month, MonthCounter::Sold), 2000);
        assert_eq!(counted(month, MonthCounter::UnderWater), held, "month {month}");
        months_under_water -= held;
        let expected = 2000.0 * 0.8_f64.powi(month as i32);
        assert!(
            (held as f64 - expected).abs() < 4.0 * (expected * (1.0 - expected / 2000.0)).sqrt(),
            "month {month}: {held}"
        );
    }
    assert_eq!(months_under_water, 0);
}
