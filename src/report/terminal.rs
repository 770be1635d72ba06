//! A table for the terminal: plain text without colour.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use unicode_width::UnicodeWidthStr;

use super::reading::ReadingTable;

/// The table, wrapped to `width` columns where one is given. Chinese characters count for two.
pub fn render(table: &ReadingTable, width: Option<u16>) -> String {
    let mut set = Table::new();
    set.load_style(presets::UTF8_BORDERS_ONLY).force_no_tty();
    match width {
        Some(width) => set.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => set.set_content_arrangement(ContentArrangement::Disabled),
    };
    let field = |text: &str, numeric: bool| {
        let cell = Cell::new(text);
        if numeric { cell.set_alignment(CellAlignment::Right) } else { cell }
    };
    set.set_header(table.columns.iter().map(|heading| field(&heading.text, heading.numeric)));
    for row in &table.rows {
        set.add_row(row.iter().zip(&table.columns).map(|(text, heading)| field(text, heading.numeric)));
    }
    if let Some(width) = width {
        keep_words_whole(&mut set, width);
    }
    set.trim_fmt()
}

/// Breaks lines between words only, never within a number, where `width` allows it.
fn keep_words_whole(table: &mut Table, width: u16) {
    const PADDING: usize = 2;
    const BORDERS: usize = 2;
    let longest_word = |column: usize| {
        let texts = table.column_cells_with_header_iter(column).flatten().map(Cell::content);
        texts.flat_map(|text| text.split(' ').map(|word| word.width()).max()).max().unwrap_or(0) + PADDING
    };
    let least: Vec<usize> = (0..table.header().map_or(0, |header| header.cell_count())).map(longest_word).collect();
    if least.iter().sum::<usize>() + BORDERS > usize::from(width) {
        return;
    }
    for (column, least) in table.column_iter_mut().zip(least) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(least).unwrap_or(width))));
    }
}
