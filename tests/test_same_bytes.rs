//! The same numbers everywhere: threads, cuts, instruction sets, a path alone or among others, one cell or many. Nothing
//! here has a tolerance.

use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::path::{ABSENT, FinalState};
use underwater::outcome::{Event, Ledger, NoRecord};
use underwater::outcome::{PathOutcome, StudyResult};
use underwater::study::Study;

use crate::support::{config, outcomes, rows_of, run_with, shipped_study, study_of, study_with, world_row};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

/// Result and all outcomes of a run.
fn everything(
    study: &Study,
    threads: usize,
    set: InstructionSet,
    cuts: Option<(u64, usize)>,
) -> (StudyResult, Vec<PathOutcome>) {
    let mut paths = Vec::new();
    let mut writer = |first: u64, outcomes: &[PathOutcome]| {
        assert_eq!(first as usize * study.cells.len(), paths.len(), "paths leave in order");
        paths.extend_from_slice(outcomes);
        Ok(())
    };
    let result = run_with(study, threads, set, cuts, Some(&mut writer));
    (result, paths)
}

/// Studies of every shape: many worlds of few households and the reverse, several cells, random mechanisms.
fn studies() -> Vec<(String, Study)> {
    let smoke = |worlds: u32, households: u64| {
        let sets = [format!("study.worlds={worlds}"), format!("study.households={households}")];
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        (format!("smoke, {worlds} worlds of {households}"), study_with(&config("smoke.toml"), &sets))
    };
    let mut studies = vec![smoke(7, 61), smoke(97, 3), smoke(300, 1), smoke(1, 400)];
    let sizes = ["study.worlds=6", "study.households=80"];
    studies.push(("households".to_owned(), study_with(&config("china_households.toml"), &sizes)));
    for seed in 1000..1006 {
        studies.push((format!("random {seed}"), study_of(&random_config(seed, files()))));
    }
    studies
}

#[test]
fn threads_cuts_and_instruction_sets() {
    for (name, study) in studies() {
        let expected = everything(&study, 1, InstructionSet::available()[0], None);
        for set in InstructionSet::available() {
            for (threads, cuts) in [
                (2, None),
                (2, Some((1, 1))),
                (2, Some((7, 3))),
                (1, Some((1000, 16))),
                (2, Some((1000, 256))),
                (2, Some((350, 1000))),
                (3, Some((61, 1))),
            ] {
                let found = everything(&study, threads, set, cuts);
                assert!(found == expected, "{name}: {threads} threads, cuts {cuts:?}, {set:?}");
            }
        }
        let without_paths = run_with(&study, 2, InstructionSet::best(), None, None);
        assert!(without_paths == expected.0, "{name}: with and without a writer of paths");
    }
}

#[test]
fn a_path_alone_and_month_by_month() {
    for (name, study) in studies() {
        let (_, among_others) = everything(&study, 2, InstructionSet::best(), None);
        let cells = study.cells.len();
        for path in (0..study.paths()).step_by(13) {
            let range = PathRange { first: path, count: 1 };
            let at = path as usize * cells;
            let alone = outcomes(&study, InstructionSet::best(), range, &mut NoRecord);
            assert!(alone == among_others[at..at + cells], "{name}: path {path} alone");
            let told = outcomes(&study, InstructionSet::best(), range, &mut Ledger::default());
            assert!(told == alone, "{name}: path {path} told month by month");
        }
    }
}

#[test]
fn fewer_worlds_are_a_prefix_of_more() {
    let smoke = |worlds: &str| study_with(&config("smoke.toml"), &[worlds, "study.households=37"]);
    let (more, more_paths) = everything(&smoke("study.worlds=40"), 2, InstructionSet::best(), None);
    for worlds in ["study.worlds=1", "study.worlds=11"] {
        let study = smoke(worlds);
        let (fewer, fewer_paths) = everything(&study, 2, InstructionSet::best(), None);
        let rows = rows_of(&fewer);
        assert!(rows[..] == rows_of(&more)[..rows.len()]);
        assert!(fewer_paths[..] == more_paths[..fewer_paths.len()]);
        assert_eq!(fewer_paths.len() as u64, study.paths() * study.cells.len() as u64);
    }
    // Households are numbered within their world: fewer of them are the first ones.
    let few = study_with(&config("smoke.toml"), &["study.worlds=40", "study.households=5"]);
    let (_, few_paths) = everything(&few, 2, InstructionSet::best(), None);
    let cells = few.cells.len();
    for world in 0..40 {
        let (few, more) = (&few_paths[world * 5 * cells..], &more_paths[world * 37 * cells..]);
        assert!(few[..5 * cells] == more[..5 * cells], "world {world}");
    }
}

