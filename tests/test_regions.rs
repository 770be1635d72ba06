//! Regions with indices of their own: what they have in common is what the config says, in the index, in labour and in a book.

use std::fs;
use std::path::{Path, PathBuf};

use statrs::distribution::{ContinuousCDF, Normal};
use underwater::config::{Overrides, load};
use underwater::kernel::{InstructionSet, Simulation};
use underwater::outcome::SegmentSum;
use underwater::study::{Study, resolve};
use underwater::world::WorldPath;

use crate::support::{config, run};

/// Four regions of one book; what stands for `%regions%` makes them.
const BOOK: &str = r#"
[study]
name = "book"
seed = 11
worlds = 400
horizon_months = 60
[portfolio]
file = "loans.csv"
[tables]
by = ["region"]
[price]
kind = "gbm"
drift_annual = -0.03
volatility_annual = 0.15
[labour]
kind = "ar1"
separation_monthly = 0.02
finding_monthly = 0.1
sd = 0.0
persistence_monthly = 0.0
[household]
price_to_income_years = 12.0
cash_months = 3.3
essential_spending_frac = 0.35
[loan]
annual_rate = 0.05
[distress]
sale_probability_monthly = 0.2
[foreclosure]
months_to_suit = 3.0
rounds = [{ start_level_frac = 0.8, success = 0.5 }]
[recourse]
kind = "full"
"#;

const NAMES: [&str; 4] = ["Shanghai", "北京", "Wuhan", "Zhengzhou"];

/// A book of loans alike, as many in each region as in any other.
fn tape(loans: usize) -> String {
    let rows = (0..loans).map(|row| format!("L{row},360,20,1000000,900000,850000,0.95,{}\n", NAMES[row % NAMES.len()]));
    "id,term_months,months_on_book,price,original_amount,balance,index_ratio,region\n".to_owned()
        + &rows.collect::<String>()
}

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).expect("written");
        self.path(name)
    }

    /// The book with such tables behind it, and some loans.
    fn study(&self, loans: usize, more: &str, sets: &[&str]) -> Study {
        self.write("loans.csv", &tape(loans));
        let path = self.write("book.toml", &format!("{BOOK}\n{more}"));
        study_at(&path, sets)
    }

    fn faults(&self, more: &str) -> String {
        self.write("loans.csv", &tape(8));
        let path = self.write("book.toml", &format!("{BOOK}\n{more}"));
        load(&path, &Overrides::default()).expect_err("faults").to_string()
    }
}

fn study_at(path: &Path, sets: &[&str]) -> Study {
    let overrides = Overrides { sets: sets.iter().map(|set| (*set).to_owned()).collect(), ..Overrides::default() };
    resolve(&load(path, &overrides).unwrap_or_else(|faults| panic!("{faults}")))
}

/// Regions with such loadings.
fn loadings(of: [f64; 4]) -> String {
    let region = |(name, loading): (&str, f64)| format!("[[region]]\nname = {name:?}\nloading = {loading:?}\n");
    NAMES.into_iter().zip(of).map(region).collect()
}

fn worlds(study: &Study, count: u32) -> Vec<WorldPath> {
    let simulation = Simulation::new(study, InstructionSet::best());
    (0..count).map(|world| simulation.world(world)).collect()
}

/// Monthly log returns of a region's index in all months of all worlds.
fn returns(study: &Study, region: usize, worlds: &[WorldPath]) -> Vec<f64> {
    let price = study.cells[0].regions.all()[region].price;
    worlds.iter().flat_map(|world| world.log_index[price].windows(2).map(|pair| pair[1] - pair[0])).collect()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let mean = |of: &[f64]| of.iter().sum::<f64>() / n;
    let (a_mean, b_mean) = (mean(a), mean(b));
    let sum = |of: &mut dyn Iterator<Item = f64>| of.sum::<f64>();
    let both = sum(&mut a.iter().zip(b).map(|(x, y)| (x - a_mean) * (y - b_mean)));
    let one = sum(&mut a.iter().map(|x| (x - a_mean) * (x - a_mean)));
    let other = sum(&mut b.iter().map(|y| (y - b_mean) * (y - b_mean)));
    both / (one * other).sqrt()
}

