//! The report: one page of HTML that needs nothing else. Everything in it is an aggregate; whatever came from a config is
//! escaped by the template.

mod answer;
mod context;

use minijinja::value::Serde;
use minijinja::{Environment, context};

use super::ReportError;
use super::figure::variables;
use super::language::Language;
use super::results::Results;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Makes the page.
///
/// # Errors
/// A column is missing, or the template does not fit.
pub fn page(results: &Results, language: Language) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    // The name's extension switches escaping on.
    environment.add_template("page.html", TEMPLATE)?;
    let page = context::page(results, language)?;
    let words = context::words(language);
    let html = environment.get_template("page.html")?.render(context! {
        t => words,
        page => Serde(&page),
        style => format!(":root{{{}}}\n{STYLE}", variables()),
        script => SCRIPT,
    })?;
    Ok(html)
}