/// A cell of a sweep over contracts, lives, worlds and the law equals the study of that cell alone.
#[test]
fn a_cell_alone_equals_the_cell_in_a_sweep() {
    let points: [&[(&str, &str)]; 5] = [
        &[("loan.down_payment", "0.05")],
        &[("household.floor_income_frac", "0.35"), ("recourse.collection_months", "12")],
        &[("household.home_volatility_annual", "0.2"), ("loan.term_months", "30")],
        &[("labour.separation_monthly", "0.08"), ("recourse.kind", "\"none\"")],
        &[("price.drift_annual", "-0.4"), ("policy_rate.mean_annual", "0.09"), ("correlation.price_labour", "0.1")],
    ];
    each_alone_as_in_a_sweep("smoke.toml", &points, &["study.worlds=12", "study.households=50"]);
}

/// Each key that is read on the day of purchase alone: cells share their purchase only where all of them agree.
#[test]
fn a_purchase_is_shared_where_nothing_of_it_differs() {
    let keys = [
        ("loan.term_months", "240"),
        ("household.home_price.lognormal.median", "1_500_000"),
        ("household.income_monthly.lognormal.median", "25_000"),
        ("household.investor_frac", "0.6"),
        ("household.savings.lognormal.median", "900_000"),
        ("household.reference_down_payment", "0.1"),
        ("household.essential_spending_frac", "0.5"),
        ("household.discretionary_spending_frac", "0.3"),
        ("household.discretionary_cut_below_months", "9"),
        ("household.buffer_target_months", "1"),
        ("household.cash_minimum_months", "4"),
        ("household.credit_limit_months_of_income", "6"),
        ("household.letting.rent_yield_annual", "0.05"),
        ("household.other_debts.service_frac", "0.2"),
        ("household.other_debts.months", "100"),
        ("household.other_homes.owner_frac", "0.7"),
        ("household.other_homes.cash_flow_frac", "0.3"),
        ("household.other_homes.liquidation_value_frac", "1.5"),
        ("household.family_help.months", "8"),
        ("household.correlation.price_income", "-0.4"),
        ("loan.down_payment", "0.2"),
        ("loan.annual_rate", "0.07"),
        ("loan.method", "\"constant-principal\""),
        ("loan.appraisal_ratio", "0.9"),
        ("loan.buying_cost_frac", "0.08"),
        ("underwriting.maximum_dsti", "0.3"),
        ("underwriting.minimum_down_payment_first_home", "0.4"),
        ("underwriting.minimum_down_payment_second_home", "0.4"),
        ("underwriting.building_age_years", "19"),
        ("underwriting.maximum_age_and_term_years", "28"),
        ("underwriting.minimum_buffer_months", "9"),
        ("distress.walk_away_threshold", "0.01"),
        ("distress.investor_walk_away_threshold", "0.01"),
        ("recourse.garnished_share", "0.9"),
    ];
    let points: Vec<Vec<(&str, &str)>> = keys.iter().map(|key| vec![*key]).collect();
    let points: Vec<&[(&str, &str)]> = points.iter().map(Vec::as_slice).collect();
    each_alone_as_in_a_sweep("china_households.toml", &points, &["study.worlds=4", "study.households=25"]);
}

