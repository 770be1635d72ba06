//! Three numbers to set large: how often households default with little and with more leverage, what a bad world costs the
//! lender, and from where on the loss stays small.

use super::found::Kept;
use super::sentences::{Teller, years};
use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS, LGD};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, percent_short};
use crate::report::question::LargeNumber;
use crate::report::reading::world_risk::IN_100;
use crate::report::results::Results;

/// The numbers; none where nobody bought.
pub(super) fn numbers(results: &Results, language: Language) -> Result<Vec<LargeNumber>, ReportError> {
    let teller = Teller::of(results, language)?;
    let (Some(by_rate), Some(by_loss)) = (teller.found.by_rate, teller.found.by_loss) else { return Ok(Vec::new()) };
    let cell_of = |cell: usize| match results.labels.len() {
        1 => String::new(),
        _ => (language.texts().in_brackets)(&teller.names.line(cell)),
    };
    let rate = match rates_along(&teller)? {
        Some(number) => number,
        None => LargeNumber {
            value: teller.value(by_rate.most, &DEFAULT_RATE.column)?,
            says: (teller.words.number_rate)([
                &years(results.manifest.horizon_months, language.texts()),
                &cell_of(by_rate.most),
            ]),
        },
    };
    let loss = match teller.world_loss(by_loss.most, IN_100)? {
        Some(value) => {
            let mean = teller.value(by_loss.most, &EXPECTED_LOSS.column)?;
            LargeNumber { value, says: (teller.words.number_loss)([&cell_of(by_loss.most), &mean]) }
        }
        None => LargeNumber {
            value: NOTHING.to_owned(),
            says: (teller.words.number_loss_missing)([&teller.found.worlds.to_string()]),
        },
    };
    let last = match bound(&teller) {
        Some(number) => number,
        None => LargeNumber {
            value: teller.value(by_loss.most, &LGD.column)?,
            says: (teller.words.number_lgd)([&cell_of(by_loss.most)]),
        },
    };
    Ok(vec![rate, loss, last])
}

/// Default rates at the first and at a middle value of the swept key, on the line where the lender loses most.
fn rates_along(teller: &Teller<'_>) -> Result<Option<LargeNumber>, ReportError> {
    let Some((key, _)) = &teller.found.swept else { return Ok(None) };
    let Some(line) = teller.found.worst_line() else { return Ok(None) };
    let known = |cell: &usize| teller.found.rates.get(*cell).copied().flatten().is_some();
    let cells: Vec<usize> = line.cells.iter().map(|(_, cell)| *cell).filter(known).collect();
    let (Some(first), Some(middle)) = (cells.first(), cells.get(cells.len() / 2)) else { return Ok(None) };
    if first == middle {
        return Ok(None);
    }
    let rate = |cell: usize| teller.value(cell, &DEFAULT_RATE.column);
    let value = [rate(*first)?, rate(*middle)?].join(teller.words.to);
    let (from, to) = (teller.names.value_of(*first, key), teller.names.value_of(*middle, key));
    let place = if line.name.is_empty() { String::new() } else { (teller.language.texts().in_brackets)(&line.name) };
    Ok(Some(LargeNumber { value, says: (teller.words.number_rates)([&teller.names.key(key), &from, &to, &place]) }))
}

/// The value of the swept key from which on, or up to which, a bound on expected loss is kept on every line.
fn bound(teller: &Teller<'_>) -> Option<LargeNumber> {
    let (key, lines) = teller.found.swept.as_ref()?;
    let bound = teller.found.bound()?;
    let mut farthest: Option<(f64, usize, bool)> = None;
    for line in lines {
        let (cell, rises) = match teller.found.kept(line, bound) {
            Kept::Everywhere => continue,
            Kept::From(cell) => (cell, true),
            Kept::UpTo(cell) => (cell, false),
            Kept::Nowhere | Kept::InParts => return None,
        };
        let value = line.cells.iter().find(|(_, of)| *of == cell)?.0;
        farthest = match farthest {
            Some((_, _, other)) if other != rises => return None,
            Some((most, ..)) if (rises && most >= value) || (!rises && most <= value) => farthest,
            _ => Some((value, cell, rises)),
        };
    }
    let (_, cell, rises) = farthest?;
    let say = if rises { teller.words.number_from } else { teller.words.number_up_to };
    let says = say([&teller.names.key(key), &percent_short(bound)]);
    Some(LargeNumber { value: teller.names.value_of(cell, key), says })
}
