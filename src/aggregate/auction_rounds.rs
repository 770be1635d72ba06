//! `auction_rounds`: what auctions of each round bring, by cell, METHOD.md equations (310) and (311).

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::ratios::ratios;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::auction_sums::{AuctionSum, ROUNDS};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// Number of the round.
pub const ROUND: Column = Column::new(
    "round",
    Unit::Count,
    "Auction round, from 1, counted on through reappraisals; 12 stands for those after it too.",
    "轮次",
    "拍卖轮次，从 1 起，重新评估后续计；12 含其后各轮。",
);
/// Auctions held.
pub const AUCTIONS_HELD: Column = Column::new(
    "auctions_held",
    Unit::Count,
    "Auctions of the round that were held.",
    "拍卖场次",
    "该轮举行的拍卖场次。",
);
const SOLD: Column = Column::new(
    "homes_sold",
    Unit::Count,
    "Auctions of the round at which the home sold.",
    "成交数",
    "该轮成交的拍卖场次。",
);
const TAKEN: Column = Column::new(
    "homes_taken",
    Unit::Count,
    "Auctions of the round that failed, no other coming after it: the lender took the home.",
    "流拍抵债数",
    "该轮流拍且不再拍卖、由贷款人接收房屋的场次。",
);
/// Share of the homes sold in any round.
pub const SHARE_OF_SOLD: Column = Column::new(
    "share_of_sold",
    Unit::Fraction,
    "Homes sold in the round ÷ homes sold in any.",
    "占全部成交",
    "该轮成交数 ÷ 各轮成交数之和。",
);

ratios! {
    AuctionSum:
    "sold_of_held", Fraction, Sold, Held,
        "Homes sold ÷ auctions held.", "成交率", "成交数 ÷ 拍卖场次。";
    "start_of_value", Fraction, Start, Value,
        "Start prices ÷ market values of the homes then, of all auctions held.", "起拍价比市价", "全部拍卖的起拍价 ÷ 当时市价。";
    "price_of_appraisal", Fraction, Price, AppraisalOfSold,
        "Prices ÷ the court's last appraisals, of homes sold.", "成交价比评估价", "成交房屋的价格 ÷ 法院最近一次评估价。";
    "price_of_value", Fraction, Price, ValueOfSold,
        "Prices ÷ market values of the homes then, of homes sold: 1 less the discount.", "成交价比市价", "成交房屋的价格 ÷ 当时市价，即 1 减折价率。";
    "price_of_first_value", Fraction, Price, FirstValueOfSold,
        "Prices ÷ values of the homes in month 0, of homes sold; of a home just bought that is the price paid.", "成交价比期初房价", "成交房屋的价格 ÷ 第 0 月的房价；新购房屋即购买价。";
}

/// The ratio that [`RATIOS`] holds of these sums.
pub fn ratio_column(y: AuctionSum, x: AuctionSum) -> Option<&'static Column> {
    RATIOS.iter().find(|(_, of, by)| (*of, *by) == (y, x)).map(|(column, ..)| column)
}

/// What auctions of each round bring.
pub const AUCTION_ROUNDS: Table = Table {
    name: "auction_rounds",
    holds: Words::new(
        "a row per cell and auction round: auctions held, homes sold and taken, prices over appraisal and value",
        "每个单元每轮拍卖一行：拍卖场次、成交与抵债数、成交价与评估价和市价之比",
    ),
    columns: || {
        let ratios = RATIOS.iter().map(|(column, ..)| *column);
        let counts = plain([ROUND, AUCTIONS_HELD, SOLD, TAKEN]);
        labels().chain(counts).chain(with_errors(std::iter::once(SHARE_OF_SOLD).chain(ratios))).collect()
    },
    source: Source::Result(|result, labels| auction_rounds(result, labels).map(Some)),
    // Few lists are longer.
    rows: |extent| extent.cells * 3.0,
};

/// Columns `cell`, labels, `round` (to the last that was held in the cell), counts, and shares with errors from batches of
/// worlds, equations (310) and (311); empty where there is nothing to divide by.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn auction_rounds(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let sums = |cell: usize, round: usize, sum: AuctionSum| {
        result.tallies.auctions.by_batch(cell * ROUNDS + round, sum as usize)
    };
    let count = |cell: usize, round: usize, column: &Column, sum: AuctionSum| {
        total(column.name, cell, sums(cell, round, sum).into_iter().flatten())
    };
    let mut rows = Vec::new();
    for cell in 0..result.worlds.cells {
        let mut last = 0;
        for round in 0..ROUNDS {
            if count(cell, round, &AUCTIONS_HELD, AuctionSum::Held)? > 0 {
                last = round + 1;
            }
        }
        rows.extend((0..last).map(|round| (cell, round)));
    }
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.integers(&ROUND, rows.iter().map(|(_, round)| *round as i64 + 1).collect());
    for (column, sum) in [(&AUCTIONS_HELD, AuctionSum::Held), (&SOLD, AuctionSum::Sold), (&TAKEN, AuctionSum::Taken)] {
        let counts = rows.iter().map(|(cell, round)| count(*cell, *round, column, sum));
        frame.integers(column, counts.collect::<Result<_, _>>()?);
    }
    let ratio = |y: Option<Vec<i64>>, x: Option<Vec<i64>>| {
        y.zip(x).map_or_else(Estimate::default, |(y, x)| ratio_of_sums(&y, &x))
    };
    let sold = |(cell, round): &(usize, usize)| sums(*cell, *round, AuctionSum::Sold);
    let of_all = |cell: usize| sold_in_any(|round| sums(cell, round, AuctionSum::Sold));
    frame.computed(&SHARE_OF_SOLD, rows.iter().map(|row| ratio(sold(row), of_all(row.0))).collect());
    for (column, y, x) in RATIOS {
        let of = |(cell, round): &(usize, usize)| ratio(sums(*cell, *round, *y), sums(*cell, *round, *x));
        frame.computed(column, rows.iter().map(of).collect());
    }
    frame.finish()
}

/// Homes sold in any round, batch by batch.
fn sold_in_any(sold: impl Fn(usize) -> Option<Vec<i64>>) -> Option<Vec<i64>> {
    (0..ROUNDS).map(sold).reduce(|all, more| {
        all?.iter().zip(more?).map(|(all, more)| all.checked_add(more)).collect::<Option<Vec<i64>>>()
    })?
}
