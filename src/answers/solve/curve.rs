//! The estimate at the values where it was computed, and where it crosses the target.

use super::target::Target;
use crate::stats::Estimate;

/// An evaluated value of the key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub at: f64,
    pub estimate: Estimate,
    /// Share of the households that bought.
    pub bought_frac: Option<f64>,
    /// The round that asked for it, from 1.
    pub round: usize,
}

/// The evaluated values of one cell, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Curve {
    pub points: Vec<Point>,
}

/// Two neighbouring values between which the curve crosses the target: their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crossing {
    pub left: usize,
    pub right: usize,
    /// Whether the target is met at the right one, or else at the left one.
    pub is_met_right: bool,
}

/// What the curve says of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not met at the lower end, met from the value on.
    MetFrom,
    /// Met from the lower end up to the value, and not beyond.
    MetUpTo,
    /// Crossed more than once.
    MetInParts,
    /// Not met at any value.
    NeverMet,
    /// Met at every value.
    AlwaysMet,
    /// There is nothing to estimate it from at any value.
    NotTold,
}

impl Status {
    const ALL: [Self; 6] =
        [Self::MetFrom, Self::MetUpTo, Self::MetInParts, Self::NeverMet, Self::AlwaysMet, Self::NotTold];

    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MetFrom => "met_from",
            Self::MetUpTo => "met_up_to",
            Self::MetInParts => "met_in_parts",
            Self::NeverMet => "never_met",
            Self::AlwaysMet => "always_met",
            Self::NotTold => "not_told",
        }
    }

    /// The status that a table names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

impl Curve {
    /// Enters a value that is not there yet.
    pub fn enter(&mut self, point: Point) {
        let place = self.points.partition_point(|other| other.at < point.at);
        self.points.insert(place, point);
    }

    pub fn has(&self, at: f64) -> bool {
        self.points.iter().any(|point| point.at == at)
    }

    /// The lowest and the highest value at which the estimate is told.
    pub fn ends(&self) -> Option<(Point, Point)> {
        let mut told = self.points.iter().filter(|point| point.estimate.value.is_some());
        let first = *told.next()?;
        Some((first, told.next_back().copied().unwrap_or(first)))
    }

    /// Every crossing, from the lowest value.
    pub fn crossings(&self, target: &Target) -> Vec<Crossing> {
        let is_met = |place: usize| {
            let value = self.points.get(place)?.estimate.value?;
            Some(target.excess(value) <= 0.0)
        };
        let between = |left: usize| {
            let (here, there) = (is_met(left)?, is_met(left + 1)?);
            (here != there).then_some(Crossing { left, right: left + 1, is_met_right: there })
        };
        (0..self.points.len().saturating_sub(1)).filter_map(between).collect()
    }

    /// What the crossings say.
    pub fn status(&self, target: &Target) -> Status {
        let told = self.points.iter().filter_map(|point| point.estimate.value);
        let met = told.clone().filter(|value| target.excess(*value) <= 0.0).count();
        match (self.crossings(target).as_slice(), met) {
            ([], 0) if told.clone().next().is_none() => Status::NotTold,
            ([], 0) => Status::NeverMet,
            ([], met) if met == told.count() => Status::AlwaysMet,
            ([only], _) if only.is_met_right => Status::MetFrom,
            ([_], _) => Status::MetUpTo,
            // Crossed again and again, or unseen among values at which nothing is told.
            _ => Status::MetInParts,
        }
    }
}

impl Crossing {
    /// Of its two values the one at which the target is met.
    pub fn met(self) -> usize {
        if self.is_met_right { self.right } else { self.left }
    }
}
