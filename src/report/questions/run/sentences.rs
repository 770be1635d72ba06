//! The answer in words, from the estimates and their errors alone: what moves, by how much, how bad a bad world is, where
//! a bound on the loss is kept, and why households default.

use super::found::{Ends, Found, Kept};
use super::words::Words;
use crate::aggregate::estimates::{DEFAULT_RATE, EVER_UNDER_WATER_RATE, EXPECTED_LOSS, LGD};
use crate::aggregate::triggers::SHARE;
use crate::aggregate::{CELL, SUMMARY, SYSTEMATIC_SHARE, SYSTEMATIC_SHARE_COLUMN, TRIGGERS, WORLD_DISTRIBUTION};
use crate::outcome::{Column, DefaultTrigger};
use crate::report::ReportError;
use crate::report::language::{Language, Texts};
use crate::report::number::{Show, fixed, percent, percent_short, with_separators};
use crate::report::reading::sweep::{Dimension, Line, spans};
use crate::report::reading::world_risk::{self, IN_20, IN_100, Of};
use crate::report::reading::{CellNames, LastLook, compared, difference, risk, shown_short};
use crate::report::results::{Results, estimate, integers, numbers, rows_of_cell};

/// Most things told to move the default rate.
const MOVERS: usize = 3;
/// Most lines told apart.
const LINES: usize = 4;
/// Shares of triggers that differ by so much are worth a second sentence.
const ELSEWHERE: f64 = 0.05;

/// What is needed to say something.
pub(super) struct Teller<'a> {
    pub results: &'a Results,
    pub language: Language,
    pub words: &'static Words,
    pub names: CellNames<'a>,
    pub found: Found<'a>,
}

/// The answer: first what moves and by how much, then what it costs the lender, then why.
pub(super) fn sentences(results: &Results, language: Language) -> Result<Vec<String>, ReportError> {
    let teller = Teller::of(results, language)?;
    let Some(ends) = teller.found.by_rate else {
        return Ok(vec![(teller.words.nobody)([&years(results.manifest.horizon_months, language.texts())])]);
    };
    let mut told = vec![teller.rate(ends)?];
    if let Some(by_loss) = teller.found.by_loss {
        told.push(teller.loss(by_loss)?.join(teller.words.then));
    }
    told.extend(teller.crossing());
    told.extend(teller.why(ends)?);
    told.extend(teller.stopped()?);
    told.extend(if ends.most == ends.least { None } else { apart(&teller, ends)? });
    Ok(told)
}

impl<'a> Teller<'a> {
    pub fn of(results: &'a Results, language: Language) -> Result<Self, ReportError> {
        Ok(Self {
            results,
            language,
            words: Words::of(language),
            names: CellNames::new(&results.labels, language),
            found: Found::of(results, language)?,
        })
    }

    /// An estimate of a cell, its error with two digits.
    pub fn estimate(&self, cell: usize, column: &Column) -> Result<String, ReportError> {
        shown_short(self.results.table(&SUMMARY)?, cell, column, Show::Percent, self.language)
    }

    /// A quantile of the lender's loss over worlds.
    pub fn world_loss(&self, cell: usize, rarity: world_risk::Rarity) -> Result<Option<String>, ReportError> {
        let found = world_risk::at(self.results.rows(&WORLD_DISTRIBUTION), cell, Of::Loss, rarity.level)?;
        Ok(found.value.map(|value| risk(Some(value))))
    }

    /// The same without its error.
    pub fn value(&self, cell: usize, column: &Column) -> Result<String, ReportError> {
        let shown = self.estimate(cell, column)?;
        Ok(shown.split_once(" ± ").map_or_else(|| shown.clone(), |(value, _)| value.to_owned()))
    }

    fn dimension(&self, dimension: Dimension<'_>) -> String {
        match dimension {
            Dimension::Scenario => self.language.texts().the_scenario.to_owned(),
            Dimension::Key(key) => self.names.key(key),
        }
    }

