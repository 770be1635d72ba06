//! Sobol' indices where they are known in closed form: of functions, with noise planted and without, and of the engine.

use std::f64::consts::PI;

use underwater::aggregate::Estimator;
use underwater::answers::sensitivity::{Evaluated, Matrix, Screen};
use underwater::answers::{AnswerError, Laboratory};
use underwater::config::{Overrides, load};
use underwater::engine::PathWriter;
use underwater::outcome::StudyResult;
use underwater::random::low_discrepancy::coordinate;
use underwater::random::{Purpose, Streams, Who};
use underwater::stats::variance_based::{Design, Indices, Input, Pair};
use underwater::study::Study;

/// The design of a function of `inputs` uniforms in (0, 1), and what noise each point has: a part common to all points and
/// one of its own of variance `own`.
fn design(rows: u32, inputs: u32, seed: u64, own: f64, f: impl Fn(&[f64]) -> f64) -> Design {
    let point = |row: u32, b_at: &dyn Fn(u32) -> bool| -> Vec<f64> {
        (0..inputs).map(|input| coordinate(row, if b_at(input) { input + inputs } else { input }, seed)).collect()
    };
    // Uniform, of mean 0 and variance 1.
    let (streams, mut drawn) = (Streams::new(seed), 0);
    let mut noise = || {
        drawn += 1;
        let who = Who { household: drawn, world: 0 };
        (streams.uniforms(who, Purpose::Origination, 0, 0).first - 0.5) * 12f64.sqrt()
    };
    let common = 3.0;
    let mut made = Design { inputs: vec![Input::default(); inputs as usize], ..Design::default() };
    for row in 0..rows {
        let mut at = |b_at: &dyn Fn(u32) -> bool| f(&point(row, b_at)) + common + own.sqrt() * noise();
        let (a, b) = (at(&|_| false), at(&|_| true));
        let pair = |here: f64, there: f64| Pair { difference: here - there, noise: Some(2.0 * own) };
        made.a.push(a);
        made.b.push(b);
        made.apart.push(pair(a, b));
        for mixed in 0..inputs {
            let ab = at(&|input| input == mixed);
            made.inputs[mixed as usize].alone.push(pair(a, ab));
            made.inputs[mixed as usize].others.push(pair(b, ab));
        }
    }
    made
}

fn within(what: &str, indices: &Indices, exact: &[(f64, f64)], most: f64) {
    for (input, ((first, total), (exact_first, exact_total))) in indices.inputs.iter().zip(exact).enumerate() {
        for (name, found, exact) in [("first order", first, exact_first), ("total", total, exact_total)] {
            let (value, error) = (found.value.expect("a value"), found.mcse.expect("an error"));
            println!("{what} {input} {name}: {value:.4} ± {error:.4}, exact {exact:.4}");
            assert!((value - exact).abs() < 4.0 * error && (value - exact).abs() < most, "{what} {input} {name}");
        }
    }
}

/// Y = 4x₁ + 2x₂ + x₃: Sᵢ = S_Tᵢ = cᵢ² ÷ Σc².
#[test]
fn a_linear_function() {
    let f = |x: &[f64]| 4.0 * x[0] + 2.0 * x[1] + x[2];
    let exact = [16.0, 4.0, 1.0].map(|square| (square / 21.0, square / 21.0));
    let found = design(1024, 3, 7, 0.0, f).indices();
    within("linear", &found, &exact, 0.02);
    let variance = found.variance.value.expect("a variance");
    assert!((variance - 21.0 / 12.0).abs() < 0.02 * variance, "{variance}");
    assert_eq!(found.noise_share.value, Some(0.0));
}

/// sin x₁ + 7 sin² x₂ + x₃⁴ sin x₁ ÷ 10 on (−π, π) (Ishigami and Homma 1990): x₃ matters with x₁ alone.
#[test]
fn the_function_of_ishigami() {
    let f = |x: &[f64]| {
        let [a, b, c] = [x[0], x[1], x[2]].map(|u| (2.0 * u - 1.0) * PI);
        a.sin() + 7.0 * b.sin().powi(2) + 0.1 * c.powi(4) * a.sin()
    };
    let (a, b) = (7.0_f64, 0.1_f64);
    let first = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let second = a * a / 8.0;
    let third = b * b * PI.powi(8) * 8.0 / 225.0;
    let all = first + second + third;
    let exact = [(first / all, (first + third) / all), (second / all, second / all), (0.0, third / all)];
    within("Ishigami", &design(4096, 3, 5, 0.0, f).indices(), &exact, 0.03);
}