/// Four standard errors of a correlation ρ of so many pairs.
fn allowed(rho: f64, pairs: usize) -> f64 {
    4.0 * (1.0 - rho * rho) / (pairs as f64).sqrt() + 1e-9
}

/// (250): two regions have the product of their loadings, a region and the study its loading.
#[test]
fn products_of_loadings_are_recovered() {
    let place = Place::new();
    let of = [0.9, 0.6, -0.3, 0.0];
    let study = place.study(8, &loadings(of), &[]);
    let drawn = worlds(&study, 400);
    let national = &study.cells[0];
    let of_study: Vec<f64> = drawn
        .iter()
        .flat_map(|world| world.log_index[national.price].windows(2).map(|pair| pair[1] - pair[0]))
        .collect();
    let all: Vec<Vec<f64>> = (0..4).map(|region| returns(&study, region, &drawn)).collect();
    for (r, one) in all.iter().enumerate() {
        for (expected, other, what) in all[..r]
            .iter()
            .zip(of)
            .map(|(other, loading)| (of[r] * loading, other, "regions"))
            .chain([(of[r], &of_study, "study")])
        {
            let found = correlation(one, other);
            assert!((found - expected).abs() < allowed(expected, one.len()), "{what}, {r}: {found}, not {expected}");
        }
        // Each has the volatility of the model: 0.15 a year.
        let mean = one.iter().sum::<f64>() / one.len() as f64;
        let variance = one.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / one.len() as f64;
        let annual = (12.0 * variance).sqrt();
        assert!((annual / 0.15 - 1.0).abs() < 4.0 / (2.0 * one.len() as f64).sqrt(), "{r}: {annual}");
    }
}

/// (251): a matrix of its own beside loadings, which need not be its products.
#[test]
fn a_matrix_is_recovered() {
    let place = Place::new();
    let matrix = [[1.0, 0.7, 0.2, -0.1], [0.7, 1.0, 0.5, 0.3], [0.2, 0.5, 1.0, 0.6], [-0.1, 0.3, 0.6, 1.0]];
    let of = [0.5, 0.4, 0.3, 0.2];
    let mut text = String::new();
    for (r, name) in NAMES.iter().enumerate() {
        text += &format!("[[region]]\nname = {name:?}\nloading = {:?}\n", of[r]);
        // A pair may stand in either of the two: those with the last region stand in the others.
        let told = (0..4).filter(|s| if r == 3 { false } else { *s < r || *s == 3 });
        let pairs: Vec<String> = told.map(|s| format!("{:?} = {:?}", NAMES[s], matrix[r][s])).collect();
        if !pairs.is_empty() {
            text += &format!("correlation = {{ {} }}\n", pairs.join(", "));
        }
    }
    let study = place.study(8, &text, &["correlation.price_labour=-0.6", "labour.sd=0.5"]);
    let drawn = worlds(&study, 400);
    let all: Vec<Vec<f64>> = (0..4).map(|region| returns(&study, region, &drawn)).collect();
    for r in 0..4 {
        for s in 0..r {
            let found = correlation(&all[r], &all[s]);
            let apart = (found - matrix[r][s]).abs();
            assert!(apart < allowed(matrix[r][s], all[r].len()), "{r}, {s}: {found}");
        }
        // A worse labour market is a higher factor, and price_labour is with the study's innovation.
        let found = correlation(&all[r], &states(&study, study.lives[0].labour, &drawn));
        assert!((found + 0.6 * of[r]).abs() < allowed(0.6 * of[r], all[r].len()), "labour, {r}: {found}");
    }
}

