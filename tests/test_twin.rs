//! The twin tests itself: figures known beforehand, and the three identities of every path.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use underwater::outcome::is_only_shown;

use crate::support::{loaded, root};
use crate::test_twin_agreement::files;
use crate::twin::Twin;
use crate::twin::draws::{Stream, inverse_normal};
use crate::twin::foreclosure::{court_fee, enforcement_fee};
use crate::twin::loan::{Method, Repayment, Schedule, first_instalment};
use crate::twin::money::{Money, NONE};
use crate::twin::outcome::{LedgerRow, Outcome};
use crate::twin::random_config::random_config;

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file)
}

fn assert_same(found: Money, expected: Money, what: &str) {
    assert!(found == expected, "{what}: {found:?}, not {expected:?}");
}

fn assert_near(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found}, not {expected}");
}

/// A plain config; `changes` are lines "section.key = value", replacing or added.
fn config(changes: &[(&str, &str)]) -> String {
    let mut keys: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut set = |path: &str, value: &str| {
        let (section, key) = path.rsplit_once('.').unwrap();
        if value.is_empty() {
            keys.get_mut(section).unwrap().remove(key);
        } else {
            keys.entry(section.into()).or_default().insert(key.into(), value.into());
        }
    };
    for (path, value) in [
        ("study.name", "\"test\""),
        ("study.worlds", "3"),
        ("study.households", "50"),
        ("study.horizon_months", "120"),
        ("price.kind", "\"gbm\""),
        ("price.drift_annual", "0.0"),
        ("price.volatility_annual", "0.1"),
        ("labour.kind", "\"ar1\""),
        ("labour.separation_monthly", "0.01"),
        ("labour.finding_monthly", "0.1"),
        ("household.home_price", "1000000.0"),
        ("household.price_to_income_years", "8.0"),
        ("household.cash_months", "3.0"),
        ("household.essential_spending_frac", "0.3"),
        ("loan.down_payment", "0.2"),
        ("loan.annual_rate", "0.042"),
        ("loan.term_months", "360"),
        ("foreclosure.rounds", "[{ start_level_frac = 0.8, success = 0.5 }]"),
        ("recourse.kind", "\"full\""),
    ] {
        set(path, value);
    }
    for (path, value) in changes {
        set(path, value);
    }
    let mut text = String::new();
    for (section, values) in keys {
        text += &format!("[{section}]\n");
        for (key, value) in values {
            text += &format!("{key} = {value}\n");
        }
    }
    text
}

fn twin(text: &str) -> Twin {
    Twin::new(&loaded(text).resolved, root())
}

const HARSH: &[(&str, &str)] = &[
    ("labour.separation_monthly", "0.05"),
    ("labour.finding_monthly", "0.05"),
    ("price.drift_annual", "-0.10"),
    ("household.floor_income_frac", "0.3"),
    ("household.benefit_frac", "0.4"),
    ("household.benefit_months", "6"),
    ("household.credit_limit_months_of_income", "3.0"),
    ("household.buffer_target_months", "6.0"),
    ("household.cash_minimum_months", "1.0"),
    ("household.discretionary_spending_frac", "0.2"),
    ("household.discretionary_cut_below_months", "2.0"),
    ("household.saved_share", "0.3"),
    ("household.home_volatility_annual", "0.08"),
    ("distress.sale_probability_monthly", "0.05"),
    ("distress.walk_away_threshold", "{ lognormal = { median = 0.4, sigma = 0.4 } }"),
    ("foreclosure.months_to_suit", "{ uniform = { min = 2.0, max = 6.0 } }"),
    ("foreclosure.months_to_judgment", "3.0"),
    ("foreclosure.months_to_auction", "4.0"),
    ("foreclosure.fee_schedule", "\"china-2007\""),
    ("foreclosure.lawyer_frac", "0.02"),
    ("foreclosure.preservation_fee", "5000.0"),
    ("foreclosure.auction_cost_frac", "0.05"),
    (
        "foreclosure.rounds",
        "[{ start_level_frac = 0.8, success = 0.3 }, { start_level_frac = 0.8, success = 0.4, months = 2.0 }]",
    ),
    ("recourse.garnished_share", "0.4"),
    ("recourse.allowance_income_frac", "0.3"),
    ("recourse.collection_months", "60"),
];

