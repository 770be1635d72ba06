//! The report: one page of HTML that needs nothing else. Everything in it is an aggregate; whatever came from a config is
//! escaped by the template.

mod context;

use minijinja::value::Serde;
use minijinja::{Environment, context};

use super::ReportError;
use super::figure::variables;
use super::format::{Format, always, cells_drawn, write_text};
use super::language::Language;
use super::question::Question;
use super::results::Results;
use crate::told::Words;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// One page to hand on.
pub const PAGE: Format = Format {
    name: "page",
    holds: Words::new("One page to hand on, which needs nothing but itself", "一张可转交的网页，不需要其他任何文件"),
    has_words: true,
    files: |_, language| vec![file(language)],
    ready: always,
    write: |question, results, language, folder| {
        write_text(folder, file(language), &page(question, results, language)?)
    },
    bytes: |extent| 250_000.0 + cells_drawn(extent) * (20_000.0 + 220.0 * extent.months) + extent.cells * 1_000.0,
};

/// The page's file.
pub fn file(language: Language) -> String {
    format!("report{}.html", language.suffix())
}

/// Makes the page.
///
/// # Errors
/// A column is missing, or the template does not fit.
pub fn page(question: &Question, results: &Results, language: Language) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    // The name's extension switches escaping on.
    environment.add_template("page.html", TEMPLATE)?;
    let page = context::page(question, results, language)?;
    let words = context::words(language);
    let html = environment.get_template("page.html")?.render(context! {
        t => words,
        page => Serde(&page),
        style => format!(":root{{{}}}\n{STYLE}", variables()),
        script => SCRIPT,
    })?;
    // No line ends between an estimate and its error.
    Ok(html.replace(" ± ", "\u{a0}±\u{a0}"))
}