/// a_t of a labour market in months from 1, from its hazards of finding work, which fall by e^-a.
fn states(study: &Study, labour: usize, worlds: &[WorldPath]) -> Vec<f64> {
    let months = study.last_month();
    let of_world = |world: &WorldPath| -> Vec<f64> {
        let sums = &world.hazards[labour].finding.cumulative;
        (1..=months as usize).map(|month| -(sums[month] - sums[month - 1]).ln()).collect()
    };
    worlds.iter().flat_map(of_world).collect()
}

/// (253): markets of two regions, and price and labour of two regions, have the products of their loadings.
#[test]
fn labour_markets_have_a_common_factor() {
    let place = Place::new();
    let mut text = loadings([0.9, 0.8, 0.5, 1.0]);
    for (name, loading) in NAMES.iter().zip([0.8, 0.5, 0.0]) {
        text = text.replace(&format!("name = {name:?}\n"), &format!("name = {name:?}\nlabour_loading = {loading:?}\n"));
    }
    let sets = ["labour.sd=0.5", "correlation.price_labour=-0.7"];
    let study = place.study(8, &text, &sets);
    let drawn = worlds(&study, 400);
    let regions = study.cells[0].regions.all();
    let labour: Vec<Vec<f64>> = regions.iter().map(|region| states(&study, region.labour, &drawn)).collect();
    let price: Vec<Vec<f64>> = (0..4).map(|region| returns(&study, region, &drawn)).collect();
    let (mu, lambda) = ([0.8, 0.5, 0.0, 1.0], [0.9, 0.8, 0.5, 1.0]);
    for r in 0..4 {
        for s in 0..4 {
            let expected = -0.7 * lambda[r] * mu[s];
            let found = correlation(&price[r], &labour[s]);
            assert!((found - expected).abs() < allowed(expected, price[r].len()), "price {r}, labour {s}: {found}");
            if s < r {
                let found = correlation(&labour[r], &labour[s]);
                let apart = (found - mu[r] * mu[s]).abs();
                assert!(apart < allowed(mu[r] * mu[s], labour[r].len()), "labour {r}, {s}: {found}");
            }
        }
    }
    // A market that loads wholly is the study's.
    assert_eq!(regions[3].labour, study.lives[0].labour);
}

/// Defaults of regions over worlds.
fn defaults(study: &Study) -> Vec<Vec<f64>> {
    let result = run(study);
    let sums = result.tallies.segments.as_ref().expect("segments");
    let names = study.segments.as_ref().expect("segments").names();
    let place = |name: &str| names.iter().position(|(_, segment)| segment == name).expect("a segment");
    let of = |name: &&str| {
        let counts = sums.by_world(0, place(name), SegmentSum::Defaults).expect("counts");
        counts.into_iter().map(|count| count as f64).collect()
    };
    NAMES.iter().map(of).collect()
}

/// With labour and rate constant, regions without loadings fare independently, and those with high ones together; the spread of the
/// book goes down with diversification.
#[test]
fn regions_without_loadings_are_independent() {
    let place = Place::new();
    let mut spread = Vec::new();
    for loading in [0.0, 0.95, 1.0] {
        let by_region = defaults(&place.study(800, &loadings([loading; 4]), &[]));
        let worlds = by_region[0].len();
        for r in 0..4 {
            for s in 0..r {
                let found = correlation(&by_region[r], &by_region[s]);
                match loading == 0.0 {
                    true => assert!(found.abs() < 4.0 / (worlds as f64).sqrt(), "{r}, {s}: {found}"),
                    false => assert!(found > 0.5, "{loading}: {r}, {s}: {found}"),
                }
            }
        }
        let book: Vec<f64> =
            (0..worlds).map(|world| by_region.iter().map(|of| of[world]).sum::<f64>() / 800.0).collect();
        let mean = book.iter().sum::<f64>() / worlds as f64;
        spread.push((book.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / worlds as f64).sqrt());
    }
    println!("spread of the default rate over worlds: {spread:?}");
    // Four regions alike that are independent have half the spread of one, but for what loans add by chance.
    let ratio = spread[0] / spread[2];
    assert!((0.4..0.65).contains(&ratio), "{spread:?}");
    assert!(spread[1] > 0.85 * spread[2], "{spread:?}");
}

