//! Figures: what each shows stands in a file of its own, how anything is drawn behind [`drawing::Draw`].

mod default_rate;
mod drawing;
mod heat_map;
mod kuva;
mod losses;
mod palette;
mod panel;
mod prices;
pub(super) mod select;
mod states;
mod svg;
mod term_structure;

use super::ReportError;
use super::format::{Format, cells_drawn, write_text};
use super::language::Language;
use super::results::Results;

pub(super) use palette::variables;
pub(super) use panel::Figure;
use svg::standalone;
pub(super) use svg::{PagePanel, for_a_page};

/// Makes a figure of results; `None` where the study has nothing for it.
type Maker = fn(&Results, Language) -> Result<Option<Figure>, ReportError>;

/// Name of each figure, as in its file, and what makes it, in the order of a report. What will be computed later (a
/// tornado of sensitivities, the frontier of two limits, causes of default, auction rounds) gets its line here and its
/// file beside the others.
const FIGURES: &[(&str, Maker)] = &[
    ("default_rate", default_rate::figure),
    ("heat_map", heat_map::figure),
    ("losses", losses::figure),
    ("prices", prices::figure),
    ("states", states::figure),
    ("term_structure", term_structure::figure),
];

/// A file a figure.
pub const SVG: Format = Format {
    name: "svg",
    holds: "Figures",
    has_words: true,
    files: |language| names().map(|name| file(name, language)).collect(),
    write: |results, language, folder| {
        let mut written = Vec::new();
        for name in names() {
            if let Some(svg) = figure_svg(results, name, language)? {
                written.extend(write_text(folder, file(name, language), &svg)?);
            }
        }
        Ok(written)
    },
    bytes: |extent| 90_000.0 + cells_drawn(extent) * (10_000.0 + 220.0 * extent.months),
};

/// File of a figure.
fn file(name: &str, language: Language) -> String {
    format!("figure_{name}{}.svg", language.suffix())
}

/// Names of all figures.
pub fn names() -> impl Iterator<Item = &'static str> {
    FIGURES.iter().map(|(name, _)| *name)
}

/// Every figure the results have something for.
pub(super) fn figures(results: &Results, language: Language) -> Result<Vec<Figure>, ReportError> {
    FIGURES.iter().filter_map(|(_, make)| make(results, language).transpose()).collect()
}

/// A figure by name.
///
/// # Errors
/// A column is missing.
pub fn figure_svg(results: &Results, name: &str, language: Language) -> Result<Option<String>, ReportError> {
    let Some((_, make)) = FIGURES.iter().find(|(other, _)| *other == name) else { return Ok(None) };
    Ok(make(results, language)?.map(|figure| standalone(&figure, language)))
}
