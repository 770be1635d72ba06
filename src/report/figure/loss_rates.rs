//! What the lender loses of a defaulted debt, and of all it lent, by what was swept.

use super::by_sweep::{Measure, panels};
use super::panel::Figure;
use crate::aggregate::estimates::{EXPECTED_LOSS, LGD};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::results::Results;

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let mut made = Vec::new();
    for (column, name) in [(&LGD.column, texts.lgd), (&EXPECTED_LOSS.column, texts.expected_loss)] {
        made.extend(panels(results, Measure { column, axis: name }, name, language)?);
    }
    let (title, says) = (texts.figure_loss_rates.to_owned(), texts.figure_loss_rates_says.to_owned());
    Ok((!made.is_empty()).then_some(Figure { name: "loss_rates", title, says, panels: made }))
}