/// Vasicek: the variance over worlds of the share of regions whose index has fallen below a level in a month is
/// p(1 − p) ÷ R + (1 − 1 ÷ R)(Φ₂(c, c; λ²) − p²).
#[test]
fn the_spread_of_regions_is_that_of_vasicek() {
    let place = Place::new();
    let normal = Normal::standard();
    for loading in [0.0_f64, 0.5, 0.8] {
        let study = place.study(8, &loadings([loading; 4]), &[]);
        let drawn = worlds(&study, 6_000);
        // Month 12 of (3): mean −0.03 − σ²/2, standard deviation σ.
        let c = -0.4;
        let level = -0.03 - 0.15 * 0.15 / 2.0 + 0.15 * c;
        let regions = study.cells[0].regions.all();
        let is_below = |world: &WorldPath, region: usize| world.log_index[regions[region].price][12] < level;
        let share = |world: &WorldPath| (0..4).filter(|region| is_below(world, *region)).count() as f64 / 4.0;
        let shares: Vec<f64> = drawn.iter().map(share).collect();
        let n = shares.len() as f64;
        let mean = shares.iter().sum::<f64>() / n;
        let squares: Vec<f64> = shares.iter().map(|x| (x - mean) * (x - mean)).collect();
        let variance = squares.iter().sum::<f64>() / n;
        let error = (squares.iter().map(|x| (x - variance) * (x - variance)).sum::<f64>() / n / n).sqrt();
        let p = normal.cdf(c);
        // Φ₂(c, c; ρ) = E Φ((c − λz) ÷ √(1 − λ²))², by the midpoint rule.
        let steps = 20_000;
        let both: f64 = (0..steps)
            .map(|k| {
                let z = normal.inverse_cdf((f64::from(k) + 0.5) / f64::from(steps));
                let given = normal.cdf((c - loading * z) / (1.0 - loading * loading).sqrt());
                given * given / f64::from(steps)
            })
            .sum();
        let expected = p * (1.0 - p) / 4.0 + 0.75 * (both - p * p);
        assert!((mean - p).abs() < 4.0 * (variance / n).sqrt(), "{loading}: {mean}, not {p}");
        assert!((variance - expected).abs() < 4.0 * error, "{loading}: {variance} ± {error}, not {expected}");
    }
}

/// Regions that are all the study's own index are no regions: every number is the same.
#[test]
fn regions_of_loading_one_are_one_index_to_the_bit() {
    let place = Place::new();
    let alike = loadings([1.0; 4]);
    for sets in [&[][..], &["price.degrees_of_freedom=4.0", "labour.sd=0.4", "correlation.price_labour=-0.5"]] {
        let sets = [&["study.worlds=60"][..], sets].concat();
        assert_eq!(run(&place.study(200, &alike, &sets)), run(&place.study(200, "", &sets)));
        // The national market behind other loadings is the same too, and so are the loans of a region that has it.
        let some = place.study(200, &loadings([1.0, 0.3, 0.3, 0.3]), &sets);
        let (regional, national) = (defaults(&some), defaults(&place.study(200, "", &sets)));
        assert_eq!(regional[0], national[0]);
        assert_ne!(regional[1], national[1]);
    }
}

