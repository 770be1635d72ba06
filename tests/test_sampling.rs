//! `[sampling]`: worlds lie where they are said to lie, estimates stay right, and errors are as large as they are told.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use underwater::aggregate;
use underwater::kernel::{InstructionSet, PathRange, Simulation};
use underwater::outcome::label::CellLabel;
use underwater::outcome::{NoRecord, SegmentSum, StudyResult};
use underwater::random::low_discrepancy::coordinate;
use underwater::random::{Purpose, Streams, Who, normal};
use underwater::study::{Study, resolve};
use underwater::world::Directions;

use crate::support::{config, loaded, outcomes, root, run, run_with, study_with};
use crate::test_closed_forms::phi;
use crate::test_second_lives::merton;
use crate::test_twin_agreement::differences;
use crate::twin::Twin;

fn sobol(more: &str) -> String {
    format!("sampling={{method=\"sobol\"{more}}}")
}

const ANTITHETIC: &str = "sampling={method=\"antithetic\"}";

fn smoke(sets: &[&str]) -> Study {
    study_with(&config("smoke.toml"), sets)
}

/// The number of the point of a world along a direction, made normal; `part` is what of (0, 1) its batch draws from.
fn at_the_point(study: &Study, world: u32, direction: u32, part: (f64, f64)) -> f64 {
    let who = Who { household: 0, world: world % 32 };
    let [low, high, ..] = Streams::new(study.seed).words(who, Purpose::PointSet, 0, 0);
    let u = coordinate(world / 32, direction, u64::from(high) << 32 | u64::from(low));
    normal::quantile(part.0 + u * (part.1 - part.0))
}

/// The mean log index of a world over the months to the horizon.
fn mean_log_index(simulation: &Simulation<'_>, world: u32) -> f64 {
    let months = simulation.study().horizon_months as usize;
    simulation.world(world).log_index[0][1..=months].iter().sum::<f64>() / months as f64
}

/// Of a walk without memory the mean log index is σ ÷ √12 · √Σ((T + 1 − t) ÷ T)² times the first coordinate, and a constant: the
/// worlds lie at the points, bad ones in the part that is theirs.
#[test]
fn the_mean_log_index_is_the_first_coordinate() {
    for one_in in [None, Some(20_u32)] {
        let more = one_in.map(|one_in| format!(",bad_worlds_one_in={one_in}")).unwrap_or_default();
        let study = smoke(&[&sobol(&more), "study.worlds=256"]);
        let simulation = Simulation::new(&study, InstructionSet::best());
        let t = f64::from(study.horizon_months);
        let squares: f64 = (1..=study.horizon_months).map(|month| ((t + 1.0 - f64::from(month)) / t).powi(2)).sum();
        let length = 0.15 / 12.0_f64.sqrt() * squares.sqrt();
        let part = |world: u32| match one_in {
            None => (0.0, 1.0),
            Some(one_in) if world % 2 == 1 => (0.0, 1.0 / f64::from(one_in)),
            Some(one_in) => (1.0 / f64::from(one_in), 1.0),
        };
        let constant = mean_log_index(&simulation, 0) - length * at_the_point(&study, 0, 0, part(0));
        for world in 1..256 {
            let expected = constant + length * at_the_point(&study, world, 0, part(world));
            let found = mean_log_index(&simulation, world);
            assert!((found - expected).abs() < 1e-9, "world {world}: {found}, {expected}");
        }
    }
}

/// Of a study of five cities the directions are orthonormal, as many as asked, and the first moves the mean of all indices.
#[test]
fn directions_are_orthonormal() {
    let study = study_with(&config("portfolio_china.toml"), &["study.worlds=2"]);
    let directions = Directions::of(&study.world_models, 60, 8);
    assert_eq!((directions.count(), directions.leads_with_prices()), (8, true));
    for a in 0..8 {
        for b in 0..8 {
            let dot: f64 = directions.weights(a).iter().zip(directions.weights(b)).map(|(a, b)| a * b).sum();
            assert!((dot - f64::from(u8::from(a == b))).abs() < 1e-9, "{a} and {b}: {dot}");
        }
    }
    let spread = |sampling: &str| {
        let sets = ["study.worlds=1024", sampling];
        let study = study_with(&config("portfolio_china.toml"), &sets[..1 + usize::from(!sampling.is_empty())]);
        let simulation = Simulation::new(&study, InstructionSet::best());
        let of_batch = |batch: u32| {
            let mean = |world: u32| {
                let path = simulation.world(world);
                path.log_index.iter().map(|index| index[1..=60].iter().sum::<f64>()).sum::<f64>()
            };
            (0..32).map(|point| mean(batch + 32 * point)).sum::<f64>() / 32.0
        };
        let means: Vec<f64> = (0..8).map(of_batch).collect();
        let mean = means.iter().sum::<f64>() / 8.0;
        means.iter().map(|batch| (batch - mean).powi(2)).sum::<f64>()
    };
    assert!(spread("") > 50.0 * spread(&sobol(",directions=1")), "means of batches lie far closer");
}