/// Noise of its own at every point, as much as all inputs together, is subtracted and told; what is common does nothing.
#[test]
fn noise_is_subtracted() {
    let f = |x: &[f64]| 4.0 * x[0] + 2.0 * x[1] + x[2];
    let exact = [16.0, 4.0, 1.0].map(|square| (square / 21.0, square / 21.0));
    let (mut covered, mut all) = (0, 0);
    for seed in 0..40 {
        let made = design(256, 3, 1000 + seed, 21.0 / 12.0, f);
        let found = made.indices();
        let mut count = |found: underwater::stats::Estimate, exact: f64| {
            let (value, error) = (found.value.expect("a value"), found.mcse.expect("an error"));
            all += 1;
            covered += i32::from((value - exact).abs() < 2.0 * error);
        };
        for ((first, total), (exact_first, exact_total)) in found.inputs.iter().zip(exact) {
            count(*first, exact_first);
            count(*total, exact_total);
        }
        count(found.noise_share, 0.5);
        count(found.variance, 21.0 / 12.0);
        // Not subtracted, it would stand in every total index.
        let mut raw = made;
        for input in &mut raw.inputs {
            input.alone.iter_mut().for_each(|pair| pair.noise = Some(0.0));
        }
        raw.apart.iter_mut().for_each(|pair| pair.noise = Some(0.0));
        assert!(raw.indices().inputs[2].1.value.expect("a value") > 0.3, "half of the variance is noise");
    }
    println!("{covered} of {all} within two errors");
    assert!(f64::from(covered) >= 0.92 * f64::from(all), "{covered} of {all}");
}

#[test]
fn what_cannot_be_told_is_not() {
    let f = |x: &[f64]| x[0];
    let mut unknown = design(64, 2, 3, 0.0, f);
    unknown.apart.iter_mut().for_each(|pair| pair.noise = None);
    let found = unknown.indices();
    assert!(found.variance.value.is_none() && found.inputs.iter().all(|(first, _)| first.value.is_none()));
    let nothing = design(64, 2, 3, 0.0, |_| 1.0).indices();
    assert!(nothing.variance.value.is_none() && nothing.inputs[0].1.value.is_none());
    assert_eq!(Design::default().indices(), Indices::default());
}

struct Here;

impl Laboratory for Here {
    fn run(&self, study: &Study, _: Option<&mut PathWriter<'_>>) -> Result<StudyResult, AnswerError> {
        Ok(crate::support::run(study))
    }
}

/// The lender's loss is D − s·(1 − k)·V, with a start level s and a cost k of the auction, each uniform and independent: a
/// product p·q, of which Var = E p²·E q² − (E p·E q)², first order (E q)²·Var p ÷ Var, total E q²·Var p ÷ Var.
#[test]
fn the_engine_where_a_loss_is_a_product_of_two_keys() {
    let folder = tempfile::tempdir_in(crate::support::root().join("configs")).expect("a folder");
    let case = folder.path().join("case.toml");
    let text = "extends = \"../cases/halved_and_auctioned_at_half.toml\"\nstudy.worlds = 5\n\
                foreclosure.auction_cost_frac = 0.1\n[uncertainty]\n\
                \"foreclosure.rounds[0].start_level_frac\" = { uniform = { min = 0.4, max = 0.6 } }\n\
                \"foreclosure.auction_cost_frac\" = { uniform = { min = 0.0, max = 0.3 } }\n";
    std::fs::write(&case, text).expect("written");
    let loaded = load(&case, &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}"));
    let screen = Screen::new(&loaded, "--screen sobol", 256).expect("a design");
    let estimator = Estimator::find("expected_loss").expect("an estimate");
    let evaluated: Vec<Evaluated> = screen.run(&Here, &[estimator]).expect("a run");
    let evaluated = &evaluated[0];
    // At every point the loss is that of the formula.
    let loss =
        |s: f64, k: f64| (evaluated.as_written.value.expect("a loss") * 1.5e6 + 0.45e6 - s * (1.0 - k) * 1e6) / 1.5e6;
    for row in 0..256 {
        let exact = loss(screen.value(Matrix::A, row, 0), screen.value(Matrix::A, row, 1));
        assert!((evaluated.design.a[row] - exact).abs() < 1e-7, "{row}: {} {exact}", evaluated.design.a[row]);
    }
    let moments = |low: f64, high: f64| ((low + high) / 2.0, (high - low).powi(2) / 12.0);
    let ((p, var_p), (q, var_q)) = (moments(0.4, 0.6), moments(0.7, 1.0));
    let all = var_p * var_q + var_p * q * q + var_q * p * p;
    let exact =
        [(q * q * var_p / all, (q * q + var_q) * var_p / all), (p * p * var_q / all, (p * p + var_p) * var_q / all)];
    let found = evaluated.design.indices();
    within("loss", &found, &exact, 0.03);
    assert!(found.noise_share.value.expect("a share") < 1e-12, "nothing is left to chance");
}