    fn rate(&self, ends: Ends) -> Result<String, ReportError> {
        let years = years(self.results.manifest.horizon_months, self.language.texts());
        let worst = self.estimate(ends.most, &DEFAULT_RATE.column)?;
        if ends.most == ends.least {
            return Ok((self.words.one)([&worst, &years]));
        }
        let best = self.estimate(ends.least, &DEFAULT_RATE.column)?;
        let mut moves = String::new();
        for (place, (dimension, span)) in
            spans(&self.results.labels, &self.found.rates).into_iter().take(MOVERS).enumerate()
        {
            let say = if place == 0 { self.words.moves_most } else { self.words.moves_too };
            let points = span * 100.0;
            moves += &say([&self.dimension(dimension), &fixed(points, if points < 1.0 { 2 } else { 1 })]);
        }
        let (worst_cell, best_cell) = (self.names.line(ends.most), self.names.line(ends.least));
        Ok((self.words.ends)([&years, &worst, &worst_cell, &best, &best_cell, &moves]))
    }

    /// What the lender loses where it loses most, on average and in bad worlds, then where it loses least.
    fn loss(&self, Ends { most, least }: Ends) -> Result<Vec<String>, ReportError> {
        let at = |cell| {
            Ok::<_, ReportError>((self.estimate(cell, &EXPECTED_LOSS.column)?, self.estimate(cell, &LGD.column)?))
        };
        let (loss, lgd) = at(most)?;
        let (in_bad_worlds, in_common) = (self.bad_worlds(most)?, self.in_common(most)?);
        let mut told = vec![if most == least {
            (self.words.loss_one)([&loss, &lgd])
        } else {
            (self.words.loss_most)([&self.names.line(most), &loss, &lgd])
        }];
        told.push(in_bad_worlds);
        told.extend(in_common);
        if most != least {
            let (least_loss, least_lgd) = at(least)?;
            told.push((self.words.loss_least)([&self.names.line(least), &least_loss, &least_lgd]));
        }
        Ok(told)
    }

    /// How much of the variance of a book's loss by the horizon its loans have in common.
    fn in_common(&self, cell: usize) -> Result<Option<String>, ReportError> {
        let Some(table) = self.results.rows(&SYSTEMATIC_SHARE) else { return Ok(None) };
        let Some(row) = rows_of_cell(&integers(table, &CELL)?, cell).last() else { return Ok(None) };
        let share = estimate(table, &SYSTEMATIC_SHARE_COLUMN, row)?;
        let told = || (self.words.in_common)([&Show::Percent.short(share, self.language)]);
        Ok(share.value.map(|_| told()))
    }

    fn bad_worlds(&self, cell: usize) -> Result<String, ReportError> {
        let worlds = self.found.worlds.to_string();
        Ok(match (self.world_loss(cell, IN_20)?, self.world_loss(cell, IN_100)?) {
            (Some(in_20), Some(in_100)) => (self.words.bad_worlds)([&in_20, &in_100]),
            (Some(in_20), None) => (self.words.bad_world)([&in_20, &worlds]),
            _ => (self.words.no_bad_world)([&worlds]),
        })
    }

    /// That the run stopped where it knew enough, before its last world.
    fn stopped(&self) -> Result<Option<String>, ReportError> {
        let config = &self.results.manifest.config;
        let most = config["study"]["worlds"].as_u64().unwrap_or_default();
        let estimate = config["precision"]["estimate"].as_str().unwrap_or_default();
        let look = LastLook::of(self.results)?.filter(|look| look.open == 0 && look.worlds.unsigned_abs() < most);
        let told = |look: LastLook| {
            let (worlds, most) = (with_separators(&look.worlds.to_string()), with_separators(&most.to_string()));
            (self.words.stopped)([&worlds, &most, estimate])
        };
        Ok(look.map(told))
    }