/// Shocks across the directions stay as they were drawn: what is left of a world's index after its mean is the same.
#[test]
fn across_the_directions_a_world_stays() {
    let (plain, spread) = (smoke(&[]), smoke(&[&sobol(",directions=1")]));
    let [plain, spread] = [&plain, &spread].map(|study| Simulation::new(study, InstructionSet::best()));
    let t = f64::from(plain.study().horizon_months);
    // The direction is that of (T + 1 − t) ÷ T by month: along it steps move, across it they do not.
    let weight = |month: usize| (t + 1.0 - month as f64) / t;
    for world in 0..40 {
        let [a, b] = [&plain, &spread].map(|simulation| simulation.world(world).log_index[0].clone());
        let step = |index: &[f64], month: usize| index[month] - index[month - 1];
        let by = |month: usize| (step(&b, month) - step(&a, month)) / weight(month);
        for month in 2..=t as usize {
            assert!((by(month) - by(1)).abs() < 1e-9, "world {world}, month {month}");
        }
        // After the horizon nothing is moved.
        let after = t as usize + 3;
        assert!((step(&b, after) - step(&a, after)).abs() < 1e-12, "world {world}");
    }
}

/// The second world of a pair has the opposite of every shock, of every price model: the twin draws it so, and all paths agree.
#[test]
fn opposite_worlds_are_those_of_the_twin() {
    let text = std::fs::read_to_string(config("smoke.toml")).expect("a shipped config");
    let base = text.split("\n[sweep]").next().expect("a base").replace("\"regimes/", "\"configs/regimes/");
    let base = base.split("\n[[scenario]]").next().expect("a base").to_owned();
    let gbm =
        "kind = \"gbm\"\ndrift_annual = -0.15           # assumption\nvolatility_annual = 0.15       # assumption\n";
    assert!(base.contains(gbm), "smoke.toml has another price model");
    for price in [
        gbm,
        "kind = \"jump-diffusion\"\ndrift_annual = -0.1\nvolatility_annual = 0.1\njump_intensity_annual = 0.6\njump_mean_log = -0.2\njump_sd_log = 0.1\n",
        "kind = \"gbm\"\ndrift_annual = -0.1\nvolatility_annual = 0.2\ndegrees_of_freedom = 5\n",
    ] {
        let text = base
            .replace(gbm, price)
            .replace("worlds = 40 ", "worlds = 96 ")
            .replace("households = 100 ", "households = 6 ");
        let config = loaded(&format!("{text}\n[sampling]\nmethod = \"antithetic\"\n"));
        let (study, twin) = (resolve(&config), Twin::new(&config.resolved, root()));
        let range = PathRange { first: 0, count: study.paths() as usize };
        let found = outcomes(&study, InstructionSet::best(), range, &mut NoRecord);
        let mut others = 0;
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            let simulated = Simulation::new(&study, InstructionSet::best()).world(world);
            let is_near = simulated.log_index[0].iter().zip(&drawn.log_index).all(|(a, b)| (a - b).abs() < 1e-6);
            assert!(is_near, "world {world} of {price}");
            for household in 0..twin.households() {
                let (slow, _) = twin.path_in(&drawn, world, household);
                let fast = &found[(u64::from(world) * study.households + household) as usize];
                others += usize::from(!differences(fast, &slow).is_empty());
            }
        }
        assert!(others <= 1, "{others} paths differ: {price}");
    }
}

/// The bytes do not hang on threads, cuts and instruction sets.
#[test]
fn sampled_worlds_are_the_same_everywhere() {
    for sampling in [ANTITHETIC.to_owned(), sobol(""), sobol(",bad_worlds_one_in=10")] {
        let study = smoke(&[&sampling, "study.worlds=70", "study.households=50"]);
        let first = run(&study);
        for set in InstructionSet::available() {
            let other = run_with(&study, 3, set, Some((333, 31)), None);
            assert!(other == first, "{sampling}, {set:?}");
        }
    }
}

