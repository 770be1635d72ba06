//! Tables of text for terminals: numbers to the right, words to the left.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, TableStyle, Width, presets};
use unicode_width::UnicodeWidthStr;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Blanks that belong to a column.
const PADDING: usize = 2;

/// A table of text with an empty line before each part but the first.
pub fn render(columns: &[(&str, Align)], parts: &[Vec<Vec<String>>]) -> String {
    let empty = vec![String::new(); columns.len()];
    laid_out(presets::NOTHING, columns, parts.join(&empty).iter(), None)
}

/// A table in a frame; where a width is given, it wraps to that, and no column becomes narrower than its least.
pub(super) fn framed(columns: &[(&str, Align)], rows: &[Vec<String>], width: Option<(u16, Vec<u16>)>) -> String {
    laid_out(presets::UTF8_BORDERS_ONLY, columns, rows.iter(), width)
}

fn laid_out<'a>(
    style: TableStyle,
    columns: &[(&str, Align)],
    rows: impl Iterator<Item = &'a Vec<String>>,
    width: Option<(u16, Vec<u16>)>,
) -> String {
    let mut table = Table::new();
    table.load_style(style).set_content_arrangement(ContentArrangement::Disabled).force_no_tty();
    let cell = |text: &str, align: Align| match align {
        Align::Left => Cell::new(text),
        Align::Right => Cell::new(text).set_alignment(CellAlignment::Right),
    };
    table.set_header(columns.iter().map(|(name, align)| cell(name, *align)));
    for row in rows {
        table.add_row(row.iter().zip(columns).map(|(text, (_, align))| cell(text, *align)));
    }
    if let Some((width, least)) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        for (column, least) in table.column_iter_mut().zip(least) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
    }
    table.trim_fmt()
}

/// A table whose last column wraps between words at `width`, where one is given.
pub fn render_within(columns: &[(&str, Align)], rows: Vec<Vec<String>>, width: Option<u16>) -> String {
    let before = columns.len().saturating_sub(1);
    let of_before = |row: &Vec<String>| row.iter().take(before).cloned().collect::<Vec<_>>();
    let taken = width_of(columns.get(..before).unwrap_or_default(), &rows.iter().map(of_before).collect::<Vec<_>>());
    // A last column of a word a line would be no easier to read than the terminal's own wrapping.
    const LEAST: usize = 20;
    let left = width.map(|width| usize::from(width).saturating_sub(taken + PADDING)).filter(|left| *left >= LEAST);
    let Some(left) = left else { return render(columns, &[rows]) };
    let wrap = |mut row: Vec<String>| {
        if let Some(last) = row.last_mut() {
            *last = wrapped(last, left, 0);
        }
        row
    };
    render(columns, &[rows.into_iter().map(wrap).collect()])
}

/// Columns that a table of text takes.
pub fn width_of(columns: &[(&str, Align)], rows: &[Vec<String>]) -> usize {
    let widest = |place: usize, heading: &str| {
        let fields = rows.iter().filter_map(|row| row.get(place));
        fields.map(|field| field.width()).max().unwrap_or(0).max(heading.width()) + PADDING
    };
    columns.iter().enumerate().map(|(place, (heading, _))| widest(place, heading)).sum()
}

/// Text broken between words, or between Chinese characters, so that with its indent it keeps to `width`.
pub fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (blank, piece) in pieces(text) {
        let blank = if blank { " " } else { "" };
        match lines.last_mut() {
            Some(line) if line.width() + blank.len() + piece.width() <= width => *line += &format!("{blank}{piece}"),
            _ => lines.push(format!("{}{piece}", " ".repeat(indent))),
        }
    }
    lines.join("\n")
}

/// What a line may be broken between: words, and wide characters, each with the marks that must not begin a line; whether
/// a blank stands before it.
fn pieces(text: &str) -> Vec<(bool, String)> {
    const CLOSING: &str = "，。；：、！？）》”’％%),.;:";
    const OPENING: &str = "（《“‘(";
    let is_wide = |c: char| unicode_width::UnicodeWidthChar::width(c) == Some(2);
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let mut joins = false;
    for word in text.split(' ') {
        // An estimate stays with its error.
        match pieces.last_mut() {
            Some((_, piece)) if joins || word == "±" => piece.push(' '),
            _ => pieces.push((true, String::new())),
        }
        joins = word == "±";
        let mut before: Option<char> = None;
        for c in word.chars() {
            let breaks = before.is_some_and(|before| {
                (is_wide(before) || is_wide(c)) && !CLOSING.contains(c) && !OPENING.contains(before)
            });
            if breaks {
                pieces.push((false, String::new()));
            }
            if let Some((_, piece)) = pieces.last_mut() {
                piece.push(c);
            }
            before = Some(c);
        }
    }
    pieces
}

/// Columns there is room for: what `COLUMNS` says, or the width of the terminal; `None` where stdout is none.
pub fn terminal_width() -> Option<u16> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    said.filter(|columns| *columns > 0).or_else(|| Table::new().width())
}
