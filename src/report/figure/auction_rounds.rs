//! Auctions round by round: how many homes each round sells, and what they bring.

use super::panel::{Color, Figure, Numbers, Panel};
use super::rows::{self, Called, Row};
use super::select::extremes;
use crate::aggregate::auction_rounds::{AUCTIONS_HELD, ROUND, SHARE_OF_SOLD, ratio_column};
use crate::aggregate::{AUCTION_ROUNDS, CELL};
use crate::outcome::Column;
use crate::outcome::auction_sums::AuctionSum;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, count};
use crate::report::reading::CellNames;
use crate::report::results::{Results, estimate, integers, number, rows_of_cell};

/// What a panel shows of each round: a value with its error, and further points.
struct Shown<'a> {
    axis: &'a str,
    value: (&'a Column, &'a str),
    points: &'a [(&'a Column, &'a str, Color)],
}

/// `None` where no auction was held.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    use AuctionSum as Sum;
    let texts = language.texts();
    if results.rows(&AUCTION_ROUNDS).is_none() {
        return Ok(None);
    }
    let ratios = (
        ratio_column(Sum::Sold, Sum::Held),
        ratio_column(Sum::Price, Sum::ValueOfSold),
        ratio_column(Sum::Price, Sum::AppraisalOfSold),
        ratio_column(Sum::Price, Sum::FirstValueOfSold),
        ratio_column(Sum::Start, Sum::Value),
    );
    let (Some(chance), Some(of_value), Some(of_appraisal), Some(of_first), Some(start)) = ratios else {
        return Ok(None);
    };
    let sold = Shown {
        axis: texts.axis_homes_sold,
        value: (&SHARE_OF_SOLD, texts.share_of_sold),
        points: &[(chance, texts.sold_of_held, Color::Series(1))],
    };
    let prices = Shown {
        axis: texts.axis_price_over,
        value: (of_value, texts.price_of_value),
        points: &[
            (of_appraisal, texts.price_of_appraisal, Color::Series(1)),
            (of_first, texts.price_of_first_value, Color::Series(2)),
            (start, texts.start_of_value, Color::Series(7)),
        ],
    };
    let mut panels = Vec::new();
    for shown in [sold, prices] {
        let mut of_cells = Vec::new();
        for cell in extremes(results)? {
            of_cells.extend(panel(results, cell, &shown, language)?);
        }
        rows::share_width(&mut of_cells);
        panels.extend(of_cells);
    }
    let (title, says) = (texts.figure_auction_rounds.to_owned(), texts.figure_auction_rounds_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "auction_rounds", title, says, panels }))
}

/// A row a round. `None` where the cell has no auction.
fn panel(results: &Results, cell: usize, shown: &Shown<'_>, language: Language) -> Result<Option<Panel>, ReportError> {
    let texts = language.texts();
    let table = results.table(&AUCTION_ROUNDS)?;
    let (numbers, held) = (integers(table, &ROUND)?, integers(table, &AUCTIONS_HELD)?);
    let names = CellNames::new(&results.labels, language);
    let mut made = Vec::new();
    for row in rows_of_cell(&integers(table, &CELL)?, cell) {
        let found = estimate(table, shown.value.0, row)?;
        let Some(value) = found.value else { continue };
        let name = (texts.auction_round)(&numbers[row].to_string(), &count(held[row].unsigned_abs()));
        let mut points = Vec::new();
        let mut told =
            format!("{}; {name}: {} {}", names.line(cell), shown.value.1, Show::Percent.estimate(found, language));
        for (place, (column, called, _)) in shown.points.iter().enumerate() {
            if let Some(point) = number(table, column, row)? {
                points.push((place, point));
                told += &format!("; {called} {}", Show::Percent.estimate(estimate(table, column, row)?, language));
            }
        }
        made.push(Row {
            name,
            cell: Some(cell),
            value,
            error: found.mcse.unwrap_or(0.0) * 2.0,
            bands: [None, None],
            points,
            color: Color::Series(0),
            tip: told,
        });
    }
    let points: Vec<(&str, Color)> = shown.points.iter().map(|(_, called, color)| (*called, *color)).collect();
    let called = Called { value: shown.value.1, bands: ["", ""], points: &points };
    let title = names.line(cell);
    Ok((!made.is_empty()).then(|| rows::panel(title, (shown.axis, Numbers::Percent), &made, called)))
}