/// Worlds that count several times are as if they stood there so often: every rate of a result is that of the repeated worlds.
#[test]
fn a_world_that_counts_nine_times_is_nine_worlds() {
    let study = smoke(&[&sobol(",bad_worlds_one_in=10"), "study.worlds=64", "study.households=30"]);
    let labels = labels(&study);
    let result = run(&study);
    let rows = |column| result.worlds.column(0, column).expect("rows");
    let (defaults, accepted) =
        (rows(underwater::outcome::WorldColumn::Defaults), rows(underwater::outcome::WorldColumn::Accepted));
    let times = |world: usize| if world.is_multiple_of(2) { 9 } else { 1 };
    let sum = |of: &[i64]| of.iter().enumerate().map(|(world, count)| times(world) * count).sum::<i64>();
    let expected = sum(&defaults) as f64 / sum(&accepted) as f64;
    let told = value(&aggregate::summary(&result, &labels).expect("a table"), "default_rate", 0).expect("a rate");
    assert!((told - expected).abs() < 1e-12, "{told}, {expected}");
    // What is counted by batch is weighted alike.
    let months = aggregate::months(&result, &labels).expect("a table");
    let of_cell = study.horizon_months as usize - 1;
    let to_date = value(&months, "default_rate_cumulative", of_cell).expect("a rate");
    assert!((to_date - expected).abs() < 1e-12, "{to_date}, {expected}");
    let unweighted = defaults.iter().sum::<i64>() as f64 / accepted.iter().sum::<i64>() as f64;
    assert!(unweighted > 1.2 * expected, "bad worlds have more defaults: {unweighted}, {expected}");
}

fn labels(study: &Study) -> Vec<CellLabel> {
    study.cells.iter().map(|cell| cell.label.clone()).collect()
}

fn value(table: &DataFrame, name: &str, row: usize) -> Option<f64> {
    table.column(name).expect(name).f64().expect("numbers").get(row)
}

