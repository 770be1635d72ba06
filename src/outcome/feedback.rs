//! What households that act on each other do, world by world: places of the sums of a cell, METHOD.md equation (274).

use super::cell_sums::path_sums;
use super::{WorldColumn, WorldRow, kept};

path_sums! {
    FeedbackSum:
    Worlds, "Worlds.";
    AtFloor, "Those whose index came as low as it is followed.";
    Loans, "Loans granted.";
    Defaults, "Defaults by the horizon.";
    DefaultsWithout, "Defaults by the horizon, had they not acted on each other.";
    Sales, "Homes sold by auction or in distress, to the end of the tail.";
    SalesWithout, "The same, had they not acted on each other.";
    IndexLowest, "Lowest level of the index to the horizon, in units of 10⁻⁹.";
    IndexLowestWithout, "The same, had they not acted on each other.";
    OriginalLoan, "Loans granted, the amount.";
    Loss, "The lender's losses, at origination.";
    LossWithout, "The same, had they not acted on each other.";
}

/// What a world adds, from its row and its row had they not acted on each other.
pub fn amounts(row: &WorldRow, without: &WorldRow, is_at_floor: bool) -> [i64; FeedbackSum::COUNT] {
    use FeedbackSum as Sum;
    let of = |row: &WorldRow, column: WorldColumn| row[column as usize];
    let sales = |row: &WorldRow| {
        let mut sold = 0;
        for column in [WorldColumn::SoldBeforeDefault, WorldColumn::SoldAfterDefault, WorldColumn::Auctioned] {
            kept::add(&mut sold, of(row, column));
        }
        sold
    };
    let mut amounts = [0; Sum::COUNT];
    amounts[Sum::Worlds as usize] = 1;
    amounts[Sum::AtFloor as usize] = i64::from(is_at_floor);
    amounts[Sum::Loans as usize] = of(row, WorldColumn::Accepted);
    amounts[Sum::Defaults as usize] = of(row, WorldColumn::Defaults);
    amounts[Sum::DefaultsWithout as usize] = of(without, WorldColumn::Defaults);
    amounts[Sum::Sales as usize] = sales(row);
    amounts[Sum::SalesWithout as usize] = sales(without);
    amounts[Sum::IndexLowest as usize] = of(row, WorldColumn::IndexTrough);
    amounts[Sum::IndexLowestWithout as usize] = of(without, WorldColumn::IndexTrough);
    amounts[Sum::OriginalLoan as usize] = of(row, WorldColumn::OriginalLoan);
    amounts[Sum::Loss as usize] = of(row, WorldColumn::LossPv);
    amounts[Sum::LossWithout as usize] = of(without, WorldColumn::LossPv);
    amounts
}
