//! Whole SVG documents, and panels as they stand in a page.

use serde::Serialize;

use super::drawing::{Draw, Drawn};
use super::kuva::Kuva;
use super::palette::Palette;
use super::panel::{Figure, Mark, Panel};
use super::select::spread;
use crate::report::language::Language;
use crate::report::text_table::wrapped;

/// Values listed beside a panel in a page, at most, of each of its curves.
const LISTED: usize = 16;

/// A panel for a page.
#[derive(Serialize)]
pub(in crate::report) struct PagePanel {
    title: String,
    svg: String,
    /// Some of its values, for those who cannot see it.
    values: Vec<String>,
    /// The cell of each place where the pointer finds a text, in their order.
    cells: String,
}

/// A figure as a file: its title, panels two by two on paper, what they show, and what they are of.
pub(super) fn standalone(figure: &Figure, source: &str, language: Language) -> String {
    const GAP: f64 = 8.0;
    const HEAD: f64 = 40.0;
    let draw = |(number, panel)| draw(figure, number, panel, Palette::Paper, language);
    let drawn: Vec<Drawn> = figure.panels.iter().enumerate().map(draw).collect();
    let columns = if drawn.len() > 1 { 2 } else { 1 };
    let (mut y, mut width, mut body) = (HEAD, 0.0_f64, String::new());
    for panels in drawn.chunks(columns) {
        let (mut x, mut height) = (0.0, 0.0);
        for panel in panels {
            body += &format!("<g transform=\"translate({x},{y})\">{}</g>", panel.svg);
            x += panel.width + GAP;
            height = if panel.height > height { panel.height } else { height };
        }
        width = if x - GAP > width { x - GAP } else { width };
        y += height + GAP;
    }
    let (title, says) = (escaped(&figure.title), escaped(&figure.says));
    body += &line_of_text(&figure.title, 24.0, 18.0, "bold");
    for line in wrapped(&figure.says, (width / LETTER) as usize, 0).lines().chain([source]) {
        y += LINE;
        body += &line_of_text(line, y - GAP, 12.5, "normal");
    }
    y += LINE;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
         height=\"{0}\" viewBox=\"0 0 {width} {0}\" xml:lang=\"{1}\" role=\"img\"><title>{title}</title>\
         <desc>{says}</desc><rect width=\"100%\" height=\"100%\" fill=\"{2}\"/>{body}</svg>\n",
        y - GAP,
        language.tag(),
        Palette::Paper.paper(),
    )
}

/// The panels of a figure for a page that gives the colours.
pub(in crate::report) fn for_a_page(figure: &Figure, language: Language) -> Vec<PagePanel> {
    let panel = |(number, panel): (usize, &Panel)| {
        // Fields of a heat map have light colours of their own, so its panel stays paper in the dark too.
        let is_heat = panel.marks.iter().any(|mark| matches!(mark, Mark::Heat { .. }));
        let palette = if is_heat { Palette::Paper } else { Palette::Page };
        let Drawn { width, height, svg } = draw(figure, number, panel, palette, language);
        let title = if panel.title.is_empty() { figure.title.clone() } else { panel.title.clone() };
        // The page names the figure for screen readers and holds its values as a table; the root around the drawing scales.
        let svg = format!("<svg viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" focusable=\"false\">{svg}</svg>");
        let texts = |mark: &Mark| mark.tips().into_iter().map(|(text, _)| text.to_owned()).collect::<Vec<_>>();
        let values = panel.marks.iter().flat_map(|mark| spread(&texts(mark), LISTED)).collect();
        let cells = panel.marks.iter().flat_map(Mark::tips);
        let cells = cells.map(|(_, cell)| cell.map_or_else(|| "-".to_owned(), |cell| cell.to_string()));
        PagePanel { title, svg, values, cells: cells.collect::<Vec<_>>().join(" ") }
    };
    figure.panels.iter().enumerate().map(panel).collect()
}

/// A panel of a figure by the drawer in use.
fn draw(figure: &Figure, number: usize, panel: &Panel, palette: Palette, language: Language) -> Drawn {
    Kuva.draw(panel, &format!("{}-{number}", figure.name), palette, language)
}

/// Height of a line of small text, and about the width of a letter.
const LINE: f64 = 19.0;
const LETTER: f64 = 7.0;

/// A line of text from the left edge of a file.
fn line_of_text(text: &str, y: f64, size: f64, weight: &str) -> String {
    format!(
        "<text x=\"10\" y=\"{y}\" font-family=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{}\">{}</text>",
        super::kuva::FONTS,
        Palette::Paper.ink(),
        escaped(text),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