/// Each point of a sweep over a shipped study without its own.
fn each_alone_as_in_a_sweep(name: &str, points: &[&[(&str, &str)]], sizes: &[&str]) {
    let point = |point: &&[(&str, &str)]| {
        let keys: Vec<String> = point.iter().map(|(key, value)| format!("{key:?} = {value}")).collect();
        format!("{{ {} }}", keys.join(", "))
    };
    let rows: Vec<String> = points.iter().map(point).collect();
    let swept = shipped_study(name, &format!("[sweep]\npoints = [{}]\n", rows.join(", ")), sizes);
    assert_eq!(swept.cells.len(), points.len());
    let (together, together_paths) = everything(&swept, 2, InstructionSet::best(), None);

    for (cell, point) in points.iter().enumerate() {
        let sets: Vec<String> = point.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let sets: Vec<&str> = sets.iter().map(String::as_str).chain(sizes.iter().copied()).collect();
        let study = shipped_study(name, "", &sets);
        let (result, paths) = everything(&study, 2, InstructionSet::best(), None);
        let of_cell: Vec<PathOutcome> = together_paths.iter().skip(cell).step_by(points.len()).copied().collect();
        assert!(paths == of_cell, "cell {cell}: paths");
        for world in 0..study.worlds as usize {
            assert_eq!(world_row(&result, world, 0), world_row(&together, world, cell), "cell {cell}, world {world}");
        }
        let (alone, swept) = (&result.tallies, &together.tallies);
        assert!(alone.months.ends(0).eq(swept.months.ends(cell)), "cell {cell}: months");
        assert!(alone.losses_of(0) == swept.losses_of(cell), "cell {cell}: losses");
        assert_eq!(alone.price_levels[result.price_of_cell[0]], swept.price_levels[together.price_of_cell[cell]]);
    }
}

/// Outcomes of the smoke study without its sweep, with settings laid over it; nobody walks away, so that what comes after default
/// cannot reach back.
fn smoke_paths(sets: &[&str]) -> Vec<PathOutcome> {
    let base = [
        "study.worlds=90",
        "study.households=90",
        "price.drift_annual=-0.15",
        "distress.walk_away_threshold=50",
        "distress.investor_walk_away_threshold=50",
    ];
    let study = shipped_study("smoke.toml", "", &[&base[..], &["loan.down_payment=0.1"], sets].concat());
    everything(&study, 2, InstructionSet::best(), None).1
}

/// A change after default moves nothing up to default, one after the auction nothing up to it: each decision has draws of
/// its own.
#[test]
fn mechanisms_share_no_draws() {
    let base = smoke_paths(&[]);
    let up_to_default = |path: &PathOutcome| {
        [path.default_month, path.default_trigger, path.ead, path.equity_at_default_frac, path.cures, path.home_price]
            .into_iter()
            .chain([path.loan, path.income_monthly, path.opening_cash])
            .collect::<Vec<_>>()
    };
    // The auction of a path may end a case that a longer one would have seen reinstated, but not when it begins.
    let up_to_auction = |path: &PathOutcome| {
        let mut all = up_to_default(path);
        all.extend([path.settlement_month, path.auction_round, path.sale_month, path.final_state, path.reinstated]);
        all.extend([path.months_under_water, path.worst_days_past_due, path.lender_costs_pv, path.lowest_cash]);
        all
    };
    let same = |what: &str, sets: &[&str], part: &dyn Fn(&PathOutcome) -> Vec<i64>, differs: bool| {
        let changed = smoke_paths(sets);
        for (path, (base, changed)) in base.iter().zip(&changed).enumerate() {
            assert_eq!(part(base), part(changed), "{what}: path {path}");
        }
        assert_eq!(base != changed, differs, "{what}: whether anything changed at all");
    };
    let defaults = base.iter().filter(|path| path.default_month != ABSENT).count();
    let auctions = base.iter().filter(|path| path.final_state == FinalState::Auctioned as i64).count();
    assert!(defaults > 300 && auctions > 100, "{defaults} defaults, {auctions} auctions");

    same("suit", &["foreclosure.months_to_suit={ uniform = { min = 0, max = 9 } }"], &up_to_default, true);
    same("judgment", &["foreclosure.months_to_judgment=7"], &up_to_default, true);
    same("rounds", &["foreclosure.rounds[1].months=0", "foreclosure.rounds[0].success=0.5"], &up_to_default, true);
    same("collection", &["recourse.collection_months=0"], &up_to_auction, true);
    same("no recourse", &["recourse.kind=\"none\""], &up_to_auction, true);
    same("premium", &["foreclosure.rounds[0].premium=0.0", "foreclosure.rounds[1].premium=0.3"], &up_to_auction, true);
    same("auction costs", &["foreclosure.auction_cost_frac=0.1"], &up_to_auction, true);
    same("tail", &["study.workout_tail_months=4"], &up_to_default, true);
    same("investors nobody asks", &["household.investor_frac=0.9"], &up_to_auction, false);
}

