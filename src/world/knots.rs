//! Paths given at some months only.

/// Knots month by month to the last of them, where the value stays; `linear` between two, or that of the one before. They
/// begin at month 0.
pub(super) fn by_month(knots: &[(u32, f64)], linear: bool) -> Vec<f64> {
    let last = knots.last().map_or(0, |knot| knot.0);
    (0..=last).map(|month| at(knots, month, linear)).collect()
}

fn at(knots: &[(u32, f64)], month: u32, linear: bool) -> f64 {
    let next = knots.partition_point(|knot| knot.0 <= month);
    let (from, level) = knots[next.saturating_sub(1)];
    match knots.get(next) {
        Some(&(to, target)) if linear => level + (target - level) * f64::from(month - from) / f64::from(to - from),
        _ => level,
    }
}