fn harsh_with(changes: &[(&str, &str)]) -> String {
    config(&[HARSH, changes].concat())
}

// Known figures.

/// Random123's known answers for Philox4x32-10.
#[test]
fn philox_known_answers() {
    let of = rand_philox::philox4x32_10;
    assert_eq!(of([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
    assert_eq!(of([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
    assert_eq!(
        of([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
    );
    let stream = Stream { seed: 0, world: 0, household: 0, mirrored: false };
    assert_eq!(stream.words(0, 0, 0)[0], 0x6627_e8d5);
    let words =
        Stream { seed: 0x299f_31d0_a409_3822, world: 0x1319_8a2e, household: 0x85a3_08d3_243f_6a88, mirrored: false };
    assert_eq!(words.words(0x03, 0x70, 0x7344), [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
}

#[test]
fn noise_is_standard_normal() {
    let stream = Stream { seed: 7, world: 3, household: 11, mirrored: false };
    let n = 200_000;
    let z: Vec<f64> = (0..n).map(|t| stream.month_noise(17, 0, t)).collect();
    let mean = z.iter().sum::<f64>() / n as f64;
    let square = z.iter().map(|z| z * z).sum::<f64>() / n as f64;
    assert_near(mean, 0.0, 4.0 / (n as f64).sqrt(), "mean");
    assert_near(square, 1.0, 4.0 * (2.0 / n as f64).sqrt(), "variance");
    let fourth = z.iter().map(|z| z.powi(4)).sum::<f64>() / n as f64;
    assert_near(fourth, 3.0, 4.0 * (96.0 / n as f64).sqrt(), "fourth moment");
    assert_near(inverse_normal(0.975), 1.959_963_984_540_054, 1e-12, "inverse normal");
}

/// The amortization figures that mortgage guides publish, put right.
#[test]
fn annuity_to_the_cent() {
    let loan = Money::of(1e6);
    let cents = |x: Money| (x.units() * 100.0).round() / 100.0;
    assert_eq!(cents(first_instalment(Repayment::plain(Method::Level), 360, 0.042, loan)), 4890.17);
    assert_eq!(cents(first_instalment(Repayment::plain(Method::ConstantPrincipal), 360, 0.042, loan)), 6277.78);
    assert_eq!(cents(first_instalment(Repayment::plain(Method::Level), 120, 0.042, loan)), 10219.84);
    assert_eq!(cents(first_instalment(Repayment::plain(Method::InterestOnly), 360, 0.042, loan)), 3500.0);
    let run = |method| {
        let mut schedule = Schedule::new(Repayment::plain(method), 360, 0.042, loan);
        let (mut interest, mut thereafter) = (NONE, NONE);
        for t in 1..=360 {
            schedule.start_month(t, None);
            let due = schedule.instalment(t);
            interest += due.interest;
            schedule.balance -= due.principal;
            schedule.unit = due.unit_left;
            if t == 121 {
                thereafter = due.interest + due.principal;
            }
        }
        assert_eq!(schedule.balance, NONE);
        (cents(interest), cents(thereafter))
    };
    assert_eq!(run(Method::Level).0, 760_461.83);
    assert_eq!(run(Method::ConstantPrincipal).0, 631_750.00);
    assert_eq!(run(Method::Hybrid { switch: 120 }), (714_444.95, 6_080.62));
}

#[test]
fn fees_of_2007() {
    let t = twin(&config(&[("foreclosure.fee_schedule", "\"china-2007\"")]));
    let halved =
        twin(&config(&[("foreclosure.fee_schedule", "\"china-2007\""), ("foreclosure.summary_procedure", "true")]));
    assert_near(court_fee(&t.config, 2.8e6), 29_200.0, 1e-6, "court");
    assert_near(court_fee(&halved.config, 2.8e6), 14_600.0, 1e-6, "court, halved");
    assert_near(enforcement_fee(&t.config, 2.8e6), 30_400.0, 1e-6, "enforcement");
}

/// Stationary share s/(s + f) at a = 0, after the transient.
#[test]
fn unemployment_share() {
    let t = twin(&config(&[
        ("labour.separation_monthly", "0.05"),
        ("labour.finding_monthly", "0.15"),
        ("household.floor_income_frac", "1.0"), // nobody falls behind
        ("study.horizon_months", "100"),
    ]));
    let world = t.world(0);
    let paths = 20_000;
    let out = (0..paths).filter(|&h| !t.path_in(&world, 0, h).1[99].employed).count();
    assert_near(out as f64 / paths as f64, 0.25, 4.0 * (0.25f64 * 0.75 / paths as f64).sqrt(), "share out of work");
}

/// P(V < D at T) under gbm with an interest-only loan, one household a world.
#[test]
fn negative_equity_under_gbm() {
    let t = twin(&config(&[
        ("loan.method", "\"interest-only\""),
        ("labour.separation_monthly", "0.0"),
        ("study.horizon_months", "60"),
        ("price.drift_annual", "-0.03"),
        ("price.volatility_annual", "0.12"),
        ("household.home_volatility_annual", "0.05"),
    ]));
    let worlds = 20_000;
    let under = (0..worlds)
        .filter(|&w| {
            let (_, rows) = t.path(w, 0);
            rows[59].value < rows[59].debt.units()
        })
        .count();
    let sd = ((0.12f64.powi(2) + 0.05f64.powi(2)) * 5.0).sqrt();
    let d = (0.8f64.ln() + 0.03 * 5.0 + sd * sd / 2.0) / sd;
    let expected = crate::twin::draws::normal_cdf(d);
    let error = (expected * (1.0 - expected) / f64::from(worlds)).sqrt();
    assert_near(under as f64 / f64::from(worlds), expected, 4.0 * error, "share under water");
}

#[test]
fn months_to_clear_a_deficiency() {
    let t = twin(&harsh_with(&[
        ("recourse.interest_annual", "0.06"),
        ("recourse.allowance_income_frac", "0.0"),
        ("recourse.collection_months", "400"),
        ("labour.separation_monthly", "0.0"),
        ("household.essential_spending_frac", "0.7"), // cannot pay from the first month on
        ("household.cash_months", "0.0"),
        ("household.cash_minimum_months", "0.0"),
    ]));
    let mut seen = 0;
    for h in 0..50 {
        let (outcome, rows) = t.path(0, h);
        let left = outcome.deficiency.unwrap_or(0.0) - outcome.seized;
        let (i, g) = (0.06 / 12.0, 0.4 * outcome.income_monthly);
        if left > 0.0 && outcome.residual_debt == 0.0 {
            let expected = (-(1.0 - left * i / g).ln() / (1.0f64 + i).ln()).ceil() as usize;
            assert_eq!(rows.iter().filter(|row| row.collecting).count(), expected);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

/// No income from month 1 on, nothing in hand, flat prices: every figure by hand.
#[test]
fn a_case_by_hand() {
    let t = twin(&config(&[
        ("price.volatility_annual", "0.0"),
        ("labour.separation_monthly", "0.999999999"),
        ("labour.finding_monthly", "0.0"),
        ("household.cash_months", "0.0"),
        ("household.essential_spending_frac", "0.0"),
        ("loan.method", "\"interest-only\""),
        ("loan.annual_rate", "0.06"),
        ("foreclosure.months_to_suit", "2.0"),
        ("foreclosure.months_to_judgment", "1.0"),
        ("foreclosure.months_to_auction", "1.0"),
        ("foreclosure.lawyer_frac", "0.01"),
        ("foreclosure.auction_cost_frac", "0.05"),
        ("foreclosure.rounds", "[{ start_level_frac = 0.8, success = 1.0 }]"),
        ("recourse.kind", "\"none\""),
    ]));
    let (outcome, rows) = t.path(0, 0);
    let penalties = [0.0, 30.0, 60.0, 90.0, 6120.0, 6120.0, 6120.0];
    assert_eq!(rows.len(), 7);
    for (row, penalty) in rows.iter().zip(penalties) {
        assert_near(row.penalty_accrued.units(), penalty, 1e-6, "penalty");
        assert_near(row.interest_due.units(), if row.month <= 4 { 4000.0 } else { 0.0 }, 1e-6, "interest");
        assert_eq!(row.days_past_due, 30 * row.month);
    }
    assert_eq!((outcome.default_month, outcome.settlement_month, outcome.auction_round), (Some(3), Some(7), Some(1)));
    assert_eq!(outcome.final_state.name(), "auctioned");
    assert_eq!(outcome.worst_days_past_due, 210);
    assert_near(outcome.ead.unwrap(), 812_090.0, 1e-6, "ead");
    assert_near(outcome.equity_at_default_frac.unwrap(), 0.187_91, 1e-12, "equity");
    assert_near(rows[4].costs_advanced.units(), 8_161.80, 1e-6, "costs at suit");
    assert_near(outcome.auction_discount_frac.unwrap(), 0.2, 1e-12, "discount");
    assert_near(outcome.deficiency.unwrap(), 834_540.0 + 8_161.80 - 760_000.0, 1e-6, "deficiency");
    let recovery = 760_000.0 / 1.005f64.powi(4);
    let costs = 8_161.80 / 1.005f64.powi(2);
    assert_near(outcome.lgd.unwrap(), 1.0 - (recovery - costs) / 812_090.0, 1e-12, "lgd");
    assert_near(outcome.lender_loss_pv, (812_090.0 - recovery + costs) / 1.005f64.powi(3), 1e-6, "lender loss");
    let months = [804_000.0, 808_030.0, 812_090.0, 816_180.0, 822_300.0, 828_420.0];
    assert_near(outcome.balance_months, months.iter().sum(), 1e-6, "balance months");
    assert_near(outcome.balance_90_months, months[2..].iter().sum(), 1e-6, "balance at 90 days");
    assert_near(outcome.deepest_equity_frac.unwrap(), 0.171_58, 1e-7, "deepest equity");
    assert_near(outcome.household_loss, 200_000.0, 1e-6, "household loss");
    assert_near(outcome.household_loss_from_default, 200_000.0, 1e-6, "from default");
    assert_eq!((outcome.months_under_water, outcome.lowest_cash, outcome.residual_debt), (0, 0.0, 0.0));
}

#[test]
fn replay_and_bootstrap_follow_the_series() {
    let file = data("hk_rvd_private_domestic_price_index_monthly.csv");
    let series = format!("{{ file = {:?}, column = \"index\" }}", file.display().to_string());
    let base = [("price.drift_annual", ""), ("price.volatility_annual", ""), ("price.series", series.as_str())];
    let replay = [("price.kind", "\"replay\""), ("price.start_month", "\"1997-10\"")];
    let world = twin(&config(&[&base[..], &replay[..]].concat())).world(0);
    let levels = crate::twin::series::read_series(&file, None, "index", 1.0);
    let start = levels.position.iter().position(|&p| p == 1997.0 * 12.0 + 9.0).unwrap();
    assert_near(world.log_index[60].exp(), levels.value[start + 60] / levels.value[start], 1e-12, "replay");

    let bootstrap = [("price.kind", "\"bootstrap\""), ("price.mean_block_months", "6.0")];
    let t = twin(&config(&[&base[..], &bootstrap[..], &[("study.horizon_months", "600")]].concat()));
    let n = levels.value.len() as f64 - 1.0;
    let mean = (levels.value.last().unwrap() / levels.value[0]).ln() / n;
    let returns: Vec<f64> = (0..200).map(|w| t.world(w).log_index[600] / 600.0).collect();
    let found = returns.iter().sum::<f64>() / 200.0;
    let sd = (returns.iter().map(|r| (r - found).powi(2)).sum::<f64>() / 199.0).sqrt();
    assert_near(found, mean, 4.0 * sd / 200f64.sqrt(), "mean return");
}

#[test]
fn labour_series_is_inverted() {
    let file = data("hk_unemployment_rate_annual.csv");
    let series =
        format!("{{ file = {:?}, column = \"unemployment_rate_percent\", scale = 0.01 }}", file.display().to_string());
    let t = twin(&config(&[
        ("labour.kind", "\"series\""),
        ("labour.series", &series),
        ("labour.start_month", "\"1997-06\""),
        ("study.horizon_months", "60"),
    ]));
    let world = t.world(0);
    let share = |t: usize| {
        let p = |hazard: f64| 1.0 - (-hazard).exp();
        let (s, f) = (p(world.separation_hazard[t]), p(world.finding_hazard[t]));
        s / (s + f)
    };
    assert_near(share(0), 0.022, 1e-12, "before the middle of 1997");
    assert_near(share(1), 0.022 + (0.047 - 0.022) * 0.5 / 12.0, 1e-12, "July 1997");
}

#[test]
#[should_panic(expected = "one cell")]
fn walks_one_cell_only() {
    twin(&(config(&[]) + "[sweep.grid]\n\"loan.down_payment\" = [0.1, 0.2]\n"));
}

#[test]
#[should_panic(expected = "loan.down_payment is not a number or a distribution")]
fn draws_no_beta() {
    twin(&config(&[("loan.down_payment", "{ beta = { alpha = 1.0, beta = 2.0, max = 0.5 } }")])).path(0, 0);
}

// The three identities month by month and over the path.

/// By all lenders.
fn lent(outcome: &Outcome) -> Money {
    outcome.lenders.iter().map(|lender| Money::of(lender.loan)).sum()
}

fn check_identities(t: &Twin, outcome: &Outcome, rows: &[LedgerRow], what: &str) {
    let owed_at_start = if outcome.lenders.len() > 1 { lent(outcome) } else { Money::of(outcome.opening_balance) };
    let opening_cash = Money::of(outcome.opening_cash);
    let (mut cash, mut line, mut owed) = (opening_cash, NONE, owed_at_start);
    let mut sums = [NONE; 3];
    for row in rows {
        let at = |identity: &str| format!("{what}, month {}: {identity}", row.month);
        let to_lender = row.paid + row.costs_paid + row.margin_paid + row.prepaid_in_part;
        if !row.collecting {
            let others = row.rent_received + row.other_homes_cash_flow + row.other_homes_proceeds + row.family_help;
            let in_ = row.income + others + row.line_drawn + row.sale_proceeds + row.household_surplus;
            let is_prepaid = row.events.iter().any(|event| event == "prepaid" || event == "repaid from cash");
            let in_ = if is_prepaid { in_ + row.raised } else { in_ } + row.cash_out;
            let living = row.essential + row.discretionary + row.illness + row.own_rent + row.premium;
            let spent = living + row.other_debt_service - row.unmet + row.surplus_consumed;
            let to_all = to_lender + row.sale_paid + row.prepayment_fee + row.partial_fee + row.refinancing_cost;
            let out = row.divided + spent + to_all + row.line_repaid + row.seized;
            assert_same(row.cash_opening, cash, &at("opening cash"));
            cash += in_ - out;
            sums[0] += in_ - out;
            assert_same(row.cash_closing, cash, &at("household"));
            assert!(cash >= NONE, "{}", at("cash is negative"));
        }
        line += row.line_drawn + row.line_interest - row.line_repaid;
        sums[1] += row.line_drawn + row.line_interest - row.line_repaid;
        assert_same(row.line_balance, line, &at("line"));

        let charged = row.interest_due
            + row.cash_out
            + row.penalty_accrued
            + row.damages
            + row.late_interest
            + row.costs_advanced
            + row.recourse_interest;
        let received = to_lender + row.sale_paid + row.lender_share + row.seized + row.garnished;
        owed += charged - received - row.written_off;
        sums[2] += charged - received - row.written_off;
        assert_same(row.owed_to_lender, owed, &at("lender"));

        assert_same(row.paid_interest + row.paid_principal + row.paid_penalty, row.paid, &at("paid"));
        assert_same(
            row.auction_price,
            row.third_party_costs + row.lender_share + row.household_surplus,
            &at("waterfall"),
        );
        if row.held {
            let parts = row.scheduled_balance + row.overdue_interest + row.overdue_principal + row.penalty_balance;
            assert_same(row.debt, parts, &at("debt"));
            assert!(row.days_past_due % 30 == 0);
        }
        for amount in [
            row.unmet,
            row.cash_closing,
            row.line_balance,
            row.paid,
            row.overdue_interest,
            row.overdue_principal,
            row.penalty_balance,
            row.surplus_consumed,
            row.lender_share,
            row.household_surplus,
            row.third_party_costs,
        ] {
            assert!(amount >= NONE, "{}", at("a negative amount"));
        }
    }
    let end = rows.last().unwrap();
    assert_same(opening_cash + sums[0], end.cash_closing, &format!("{what}: household, whole path"));
    assert_same(sums[1], end.line_balance, &format!("{what}: line, whole path"));
    assert_same(owed_at_start + sums[2], end.owed_to_lender, &format!("{what}: lender, whole path"));

    check_lenders(t, outcome, rows, what);

    // The outcome agrees with the rows.
    let owed_in_the_end = if outcome.settlement_month.is_some() { end.owed_to_lender } else { NONE };
    assert_same(Money::of(outcome.residual_debt), owed_in_the_end, "residual debt");
    if outcome.settlement_month.is_some() && t.config.text("recourse.kind") == "none" {
        assert_eq!((outcome.seized, outcome.garnished, outcome.residual_debt), (0.0, 0.0, 0.0));
    }
    if outcome.deepest_equity_frac.is_some_and(|equity| equity < 0.0) {
        assert!(outcome.ever_under_water);
    }
    if let Some(ead) = outcome.ead {
        let (pv, costs) = (outcome.recovery_pv.unwrap(), outcome.lender_costs_pv.unwrap());
        match outcome.lgd {
            Some(lgd) => assert_near(lgd * ead, ead - pv + costs, 1e-9 * ead, "lgd"),
            None => assert_eq!(ead, 0.0, "no lgd"),
        }
    }
}

/// What lenders have had between them is what the household and the home have paid; each has had all that it lent, advanced and
/// charged, unless a settlement fell short of it or a sale left an unsecured loan.
fn check_lenders(t: &Twin, outcome: &Outcome, rows: &[LedgerRow], what: &str) {
    let sum = |flow: fn(&LedgerRow) -> Money| -> Money { rows.iter().map(flow).sum() };
    let sold = rows.iter().find(|row| row.claim_sold > NONE).map_or(usize::MAX, |row| row.month);
    let mut paid = sum(|row| row.paid + row.costs_paid + row.margin_paid + row.sale_paid + row.lender_share);
    paid += sum(|row| row.prepaid_in_part + row.seized + row.claim_sold);
    paid += rows.iter().filter(|row| row.month <= sold).map(|row| row.garnished).sum();
    let last = rows.iter().find(|row| row.closing).unwrap();
    if last.held && outcome.settlement_month.is_none() {
        paid += last.debt;
    }
    let received = outcome.lenders.iter().map(|lender| lender.received).sum::<Money>();
    // A claim may be sold for nothing.
    if outcome.garnished == 0.0 || sold < usize::MAX || !t.config.has("recourse.claim_sale") {
        assert_same(received, paid, &format!("{what}: all lenders"));
    }
    if outcome.settlement_month.is_none() && sum(|row| row.late_interest) == NONE {
        let left =
            |secured: bool| outcome.lenders.iter().filter(move |it| it.secured == secured).map(|it| it.not_received);
        assert!(left(true).all(|left| left == NONE), "{what}: {:?}", outcome.lenders);
        assert_same(left(false).sum(), sum(|row| row.unsecured_left), &format!("{what}: unsecured lenders"));
    }
}

/// Runs all paths of a config; counts final states and events.
fn check_all(text: &str, seen: &mut BTreeMap<String, usize>) -> usize {
    let t = twin(text);
    let mut paths = 0;
    for w in 0..t.worlds() {
        let world = t.world(w);
        for h in 0..t.households() {
            let (outcome, rows) = t.path_in(&world, w, h);
            *seen.entry(outcome.final_state.name().into()).or_default() += 1;
            paths += 1;
            if rows.is_empty() {
                continue;
            }
            for event in rows.iter().flat_map(|row| &row.events) {
                *seen.entry(format!("event: {event}")).or_default() += 1;
            }
            for (what, happens) in [
                ("deficiency", outcome.deficiency.is_some_and(|d| d > 0.0)),
                ("no deficiency", outcome.deficiency == Some(0.0)),
                ("seized", outcome.seized > 0.0),
                ("garnished", outcome.garnished > 0.0),
                ("residual debt", outcome.residual_debt > 0.0),
                ("strategic", outcome.default_trigger.is_some_and(|x| x.name() == "strategic")),
                ("line drawn", rows.iter().any(|row| row.line_drawn > NONE)),
                ("line repaid", rows.iter().any(|row| row.line_repaid > NONE)),
                ("unmet", outcome.unmet_spending > 0.0),
                ("sold with a cash gap", rows.iter().any(|row| row.sale_proceeds < row.sale_paid)),
                ("reinstated and costs paid", rows.iter().any(|row| row.costs_paid > NONE)),
                (
                    "penalty alone is owed",
                    rows.iter().any(|row| row.held && row.days_past_due == 0 && row.penalty_balance > NONE),
                ),
                ("several lenders", outcome.lenders.len() > 1),
                (
                    "the default of another lender alone",
                    outcome.default_month.is_none() && outcome.lenders.iter().any(|it| it.default_month.is_some()),
                ),
                ("a loss of another lender", outcome.lenders[1..].iter().any(|it| it.loss_pv > 0.0)),
                ("unsecured debt left at a sale", rows.iter().any(|row| row.unsecured_left > NONE)),
                ("nothing owed to the main lender at default", outcome.ead == Some(0.0)),
                ("lgd above 1", outcome.lgd.is_some_and(|lgd| lgd > 1.0)),
                ("lgd below 0", outcome.lgd.is_some_and(|lgd| lgd < 0.0)),
                (
                    "held to the end of a tail",
                    outcome.reinstated
                        && rows.last().unwrap().month > t.config.whole("study.horizon_months")
                        && outcome.final_state.name() == "performing",
                ),
            ] {
                *seen.entry(format!("what: {what}")).or_default() += usize::from(happens);
            }
            check_identities(&t, &outcome, &rows, &format!("world {w}, household {h} of\n{text}\n"));
        }
    }
    paths
}

#[test]
fn identities_in_harsh_configs() {
    let mut seen = BTreeMap::new();
    let floating = [
        ("loan.annual_rate", ""),
        ("loan.spread_annual", "0.01"),
        ("policy_rate.kind", "\"vasicek\""),
        ("policy_rate.initial_annual", "0.03"),
        ("policy_rate.mean_annual", "0.05"),
        ("policy_rate.reversion_annual", "0.3"),
        ("policy_rate.volatility_annual", "0.01"),
    ];
    let mut paths = 0;
    for recourse in ["\"full\"", "\"none\""] {
        for method in ["\"level\"", "\"constant-principal\"", "\"hybrid\"", "\"interest-only\""] {
            for tail in ["0", "60"] {
                let mut changes =
                    vec![("recourse.kind", recourse), ("loan.method", method), ("study.workout_tail_months", tail)];
                if method == "\"hybrid\"" {
                    changes.push(("loan.switch_month", "30"));
                }
                paths += check_all(&harsh_with(&changes), &mut seen);
                changes.extend(floating);
                changes.push(("loan.term_months", "60"));
                paths += check_all(&harsh_with(&changes), &mut seen);
            }
        }
    }
    println!("{paths} paths");
    for (what, count) in &seen {
        println!("{count:8} {what}");
    }
}

/// Every key and every kind of a config turns up.
#[test]
fn random_configs_name_every_key() {
    let texts: Vec<String> = (0..300).map(|seed| random_config(seed, files())).collect();
    let all = texts.concat();
    let keys: BTreeSet<String> = texts.iter().flat_map(|text| twin(text).config.keys()).flatten().collect();
    for key in keys.iter().filter(|key| !is_only_shown(key)) {
        let last = key.rsplit('.').next().unwrap();
        assert!(all.contains(&format!("\n{last} = ")) || all.contains(&format!(" {last} = ")), "{key}");
    }
    for word in "gbm momentum mean-reverting jump-diffusion regime-switching bootstrap replay path ar1 constant knots vasicek step linear months amount savings level \
        constant-principal hybrid interest-only china-2007 none full payment-plan lender-first pro-rata once yearly household lender"
        .split_whitespace()
    {
        assert!(all.contains(&format!("\"{word}\"")), "{word}");
    }
    for distribution in "uniform lognormal triangular normal empirical discrete logistic".split_whitespace() {
        assert!(all.contains(&format!("{{ {distribution} = ")), "{distribution}");
    }
    assert!(all.contains("kind = \"series\""));
    assert!(!all.contains("NaN") && !all.contains("= inf"));
}

#[test]
fn identities_in_random_configs() {
    let mut seen = BTreeMap::new();
    let mut paths = 0;
    for seed in 0..800 {
        paths += check_all(&random_config(seed, files()), &mut seen);
    }
    println!("{paths} paths");
    for (what, count) in &seen {
        println!("{count:8} {what}");
    }
    let rare: Vec<&String> = seen.iter().filter(|&(_, &count)| count < 20).map(|(what, _)| what).collect();
    assert!(rare.is_empty(), "hardly ever seen: {rare:?}");
}
