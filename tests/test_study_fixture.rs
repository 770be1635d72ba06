//! A study made by hand: two cells, sixteen worlds of ten households, three months.

use underwater::outcome::label::{CellLabel, CellValue};
use underwater::outcome::{
    BATCHES, LevelHistogram, LossHistogram, MonthCounter, MonthCounts, Tallies, TallyShape, WorldColumn, WorldRow,
    WorldTable,
};
use underwater::outcome::{Extras, StudyResult};

pub const WORLDS: usize = 16;
pub const MONTHS: usize = 3;

/// Two scenarios, one down payment each.
pub fn labels() -> Vec<CellLabel> {
    [("slide", 0.15), ("flat", 0.3)].map(|(scenario, ratio)| label(scenario, CellValue::Float(ratio))).to_vec()
}

pub fn label(scenario: &str, value: CellValue) -> CellLabel {
    let swept = vec![("household.down_payment_frac".to_owned(), value)];
    CellLabel { scenario: Some(scenario.to_owned()), swept, ..CellLabel::default() }
}

/// A world row with the given columns and zeros.
pub fn row(values: &[(WorldColumn, i64)]) -> WorldRow {
    let mut row = [0; WorldColumn::COUNT];
    for (column, value) in values {
        row[*column as usize] = *value;
    }
    row
}

/// In the first cell worlds have 1, 0, 3 and 0 defaults, four times over, in the second none.
pub fn study() -> StudyResult {
    use WorldColumn::*;
    let quiet = row(&[(Accepted, 10), (OriginalLoan, 1_000_000), (HouseholdLoss, 5_000), (IndexTrough, 900_000_000)]);
    let with = |values: &[(WorldColumn, i64)]| {
        let mut row = quiet;
        for (column, value) in values {
            row[*column as usize] = *value;
        }
        row
    };
    let one = with(&[
        (Defaults, 1),
        (DefaultsStrategic, 1),
        (Auctioned, 1),
        (OwedAfterAuction, 1),
        (Ead, 100_000),
        (RecoveryPv, 70_000),
        (LenderCostsPv, 5_000),
        (LossPv, 35_000),
        (Deficiency, 40_001),
    ]);
    let three = with(&[
        (Defaults, 3),
        (Reinstated, 1),
        (SoldBeforeDefault, 1),
        (SoldAfterDefault, 1),
        (Unresolved, 1),
        (Ead, 300_000),
        (RecoveryPv, 300_000),
        (LenderCostsPv, 15_000),
        (LossPv, 5_000),
    ]);
    let shape = TallyShape {
        cells: 2,
        horizon_months: MONTHS,
        last_workout_month: MONTHS,
        price_models: 2,
        can_refuse: false,
        extras: Extras::default(),
    };
    let mut tallies = Tallies::new(shape);
    count_months(&mut tallies.months);
    count_losses(&mut tallies.losses);
    tallies.price_levels = vec![price_levels(0.0), price_levels(0.5)];
    StudyResult {
        units: underwater::outcome::ErrorUnits::Worlds,
        precision: None,
        loan_book: None,
        households: 10,
        worlds: WorldTable::of_rows(2, [one, quiet, quiet, quiet, three, quiet, quiet, quiet].repeat(4)),
        tallies,
        price_of_cell: vec![1, 0],
    }
}

/// First cell: in worlds with defaults these come in month 2, after being past due in month 1.
fn count_months(months: &mut MonthCounts) {
    use MonthCounter::*;
    let mut add = |cell, month, world, counters: &[(MonthCounter, i64)]| {
        for (counter, count) in counters {
            months.get_mut(cell, month, world)[*counter as usize] += *count;
        }
    };
    for (world, defaults) in [1, 0, 3, 0].into_iter().cycle().take(WORLDS).enumerate() {
        add(0, 1, world, &[(Performing, 10 - defaults), (PastDue90, defaults), (UnderWater, 2 * defaults)]);
        add(0, 2, world, &[(PastDue90, -defaults), (InDefault, defaults), (NewDefaults, defaults)]);
        add(0, 3, world, &[(InDefault, -defaults), (InForeclosure, defaults), (Performing, -1), (Sold, 1)]);
        add(1, 1, world, &[(Performing, 10)]);
    }
}

/// First cell: each world's households lose 1 to 10 cents, times 1, 2, 3 or 4, in turn. Second cell: all lose 50 cents.
fn count_losses(losses: &mut [LossHistogram]) {
    for world in 0..WORLDS {
        for household in 1..=10 {
            losses[world].add(household * (world as i64 % 4 + 1));
            losses[BATCHES + world].add(50);
        }
    }
}

/// Worlds at the log levels shift − 0.2, shift − 0.1, shift and shift + 0.1 in every month.
fn price_levels(shift: f64) -> LevelHistogram {
    let mut levels = LevelHistogram::new(MONTHS);
    for month in 1..=MONTHS {
        for step in [-0.2, -0.1, 0.0, 0.1] {
            levels.add(month, shift + step, 1);
        }
    }
    levels
}