    /// Where a bound on expected loss is kept, on every line.
    fn crossing(&self) -> Option<String> {
        let (key, lines) = self.found.swept.as_ref()?;
        let bound = self.found.bound()?;
        let worst = [self.found.worst_line()?];
        let told: Vec<&Line> = if lines.len() > LINES { worst.to_vec() } else { lines.iter().collect() };
        let key_is = self.language.texts().key_is;
        let value = |cell: usize| key_is(&self.names.key(key), &self.names.value_of(cell, key));
        let place = |line: &&Line| {
            let place = match self.found.kept(line, bound) {
                Kept::From(cell) => (self.words.from)([&value(cell)]),
                Kept::UpTo(cell) => (self.words.up_to)([&value(cell)]),
                Kept::Everywhere => self.words.everywhere.to_owned(),
                Kept::Nowhere => self.words.nowhere.to_owned(),
                Kept::InParts => return None,
            };
            Some(if line.name.is_empty() { place } else { (self.words.on_line)([&line.name, &place]) })
        };
        let places: Vec<String> = told.iter().filter_map(place).collect();
        Some((self.words.crossing)([&percent_short(bound), &places.join(self.words.and)]))
    }

    /// What made households default, in the worst cell, and in the best where that is another story.
    fn why(&self, ends: Ends) -> Result<Option<String>, ReportError> {
        let Some(table) = self.results.rows(&TRIGGERS) else { return Ok(None) };
        let shares = numbers(table, &SHARE)?;
        let count = DefaultTrigger::ALL.len();
        let of_cell = |cell: usize| -> Option<Vec<f64>> {
            shares.get(cell * count..(cell + 1) * count)?.iter().copied().collect()
        };
        let shares_of = |shares: &[f64]| {
            let told = shares.iter().zip(self.words.triggers).filter(|(share, _)| **share >= 0.0005);
            let share = |share: f64| if share < 0.9995 { percent(share, 1) } else { self.words.all.to_owned() };
            told.map(|(of, say)| say([&share(*of)])).collect::<Vec<_>>().join(self.words.and)
        };
        let Some(worst) = of_cell(ends.most) else { return Ok(None) };
        let place = |cell: usize| (self.language.texts().in_brackets)(&self.names.line(cell));
        let is_one = self.results.labels.len() == 1;
        let sentence = (self.words.why)([&if is_one { String::new() } else { place(ends.most) }, &shares_of(&worst)]);
        let under_water = self.estimate(ends.most, &EVER_UNDER_WATER_RATE.column)?;
        let mut told = vec![sentence, (self.words.under_water)([&under_water])];
        if let Some(best) = of_cell(ends.least).filter(|best| (best[0] - worst[0]).abs() > ELSEWHERE) {
            told.push((self.words.why_elsewhere)([&self.names.line(ends.least), &shares_of(&best)]));
        }
        Ok(Some(told.join(self.words.then)))
    }
}

/// How far a cell lies from the one it is compared with: the worst and the best from one another where they are such a pair,
/// else the two that lie farthest apart.
fn apart(teller: &Teller<'_>, Ends { most, least }: Ends) -> Result<Option<String>, ReportError> {
    let compared = compared(teller.results)?;
    let both = [(most, least), (least, most)].into_iter().find(|pair| compared.contains(pair));
    let mut farthest: Option<((usize, usize), [f64; 3])> = None;
    for pair in compared.iter().filter(|pair| both.is_none_or(|both| both == **pair)) {
        let Some(found) = difference(teller.results, pair.0, &DEFAULT_RATE.column)? else { continue };
        let (Some(value), Some(mcse), Some(gain)) = (found.difference.value, found.difference.mcse, found.gain) else {
            continue;
        };
        if farthest.is_none_or(|(_, [most, ..])| value.abs() > most.abs()) {
            farthest = Some((*pair, [value, mcse, gain]));
        }
    }
    let Some(((cell, base), [value, mcse, gain])) = farthest else { return Ok(None) };
    let points = |fraction: f64| fixed(fraction * 100.0, 3);
    let (points, error, gain) = (points(value.abs()), points(mcse), fixed(gain, 1));
    Ok(Some(match both {
        Some(_) => (teller.words.difference)([&points, &error, &gain]),
        None => {
            let (cell, base) = (teller.names.line(cell), teller.names.line_apart(base, cell));
            (teller.words.difference_of)([&cell, &base, &points, &error, &gain])
        }
    }))
}

/// A number of months in words.
pub(super) fn years(months: u32, texts: &Texts) -> String {
    if months > 0 && months.is_multiple_of(12) {
        (texts.years)(&(months / 12).to_string())
    } else {
        (texts.months_count)(&months.to_string())
    }
}
