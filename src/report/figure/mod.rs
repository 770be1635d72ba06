//! Figures: what each shows stands in a file of its own, how anything is drawn behind [`drawing::Draw`].

pub(super) mod alone;
mod arrangement;
pub(super) mod auction_rounds;
pub(super) mod book;
pub(super) mod by_sweep;
pub(super) mod default_rate;
mod drawing;
pub(super) mod feedback;
pub(super) mod heat_map;
mod hues;
mod kuva;
pub(super) mod lender_loss;
pub(super) mod loss_rates;
pub(super) mod losses;
mod palette;
pub(super) mod panel;
mod png;
pub(super) mod prices;
pub(super) mod resolution;
pub(super) mod rows;
pub(super) mod select;
pub(super) mod states;
mod svg;
pub(super) mod term_structure;
pub(super) mod triggers;
pub(super) mod world_losses;

use super::format::{Format, always, cells_drawn, write_text};
use super::language::Language;
use super::results::Results;

use crate::told::Words;
pub(super) use arrangement::lines_of;
pub(super) use palette::variables;
pub(super) use panel::Figure;
pub use png::PNG;
use svg::standalone;
pub(super) use svg::{PagePanel, for_a_page};

/// A file a figure.
pub const SVG: Format = Format {
    name: "svg",
    holds: Words::new("Figures", "图（SVG）"),
    has_words: true,
    files: |question, language| question.figures.iter().map(|(name, _)| file(name, language)).collect(),
    ready: always,
    write: |question, results, language, folder| {
        let mut written = Vec::new();
        let source = source(results, language);
        for figure in question.figures(results, language)? {
            written.extend(write_text(folder, file(figure.name, language), &standalone(&figure, &source, language))?);
        }
        Ok(written)
    },
    bytes: |extent| 90_000.0 + cells_drawn(extent) * (10_000.0 + 220.0 * extent.months),
};

/// Where a figure is from, as it says itself.
fn source(results: &Results, language: Language) -> String {
    let manifest = &results.manifest;
    format!("{} · underwater {} · {}", manifest.title_in(language), manifest.version, manifest.hash)
}

/// File of a figure.
fn file(name: &str, language: Language) -> String {
    format!("figure_{name}{}.svg", language.suffix())
}
