//! The interval of a crossing: the values at which the target is not missed, and not met, by more than the estimate's error
//! allows.

use super::curve::{Crossing, Curve, Point};
use super::span::Span;
use super::target::Target;

/// Errors to either side that hold the value of infinitely many runs 95 times in 100, METHOD.md (103).
pub(super) const ERRORS: f64 = 2.0;

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    At(f64),
    /// It lies beyond the values looked at.
    Beyond,
    /// On the way to it the estimate, or its error, is not told.
    Untold,
}

/// An end and the neighbouring values between which it lies, the one nearer to the crossing first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub end: End,
    pub between: Option<(usize, usize)>,
}

/// Both ends of a crossing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub low: Found,
    pub high: Found,
}

/// What is to be said of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Both ends are told.
    Told,
    /// An end lies beyond the values looked at; it is empty.
    OneSided,
    /// Both ends do: the curve is too flat against its error.
    Flat,
    /// The estimate has no error there, or is not told.
    NoError,
    /// There is no crossing.
    NoCrossing,
}

impl Certainty {
    const ALL: [Self; 5] = [Self::Told, Self::OneSided, Self::Flat, Self::NoError, Self::NoCrossing];

    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::OneSided => "one_sided",
            Self::Flat => "flat",
            Self::NoError => "no_error",
            Self::NoCrossing => "no_crossing",
        }
    }

    /// What a table names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|certainty| certainty.word() == word)
    }
}

impl Interval {
    /// From the two values of the crossing outwards to where the excess first is [`ERRORS`] errors.
    pub fn of(curve: &Curve, crossing: Crossing, target: &Target) -> Self {
        let points = &curve.points;
        let down = walk(points, (0..=crossing.right).rev(), target);
        let up = walk(points, crossing.left..points.len(), target);
        Self { low: down, high: up }
    }

    /// Half of its width; twice the one half where the other is not known.
    pub fn half_width(&self, root: f64) -> Option<f64> {
        match (self.low.end, self.high.end) {
            (End::At(low), End::At(high)) => Some((high - low) / 2.0),
            (End::At(low), _) => Some(root - low),
            (_, End::At(high)) => Some(high - root),
            _ => None,
        }
    }

    /// Its ends as they are reported, and what is to be said of them. It holds both values between which the crossing is
    /// known to lie; of a whole key, the values that the answer may have.
    pub fn reported(&self, curve: &Curve, crossing: Crossing, span: &Span) -> (Option<f64>, Option<f64>, Certainty) {
        let whole = |end: f64| {
            let steps = end / span.step();
            // The answer is the value at which the target is met, so one next to where the curve itself crosses.
            span.step() * if crossing.is_met_right { libm::ceil(steps) } else { libm::floor(steps) }
        };
        let is_whole = span.is_whole();
        let known = |place: usize| curve.points.get(place).map_or(f64::NAN, |point| point.at);
        let answer = known(crossing.met());
        let (from, to) = if is_whole { (answer, answer) } else { (known(crossing.left), known(crossing.right)) };
        let low = |end: f64| if is_whole { whole(end) } else { end };
        let told = |found: Found, wider: &dyn Fn(f64) -> f64| match found.end {
            End::At(end) => Some(wider(low(end))),
            End::Beyond | End::Untold => None,
        };
        let lower = told(self.low, &|end| if end < from { end } else { from });
        let upper = told(self.high, &|end| if end > to { end } else { to });
        match (self.low.end, self.high.end) {
            (End::Untold, _) | (_, End::Untold) => (None, None, Certainty::NoError),
            (End::Beyond, End::Beyond) => (None, None, Certainty::Flat),
            (End::At(_), End::At(_)) => (lower, upper, Certainty::Told),
            _ => (lower, upper, Certainty::OneSided),
        }
    }
}

/// Along places that begin on the far side of the crossing, to the first at which the excess is [`ERRORS`] errors or more.
fn walk(points: &[Point], places: impl Iterator<Item = usize>, target: &Target) -> Found {
    let mut inner: Option<usize> = None;
    for place in places {
        let Some(before) = inner else {
            inner = Some(place);
            continue;
        };
        let at = |place: usize| points.get(place).and_then(|point| target.excess_in_errors(point.estimate));
        let Some(errors) = at(place) else { return Found { end: End::Untold, between: Some((before, place)) } };
        if errors.abs() >= ERRORS {
            let (near, far) = (points[before].at, points[place].at);
            let level = if errors > 0.0 { ERRORS } else { -ERRORS };
            let share = at(before).map(|from| (level - from) / (errors - from));
            // Beyond a value without error nothing is known but that the end lies nearer than this one.
            let end = share.map_or(far, |share| near + (far - near) * share);
            return Found { end: End::At(end), between: Some((before, place)) };
        }
        inner = Some(place);
    }
    Found { end: End::Beyond, between: None }
}