/// A region's own model with a loading of 1 takes the study's innovations, spreads and jumps.
#[test]
fn a_model_of_its_own_on_the_study_s_shocks() {
    let place = Place::new();
    let jumps = "kind = \"jump-diffusion\"\ndrift_annual = 0.01\nvolatility_annual = 0.08\njump_intensity_annual = 1.0\n\
        jump_mean_log = -0.05\njump_sd_log = 0.05\ndegrees_of_freedom = 4.0\n";
    let own = loadings([1.0, 0.5, 0.5, 0.5]).replacen(
        "loading = 1.0\n",
        &format!("loading = 1.0\n[region.price]\n{jumps}"),
        1,
    );
    let regional = place.study(8, &own, &[]);
    let gbm = "kind = \"gbm\"\ndrift_annual = -0.03\nvolatility_annual = 0.15\n";
    place.write("national.toml", &BOOK.replace(gbm, jumps));
    let national = study_at(&place.path("national.toml"), &[]);
    let price = regional.cells[0].regions.all()[0].price;
    for (one, other) in worlds(&regional, 20).iter().zip(&worlds(&national, 20)) {
        assert_eq!(one.log_index[price], other.log_index[national.cells[0].price]);
    }
}

/// A monthly series from month `first` of 2000 on.
fn series(first: usize, months: usize, level: impl Fn(usize) -> f64) -> String {
    let row = |at: usize| format!("{:04}-{:02},{}\n", 2000 + at / 12, at % 12 + 1, level(at));
    "month,index\n".to_owned() + &(first..first + months).map(row).collect::<String>()
}

/// A level that moves like nothing else.
fn level(at: usize) -> f64 {
    100.0 * (1.0 + 0.3 * ((at * at % 47) as f64 / 47.0))
}

/// (252): an index that is the square of another is so in every month that is drawn, whatever more the other's series has.
#[test]
fn joint_blocks_are_the_same_months() {
    let place = Place::new();
    place.write("one.csv", &series(0, 120, level));
    place.write("other.csv", &series(17, 130, |at| level(at) * level(at)));
    let region = |name: &str, file: &str| {
        format!(
            "[[region]]\nname = {name:?}\n[region.price]\nkind = \"bootstrap\"\nmean_block_months = 9.0\n\
             series = {{ file = {file:?}, column = \"index\" }}\n"
        )
    };
    let rest: String = NAMES[2..].iter().map(|name| format!("[[region]]\nname = {name:?}\nloading = 0.2\n")).collect();
    let text = region(NAMES[0], "one.csv") + &region(NAMES[1], "other.csv") + &rest;
    let study = place.study(8, &text, &[]);
    let regions = study.cells[0].regions.all();
    let mut moved = 0;
    for world in worlds(&study, 100) {
        let [one, other] = [0, 1].map(|region| &world.log_index[regions[region].price]);
        for (one, other) in one.iter().zip(other) {
            assert!((2.0 * one - other).abs() < 1e-9, "{one}, {other}");
            moved += usize::from(one.abs() > 0.1);
        }
    }
    assert!(moved > 1_000, "{moved} months away from 1");
    // Too little in common, another block, and an index that does not reach back.
    place.write("late.csv", &series(115, 60, level));
    let faults = place.faults(&text.replace("\"other.csv\"", "\"late.csv\""));
    assert!(faults.contains("region[1].price.series.column"), "{faults}");
    assert!(
        faults.contains("leaves too few months that all regions have: 2009-08 to 2009-12, 4 monthly returns"),
        "{faults}"
    );
    let faults = place.faults(&text.replacen("mean_block_months = 9.0", "mean_block_months = 8.0", 1));
    assert!(faults.contains("region[1].price.mean_block_months = 9.0 is not 8, as region[0].price has"), "{faults}");
    let faults = place.faults(&text.replacen("mean_block", "first_month = \"2000-03\"\nmean_block", 1));
    let expected = "has 2001-06 to 2012-03 and does not reach back to 2000-03, which region[0].price.first_month asks of all regions";
    assert!(faults.contains(expected), "{faults}");
}

