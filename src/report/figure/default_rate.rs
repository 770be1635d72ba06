//! Default rate by leverage, or by whatever was swept, with error bars.

use super::by_sweep::{Measure, panels};
use super::panel::Figure;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::results::Results;

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let measure = Measure { column: &DEFAULT_RATE.column, axis: texts.axis_default_rate };
    let panels = panels(results, measure, "", language)?;
    let (title, says) = (texts.figure_default_rate.to_owned(), texts.figure_default_rate_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "default_rate", title, says, panels }))
}