/// Values and errors of estimates over many seeds.
#[derive(Default)]
struct Seen(BTreeMap<&'static str, Vec<(f64, Option<f64>)>>);

impl Seen {
    fn add(&mut self, name: &'static str, value: Option<f64>, mcse: Option<f64>) {
        self.0.entry(name).or_default().push((value.expect(name), mcse));
    }

    fn mean(&self, name: &str) -> f64 {
        let seen = &self.0[name];
        seen.iter().map(|(value, _)| value).sum::<f64>() / seen.len() as f64
    }

    fn variance(&self, name: &str) -> f64 {
        let (mean, seen) = (self.mean(name), &self.0[name]);
        seen.iter().map(|(value, _)| (value - mean).powi(2)).sum::<f64>() / (seen.len() - 1) as f64
    }

    /// Root mean square of the told errors ÷ spread of the values.
    fn told_to_seen(&self, name: &str) -> f64 {
        let told: Vec<f64> = self.0[name].iter().filter_map(|(_, mcse)| *mcse).collect();
        let squares = told.iter().map(|mcse| mcse * mcse).sum::<f64>() / told.len() as f64;
        (squares / self.variance(name)).sqrt()
    }
}

const SEEDS: u64 = 100;

/// Over many seeds: no method moves an estimate, errors are those that values spread by, and fewer worlds do.
#[test]
fn errors_are_told_as_large_as_they_are_and_are_smaller() {
    let estimates = ["default_rate", "ever_under_water_rate", "expected_loss"];
    let seen = |sampling: Option<&str>| {
        let mut seen = Seen::default();
        for seed in 0..SEEDS {
            let seed = format!("study.seed={}", 1000 + seed);
            let sizes = ["study.worlds=256", "study.households=20", "study.workout_tail_months=6", &seed];
            let study = smoke(&sizes.into_iter().chain(sampling).collect::<Vec<_>>());
            let table = aggregate::summary(&run(&study), &labels(&study)).expect("a table");
            for name in estimates {
                seen.add(name, value(&table, name, 0), value(&table, &format!("{name}_mcse"), 0));
            }
        }
        seen
    };
    let plain = seen(None);
    let spread = sobol("");
    let mut wrong = Vec::new();
    for (sampling, gains) in [(ANTITHETIC, [2.0, 0.8, 1.8]), (&spread, [2.5, 1.4, 2.5])] {
        let found = seen(Some(sampling));
        for (name, at_least) in estimates.into_iter().zip(gains) {
            let gain = plain.variance(name) / found.variance(name);
            let apart = (found.mean(name) - plain.mean(name)).abs();
            let error = ((found.variance(name) + plain.variance(name)) / SEEDS as f64).sqrt();
            let told_to_seen = found.told_to_seen(name);
            println!("{sampling}, {name}: {gain:.2} times fewer worlds, told ÷ seen {told_to_seen:.2}");
            if apart > 4.0 * error || !(0.8..1.3).contains(&told_to_seen) || gain < at_least {
                wrong.push(format!("{sampling}, {name}: moved by {apart}, error {error}; gain {gain}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The share of a book under water in the world at 99.9% is Vasicek's; drawn among the bad ones, worlds tell it and the mean of those
/// beyond it without bias, with the error that is told, and far better.
#[test]
fn the_worst_worlds_of_a_thousand_are_told_better_by_bad_worlds() {
    const LOANS: u32 = 100;
    const RUNS: u32 = 30;
    let (index, own) = (0.64_f64 / 12.0, 1.44_f64 / 12.0);
    let d = ((500.0_f64 * 599.0 / 600.0 / 1000.0).ln() + 0.5 * (index + own)) / (index + own).sqrt();
    let correlation = index / (index + own);
    let z = -normal::quantile(0.001);
    let by_formula = phi((d + correlation.sqrt() * z) / (1.0 - correlation).sqrt());
    let seen = |sampling: Option<&str>, worlds: u32| {
        let mut seen = Seen::default();
        for seed in 0..RUNS {
            let (seed, worlds) = (format!("study.seed={}", 500 + seed), format!("study.worlds={worlds}"));
            let study = merton(LOANS, 500, &[&seed[..], &worlds[..]].into_iter().chain(sampling).collect::<Vec<_>>());
            let (at_risk, beyond, mean) = tail(&run(&study), LOANS);
            seen.add("at risk", at_risk.0, at_risk.1);
            seen.add("beyond", beyond.0, beyond.1);
            seen.add("mean", mean.0, mean.1);
        }
        seen
    };
    // Of worlds drawn one by one it takes ten thousand for ten to lie beyond.
    let (plain_worlds, few) = (10_240, 1_024);
    let plain = seen(None, plain_worlds);
    let found = seen(Some(&sobol(",bad_worlds_one_in=50")), few);
    for (name, at_least) in [("at risk", 10.0), ("beyond", 10.0), ("mean", 1.5)] {
        let gain = plain.variance(name) / found.variance(name) * f64::from(plain_worlds) / f64::from(few);
        let apart = (found.mean(name) - plain.mean(name)).abs();
        let error = ((found.variance(name) + plain.variance(name)) / f64::from(RUNS)).sqrt();
        println!(
            "{name}: {gain:.1} times fewer worlds, told ÷ seen {:.2}, {}",
            found.told_to_seen(name),
            found.mean(name)
        );
        assert!(apart < 4.0 * error, "{name}: {apart}, error {error}");
        assert!((0.7..1.5).contains(&found.told_to_seen(name)), "{name}: {}", found.told_to_seen(name));
        assert!(gain > at_least, "{name}: {gain}");
    }
    // Of 100 loans chance within a world adds a little to the quantile of the formula.
    let (found, spread) = (found.mean("at risk"), (found.variance("at risk") / f64::from(RUNS)).sqrt());
    assert!((found - by_formula).abs() < 0.03 + 4.0 * spread, "{found} by worlds, {by_formula} by formula");
}

type Told = (Option<f64>, Option<f64>);

/// Share of a book's loans under water in the month: in the world at 99.9%, in those beyond, and in the mean.
fn tail(result: &StudyResult, loans: u32) -> (Told, Told, Told) {
    use underwater::stats::PerMille;
    use underwater::stats::sample::Sample;
    let sums = result.tallies.segments.as_ref().expect("a book");
    let shares: Vec<f64> = sums
        .by_world(0, 0, SegmentSum::EverUnderWater)
        .expect("sums")
        .into_iter()
        .map(|count| count as f64 / f64::from(loans))
        .collect();
    let sample = match result.units.clusters(sums.worlds()) {
        None => Sample::Plain(shares),
        Some(clusters) => Sample::clustered(&shares, &clusters.units, &clusters.weights, clusters.count),
    };
    let tail = sample.tail(PerMille::new(999));
    let of = |sum: SegmentSum| sums.by_unit(result.units, 0, 0, sum).expect("sums");
    let mean = underwater::stats::ratio::ratio_of_sums(&of(SegmentSum::EverUnderWater), &of(SegmentSum::Loans));
    let told = |estimate: underwater::stats::Estimate| (estimate.value, estimate.mcse);
    (told(tail.value_at_risk), told(tail.expected_shortfall), told(mean))
}