/// (252): replays begin in one month, and those that do not reach it are told.
#[test]
fn replays_are_of_one_month() {
    let place = Place::new();
    place.write("one.csv", &series(0, 200, level));
    place.write("other.csv", &series(5, 200, |at| level(at) + 20.0));
    let region = |name: &str, file: &str, start: &str| {
        format!(
            "[[region]]\nname = {name:?}\n[region.price]\nkind = \"replay\"\nstart_month = {start:?}\n\
             series = {{ file = {file:?}, column = \"index\" }}\n"
        )
    };
    let rest: String = NAMES[2..].iter().map(|name| format!("[[region]]\nname = {name:?}\nloading = 0.2\n")).collect();
    let text = |start: &str| region(NAMES[0], "one.csv", "2001-02") + &region(NAMES[1], "other.csv", start) + &rest;
    let study = place.study(8, &text("2001-02"), &[]);
    let world = &worlds(&study, 1)[0];
    let regions = study.cells[0].regions.all();
    for month in 0..=60 {
        let [one, other] = [0, 1].map(|region| world.log_index[regions[region].price][month]);
        assert!((one - (level(13 + month) / level(13)).ln()).abs() < 1e-12);
        assert!((other - ((level(13 + month) + 20.0) / (level(13) + 20.0)).ln()).abs() < 1e-12);
    }
    let faults = place.faults(&text("2001-03"));
    assert!(
        faults.contains(
            "region[1].price.start_month = \"2001-03\" is not 2001-02, from which region[0].price is replayed"
        ),
        "{faults}"
    );
    let faults = place.faults(&text("2000-01"));
    assert!(faults.contains("region[1].price.start_month = \"2000-01\" is not in the series, 2000-06 to"), "{faults}");
}

/// A scenario changes a region by its name, and overlays of [price] lie over all.
#[test]
fn scenarios_reach_regions() {
    let place = Place::new();
    let gbm =
        |drift: f64| format!("[region.price]\nkind = \"gbm\"\ndrift_annual = {drift:?}\nvolatility_annual = 0.0\n");
    let base = loadings([1.0, 0.5, 0.5, 0.5])
        .replacen("loading = 1.0\n", &format!("loading = 1.0\n{}", gbm(0.12)), 1)
        .replacen("loading = 0.5\n", &format!("loading = 0.5\n{}", gbm(0.06)), 1);
    let scenarios = r#"
[[scenario]]
name = "as it is"
[[scenario]]
name = "one falls"
[[scenario.region]]
name = "北京"
price.drift_annual = -0.12
[[scenario]]
name = "all fall"
price.overlay = [{ from_month = 1, to_month = 12, log_return = -0.2 }]
"#;
    let study = place.study(8, &format!("{base}{scenarios}"), &[]);
    let world = &worlds(&study, 1)[0];
    let year = |cell: usize, region: usize| world.log_index[study.cells[cell].regions.all()[region].price][12];
    for (cell, region, expected) in
        [(0, 0, 0.12), (0, 1, 0.06), (1, 0, 0.12), (1, 1, -0.12), (2, 0, -0.08), (2, 1, -0.14)]
    {
        assert!((year(cell, region) - expected).abs() < 1e-12, "{cell}, {region}: {}", year(cell, region));
    }
    assert!((year(2, 3) - year(0, 3) + 0.2).abs() < 1e-12);
    let faults = place.faults(&format!("{base}{}", scenarios.replace("\"北京\"", "\"北经\"")));
    assert!(faults.contains("= \"北经\" is no [[region]] of the study, and a scenario makes none"), "{faults}");
}

/// A cohort lives in a region, which may be swept; worlds are the same.
#[test]
fn cohorts_name_their_region() {
    let place = Place::new();
    let cohort = fs::read_to_string(config("smoke.toml")).expect("a config");
    let base = cohort.split("\n[sweep]").next().expect("a config").split("\n[[scenario]]").next().expect("a config");
    let regional = base.replace("\n[household]\n", "\n[household]\nregion = \"Shanghai\"\n");
    let text = format!(
        "{regional}\n{}\n[sweep]\ngrid.\"household.region\" = [\"Shanghai\", \"Wuhan\"]\n",
        loadings([1.0, 0.2, 0.4, 0.6])
    );
    let text =
        text.replace("extends = \"regimes/", &format!("extends = \"{}/configs/regimes/", env!("CARGO_MANIFEST_DIR")));
    let study = study_at(&place.write("cohort.toml", &text), &["study.worlds=30", "study.households=40"]);
    let alone = study_at(&config("smoke.toml"), &["study.worlds=30", "study.households=40"]);
    assert_eq!(study.cells[0].price, 0);
    assert_ne!(study.cells[1].price, 0);
    let drawn = worlds(&study, 1);
    assert_eq!(drawn[0].log_index[0], worlds(&alone, 1)[0].log_index[alone.cells[0].price]);
}

