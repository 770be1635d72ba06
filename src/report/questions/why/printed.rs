//! The answer as the terminal shows it: as much as there is room for.

use super::found::Found;
use super::reading::{Form, causes, shares};
use super::words::Words;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::reading::ReadingTable;
use crate::report::results::Results;
use crate::report::terminal::{fits, render};

/// Makes a table in a form.
type TableMaker = fn(&Results, &[Found], Language, Form) -> ReadingTable;

/// What a table shows, from the most to the least.
const FORMS: [Form; 5] = [
    Form::FULL,
    Form { all_losses: false, ..Form::FULL },
    Form { all_losses: false, cells_in_one_column: true, ..Form::FULL },
    Form { all_losses: false, errors: false, ..Form::FULL },
    Form { all_losses: false, errors: false, cells_in_one_column: true },
];

/// Causes and shares, each under its caption, in full without a `width` or where they fit; a last line then says that
/// the rest is in `file`.
///
/// # Errors
/// A column is missing.
pub fn printed(
    results: &Results,
    language: Language,
    width: Option<u16>,
    file: &str,
) -> Result<Vec<String>, ReportError> {
    let cells = Found::of(results)?;
    let tables: [TableMaker; 2] = [causes, shares];
    let mut shown = Vec::new();
    let mut is_whole = true;
    for table in tables {
        let made = |form: Form| table(results, &cells, language, form);
        let full = made(Form::FULL);
        let chosen = match width {
            Some(width) if !fits(&full, width) => {
                is_whole = false;
                let narrower = FORMS.into_iter().map(made).find(|table| fits(table, width));
                narrower.unwrap_or_else(|| made(FORMS[FORMS.len() - 1]))
            }
            _ => full,
        };
        shown.push(format!("{}\n{}", chosen.caption, render(&chosen, width)));
    }
    if !is_whole {
        shown.push((Words::of(language).left_out)(file));
    }
    Ok(shown)
}
