//! A plain table: numbers to the right, words to the left.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table of text with a line under its header and one before each part but the first.
pub(super) fn render(columns: &[(&str, Align)], parts: &[Vec<Vec<String>>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).force_no_tty();
    let cell = |text: &str, align: Align| match align {
        Align::Left => Cell::new(text),
        Align::Right => Cell::new(text).set_alignment(CellAlignment::Right),
    };
    table.set_header(columns.iter().map(|(name, align)| cell(name, *align)));
    for (part, rows) in parts.iter().enumerate() {
        if part > 0 {
            table.add_row(columns.iter().map(|_| ""));
        }
        for row in rows {
            table.add_row(row.iter().zip(columns).map(|(text, (_, align))| cell(text, *align)));
        }
    }
    table.trim_fmt()
}

/// Width of the terminal, where stdout is one.
pub(super) fn terminal_width() -> Option<u16> {
    Table::new().width()
}
