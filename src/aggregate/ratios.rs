//! Tables whose columns are ratios of two sums over paths each.

/// Declares `RATIOS`: of each its column, what is added up, and what that is divided by, both sums of one kind.
macro_rules! ratios {
    ($sum:ident: $($name:literal, $unit:ident, $y:ident, $x:ident, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        /// Ratios of sums: column, numerator, denominator.
        pub const RATIOS: &[(Column, $sum, $sum)] = &[$((
            Column::new($name, Unit::$unit, $meaning, $name_zh, $meaning_zh), $sum::$y, $sum::$x,
        ),)*];
    };
}

pub(super) use ratios;