/// Each mechanism of the household's life drawn, and made to weigh nothing: not a number moves, alone or all together.
#[test]
fn households_with_weightless_mechanisms_are_as_they_were() {
    let base = smoke_paths(&[]);
    let mechanisms = [
        "household.wages={ persistent_volatility_annual = 1e-300, transitory_sd = 1e-300 }",
        "household.second_earner={ wage_frac = 0, spell_correlation = 0.5, separation_hazard_ratio = 2, \
         leave = { probability = 0.5, month = 9, duration_months = 5 }, \
         divorce = { probability_monthly = 0.05, spending_kept_frac = 1, cash_kept_frac = 1 } }",
        "household.self_employment={ first_earner_frac = 1e-9, slump_income_frac = 0.1 }",
        "household.illness={ probability_monthly = 0.1, duration_months = { uniform = { min = 1, max = 4 } }, \
         extra_spending_frac = 0 }",
        "household.letting={ rent_yield_annual = 0, vacancy_monthly = 0.2, \
         in_distress = { probability = 0.5, months = 3, own_rent_frac = 0.5 } }",
        "household.other_debts={ service_frac = 0, months = { uniform = { min = 0, max = 9 } } }",
        "household.other_homes={ owner_frac = 0.5, liquidation_value_frac = 0, months_to_sell = 4 }",
        "household.family_help={ months = 0 }",
        "household.spending_growth_annual=0.0",
        "underwriting={ minimum_buffer_months = 0, building_age_years = { uniform = { min = 0, max = 9 } }, \
         maximum_age_and_term_years = 200 }",
    ];
    for mechanism in mechanisms {
        assert!(smoke_paths(&[mechanism]) == base, "{mechanism}");
    }
    assert!(smoke_paths(&mechanisms) == base, "all together");
}

/// Mechanisms of the household's life shift no draw of each other: as long as a household holds its home in both studies,
/// illness, leaves and spells of work come in the same months whatever the others do.
#[test]
fn lives_share_no_draws() {
    let stories = |more: &str| {
        let text = random_config(77, files());
        let text = text.split("\n[household.").next().expect("what stands before");
        // Households with more loans lose their homes before much happens to them.
        let tables = text.split("\n[").filter(|table| !table.starts_with("[loan.tranche]]"));
        let text = tables.collect::<Vec<_>>().join("\n[");
        let tables = "[household.illness]\nprobability_monthly = 0.05\nduration_months = 2\nextra_spending_frac = 0.1\n\
            [household.second_earner]\nwage_frac = 0.4\nspell_correlation = 0.3\n\
            leave = { probability = 0.5, month = { uniform = { min = 1, max = 20 } }, duration_months = 5 }\n";
        let study = study_of(&format!("{text}\n{tables}{more}"));
        let mut ledger = Ledger::default();
        let range = PathRange { first: 0, count: study.paths() as usize };
        outcomes(&study, InstructionSet::best(), range, &mut ledger);
        let told = [Event::FellIll, Event::LeaveBegan, Event::LostWork, Event::SecondLostWork, Event::FoundWork];
        let mut stories = vec![Vec::new(); study.paths() as usize];
        for (_, lane, record) in &ledger.records {
            stories[*lane].push(told.map(|event| record.events.has(event)));
        }
        stories
    };
    let base = stories("");
    let more = "[household.wages]\npersistent_volatility_annual = 0.1\ntransitory_sd = 0.1\nscar_frac = 0.2\n\
        [household.letting]\nrent_yield_annual = 0.02\nvacancy_monthly = 0.1\n\
        [household.other_debts]\nservice_frac = 0.001\nmonths = 9\n[household.family_help]\nmonths = 3\n";
    let mut events = 0;
    for (lane, (base, changed)) in base.iter().zip(&stories(more)).enumerate() {
        for (month, (base, changed)) in (1..).zip(base.iter().zip(changed)) {
            assert_eq!(base, changed, "path {lane}, month {month}");
            events += base.iter().filter(|event| **event).count();
        }
    }
    assert!(events > 300, "{events} events");
}

