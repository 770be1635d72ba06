//! Which values are asked for next: about every crossing and the ends of its interval, until the crossing is known far
//! better than its error lets it be.

use super::curve::{Crossing, Curve};
use super::interval::{End, Interval};
use super::span::Span;
use super::target::Target;

/// A crossing is known when its two values lie nearer to each other than this share of half its interval.
const ROOT_SHARE: f64 = 0.1;
/// An end of the interval likewise; between the two it is interpolated.
const END_SHARE: f64 = 0.5;
/// Crossings of one cell that are looked at more closely.
const CROSSINGS: usize = 6;
/// Values of a round where the curve jumps, so that only halving helps.
const EVEN: usize = 7;
/// Excess in errors at both sides, from the third round on, that is taken for a jump.
const JUMP: f64 = 8.0;

/// The next values of a curve; none where all is known. `round` is the number of the last one.
pub(super) fn wanted(curve: &Curve, span: &Span, target: &Target, round: usize) -> Vec<f64> {
    let mut values: Vec<f64> = Vec::new();
    for crossing in curve.crossings(target).into_iter().take(CROSSINGS) {
        let interval = Interval::of(curve, crossing, target);
        let (left, right) = (curve.points[crossing.left].at, curve.points[crossing.right].at);
        let half_width = interval.half_width((left + right) / 2.0);
        let tolerance = |share: f64| match half_width {
            Some(half) if half * share > span.step() => half * share,
            _ => span.step(),
        };
        if right - left > tolerance(ROOT_SHARE) {
            values.extend(about_root(curve, crossing, target, tolerance(ROOT_SHARE), round));
        }
        for found in [interval.low, interval.high] {
            let Some((near, far)) = found.between else { continue };
            let (near, far) = (curve.points[near].at, curve.points[far].at);
            let width = (far - near).abs();
            let known = match found.end {
                End::At(_) => tolerance(END_SHARE),
                // Where errors stop being told need not be known well.
                _ => (span.high - span.low) / 64.0,
            };
            if width > known {
                values.push(match found.end {
                    End::At(end) => inside(near, far, end),
                    _ => (near + far) / 2.0,
                });
            }
        }
    }
    tidied(curve, span, values)
}

/// Values about where the curve should cross, and one that halves the rest.
fn about_root(curve: &Curve, crossing: Crossing, target: &Target, tolerance: f64, round: usize) -> Vec<f64> {
    let (left, right) = (curve.points[crossing.left], curve.points[crossing.right]);
    let width = right.at - left.at;
    let errors = [left, right].map(|point| target.excess_in_errors(point.estimate));
    let jumps = errors.iter().all(|errors| errors.is_none_or(|errors| errors.abs() > JUMP));
    if errors == [None, None] || (round > 2 && jumps) {
        return (1..=EVEN).map(|place| left.at + width * place as f64 / (EVEN + 1) as f64).collect();
    }
    let excess = |point: super::curve::Point| point.estimate.value.map_or(0.0, |value| target.excess(value));
    let (from, to) = match errors {
        [Some(from), Some(to)] => (from, to),
        _ => (excess(left), excess(right)),
    };
    let root = inside(left.at, right.at, left.at + width * (from / (from - to)));
    let margin = if 0.45 * tolerance > 0.1 * width { 0.45 * tolerance } else { 0.1 * width };
    let (below, above) = (root - margin, root + margin);
    let halving = if below - left.at > right.at - above { (left.at + below) / 2.0 } else { (above + right.at) / 2.0 };
    vec![below, above, halving]
}

/// A value strictly between two others.
fn inside(near: f64, far: f64, value: f64) -> f64 {
    let share = (value - near) / (far - near);
    let share = if share > 0.05 { share } else { 0.05 };
    near + (far - near) * if share < 0.95 { share } else { 0.95 }
}

/// Each once, with no more digits than its neighbours ask for, and none that is there.
fn tidied(curve: &Curve, span: &Span, mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let all: Vec<f64> = curve.points.iter().map(|point| point.at).collect();
    let nearest = |value: f64, others: &[f64]| {
        let distances = others.iter().map(|other| (other - value).abs()).filter(|distance| *distance > 0.0);
        distances.fold(span.high - span.low, |least, distance| if distance < least { distance } else { least })
    };
    let near = |value: f64| {
        let (known, new) = (nearest(value, &all), nearest(value, &values));
        if known < new { known } else { new }
    };
    let mut tidy: Vec<f64> = values.iter().map(|value| span.tidy(*value, near(*value))).collect();
    tidy.sort_by(f64::total_cmp);
    tidy.dedup();
    tidy.retain(|value| span.low < *value && *value < span.high && !curve.has(*value));
    tidy
}
