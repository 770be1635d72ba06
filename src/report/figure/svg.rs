//! Whole SVG documents, and panels as they stand in a page.

use serde::Serialize;

use super::drawing::{Draw, Drawn};
use super::kuva::{CLIP, Kuva};
use super::palette::for_page;
use super::panel::{Figure, Mark, Panel};
use super::select::spread;
use crate::report::language::Language;

/// Values listed beside a panel in a page, at most, of each of its curves.
const LISTED: usize = 16;

/// A panel for a page.
#[derive(Serialize)]
pub(in crate::report) struct PagePanel {
    title: String,
    svg: String,
    /// Some of its values, for those who cannot see it.
    values: Vec<String>,
}

/// A figure as a file: panels two by two on paper, its title and sentence for those who cannot see it.
pub(super) fn standalone(figure: &Figure, language: Language) -> String {
    const GAP: f64 = 8.0;
    let drawn: Vec<Drawn> = figure.panels.iter().map(|panel| drawer().draw(panel, language)).collect();
    let columns = if drawn.len() > 1 { 2 } else { 1 };
    let (mut y, mut width, mut body) = (0.0, 0.0_f64, String::new());
    for (row, panels) in drawn.chunks(columns).enumerate() {
        let (mut x, mut height) = (0.0, 0.0);
        for (column, panel) in panels.iter().enumerate() {
            let inside = renamed(&panel.body, &format!("{}-{row}-{column}", figure.name));
            body += &format!(
                "<svg x=\"{x}\" y=\"{y}\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">{inside}</svg>",
                panel.width, panel.height
            );
            x += panel.width + GAP;
            height = if panel.height > height { panel.height } else { height };
        }
        width = if x - GAP > width { x - GAP } else { width };
        y += height + GAP;
    }
    let (title, says) = (escaped(&figure.title), escaped(&figure.says));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
         height=\"{0}\" viewBox=\"0 0 {width} {0}\" {1} xml:lang=\"{2}\" role=\"img\"><title>{title}</title>\
         <desc>{says}</desc><rect width=\"100%\" height=\"100%\" fill=\"{3}\"/>{body}</svg>\n",
        y - GAP,
        drawer().root(),
        language.tag(),
        super::palette::PAPER,
    )
}

/// The panels of a figure for a page that gives the colours.
pub(in crate::report) fn for_a_page(figure: &Figure, language: Language) -> Vec<PagePanel> {
    let panel = |(number, panel): (usize, &Panel)| {
        let drawn = drawer().draw(panel, language);
        // Fields of a heat map have light colours of their own, so its panel stays paper in the dark too.
        let is_heat = panel.marks.iter().any(|mark| matches!(mark, Mark::Heat { .. }));
        let colored = |svg: &str| if is_heat { svg.to_owned() } else { for_page(svg) };
        let inside = colored(&renamed(&drawn.body, &format!("{}-{number}", figure.name)));
        let title = if panel.title.is_empty() { figure.title.clone() } else { panel.title.clone() };
        // The page names the figure for screen readers and holds its values as a table.
        let svg = format!(
            "<svg viewBox=\"0 0 {} {}\" {} aria-hidden=\"true\" focusable=\"false\">{inside}</svg>",
            drawn.width,
            drawn.height,
            colored(&drawer().root()),
        );
        let texts = panel.marks.iter().filter_map(|mark| match mark {
            Mark::Tips { texts, .. } | Mark::Heat { tips: texts, .. } => Some(spread(texts, LISTED)),
            Mark::Line { .. } | Mark::Band { .. } => None,
        });
        PagePanel { title, svg, values: texts.flatten().collect() }
    };
    figure.panels.iter().enumerate().map(panel).collect()
}

/// Names within a drawing made unlike those of every other drawing in the same document.
fn renamed(body: &str, prefix: &str) -> String {
    body.replace(CLIP, &format!("{prefix}-clip-"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The drawer in use.
fn drawer() -> &'static dyn Draw {
    &Kuva
}