/// An auction's draws depend on the ordinals of default and round alone: where prices stand still, waiting longer for it
/// changes its month and nothing of what happens in it.
#[test]
fn auctions_do_not_depend_on_their_month() {
    let still = [
        "price={ kind = \"path\", knots = [{ month = 0, level = 1 }] }",
        "correlation.price_labour=0",
        "correlation.price_policy_rate=0",
        "household.home_volatility_annual=0",
        "distress.sale_probability_monthly=0",
        "study.workout_tail_months=90",
    ];
    let auctions = |set: &str| {
        let paths = smoke_paths(&[&still[..], &[set]].concat());
        let part = |path: &PathOutcome| (path.auction_round, path.auction_price, path.settlement_month);
        paths.iter().map(part).collect::<Vec<_>>()
    };
    let (early, late) = (auctions("foreclosure.months_to_auction=1"), auctions("foreclosure.months_to_auction=6"));
    let mut settled = 0;
    for (path, (early, late)) in early.iter().zip(&late).enumerate() {
        assert_eq!((early.0, early.1), (late.0, late.1), "path {path}");
        if early.2 != ABSENT {
            assert_eq!(early.2 + 5, late.2, "path {path}");
            settled += 1;
        }
    }
    assert!(settled > 300, "only {settled} were settled");
}

/// Draws of the household's exogenous life do not depend on its contract: with the home's own walk off, employment is the
/// same, and so is every default in a study where prices cannot matter.
#[test]
fn employment_does_not_depend_on_prices() {
    let without_sales = ["distress.sale_probability_monthly=0.0", "loan.spread_annual=0.005"];
    let life = |sets: &[&str]| {
        let paths = smoke_paths(&[&without_sales[..], sets].concat());
        let part = |path: &PathOutcome| (path.default_month, path.cures, path.ead);
        paths.iter().map(part).collect::<Vec<_>>()
    };
    let base = life(&[]);
    assert_eq!(base, life(&["household.home_volatility_annual=0.0"]), "the home's own walk");
    assert_eq!(base, life(&["price.volatility_annual=0.4"]), "the volatility of the index");
    assert_eq!(
        base,
        life(&["price={ kind = \"path\", knots = [{ month = 0, level = 1 }], volatility_annual = 0.1 }"]),
        "another kind of index"
    );
    for price in [
        "price.degrees_of_freedom=3.0",
        "price.overlay=[{ from_month = 3, to_month = 9, log_return = -0.3 }]",
        "price={ kind = \"mean-reverting\", trend_growth_annual = 0, reversion_annual = 1, volatility_annual = 0.1 }",
        "price={ kind = \"jump-diffusion\", drift_annual = 0, volatility_annual = 0.1, jump_intensity_annual = 2, \
         jump_mean_log = -0.1, jump_sd_log = 0.1 }",
        "price={ kind = \"regime-switching\", regimes = [\
         { name = \"a\", drift_annual = 0, volatility_annual = 0.1, transition_monthly = [0.9, 0.1] }, \
         { name = \"b\", drift_annual = -0.4, volatility_annual = 0.3, transition_monthly = [0.1, 0.9] }] }",
    ] {
        assert_eq!(base, life(&[price]), "{price}");
    }
    assert_ne!(base, life(&["labour.separation_monthly=0.02"]));
}