#[test]
fn what_cannot_be_is_told() {
    let place = Place::new();
    for (text, expected) in [
        (loadings([0.5; 4]).replace("Wuhan", "Wuhann"), "L2 = \"Wuhan\" is no [[region]] of the study"),
        (loadings([0.5; 4]).replace("Wuhan", "北京"), "region[2].name = \"北京\" is the name of region[1] too"),
        (loadings([0.5; 4]).replacen("loading = 0.5", "", 1), "region[0].loading is missing; how closely"),
        (loadings([0.5; 4]).replacen("0.5", "1.5", 1), "region[0].loading = 1.5 is not in [-1, 1]"),
        (
            loadings([0.5; 4]).replacen("loading = 0.5", "loading = 0.5\ncorrelation = { Wuhan = 0.3 }", 1),
            "nobody says how \"北京\" and \"Shanghai\" move together",
        ),
        (
            loadings([0.5; 4]).replacen("loading = 0.5", "loading = 0.5\ncorrelation = { Wuhn = 0.3 }", 1),
            "names \"Wuhn\", which is no [[region]]",
        ),
        (
            "[[region]]\nname = \"Shanghai\"\ncorrelation = { \"北京\" = 0.9, Wuhan = 0.9, Zhengzhou = 0.0 }\n\
             [[region]]\nname = \"北京\"\ncorrelation = { Wuhan = -0.9, Zhengzhou = 0.0 }\n\
             [[region]]\nname = \"Wuhan\"\ncorrelation = { Zhengzhou = 0.0 }\n[[region]]\nname = \"Zhengzhou\"\n"
                .to_owned(),
            "region[2].name = \"Wuhan\" cannot move so with the study and the regions before it: the matrix of correlations is not positive definite",
        ),
        (
            format!("{}\n[region.price]\nkind = \"path\"\nknots = [{{ month = 0, level = 1.0 }}]", loadings([0.5; 4])),
            "region[3].loading = 0.5 has nothing to load on",
        ),
    ] {
        let faults = place.faults(&text);
        let expected = expected.replace("L2 ", "");
        assert!(faults.contains(&expected), "{faults}\nhas not: {expected}");
    }
}

/// A table that cannot be read is told, and nothing is made up of the others: names of regions are the author's own keys.
#[test]
fn a_fault_elsewhere_says_nothing_of_pairs_that_are_told() {
    let place = Place::new();
    let matrix = "[[region]]\nname = \"Shanghai\"\ncorrelation = { \"北京\" = 0.4, Wuhan = 0.4, Zhengzhou = 0.0 }\n\
         [[region]]\nname = \"北京\"\ncorrelation = { Wuhan = 0.2, Zhengzhou = 0.0 }\n\
         [[region]]\nname = \"Wuhan\"\ncorrelation = { Zhengzhou = 0.0 }\n[[region]]\nname = \"Zhengzhou\"\n";
    let faults = place.faults(&format!("{matrix}[stages]\npd_ratio = \"two\"\n"));
    assert!(faults.contains("stages.pd_ratio") && !faults.contains("move together"), "{faults}");
    // A pair that is not told is still told of, and once.
    let lacks = matrix.replace("Wuhan = 0.2, ", "");
    let faults = place.faults(&format!("{lacks}[stages]\npd_ratio = \"two\"\n"));
    assert_eq!(faults.matches("move together").count(), 1, "{faults}");
}
