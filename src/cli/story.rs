//! The story that `explain` tells, as tables for reading: the months, then the outcome.

use std::io::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::failure::Failure;
use super::money::grouped;
use super::path_story::{Amount, Request, Story, Whose, events, named};
use super::plan::{Plan, describe};
use super::telling_words::TellingWords;

use crate::outcome::kept::{ABOVE, BELOW};
use crate::outcome::path::ABSENT;
use crate::outcome::{Column, DefaultTrigger, Event, FinalState, MonthRecord, PathOutcome, Unit, Words};
use crate::report::Language;
use crate::report::text_table::{Align, render, render_within, terminal_width, width_of, wrapped};
use crate::report::with_separators;

/// A column of the months: heading, amount, and how early it is left out where there is no room, 0 for never.
type MonthColumn = (Words, Amount, u8);

/// Columns that always stand where there is room.
const STANDING: [MonthColumn; 8] = [
    (Words::new("home value", "房屋价值"), |month| month.value, 1),
    (Words::new("income", "收入"), |month| month.income, 2),
    (Words::new("spending", "支出"), |month| month.spending, 3),
    (Words::new("cash", "现金"), |month| month.cash, 0),
    (Words::new("due", "应还"), |month| month.due, 0),
    (Words::new("paid", "实还"), |month| month.paid + month.costs_paid + month.margin_paid, 0),
    (Words::new("arrears", "逾期"), |month| month.overdue + month.penalty, 0),
    (Words::new("balance", "欠款"), |month| month.balance, 0),
];

/// Columns that stand where any month fills them.
const WHERE_ANY: [MonthColumn; 10] = [
    (Words::new("paid on other loans", "其他贷款实还"), |month| month.others_paid, 0),
    (Words::new("arrears on them", "其他贷款逾期"), |month| month.other_overdue + month.other_penalty, 0),
    (Words::new("balance of other loans", "其他贷款欠款"), |month| month.other_balance, 0),
    (Words::new("other debts", "其他债务"), |month| month.other_debt_service, 10),
    (Words::new("rent", "租金"), |month| month.rent_received, 9),
    (Words::new("other homes", "其他住房"), |month| month.other_homes, 8),
    (Words::new("credit line", "信用额度"), |month| month.line_balance, 4),
    (Words::new("lender's costs", "债权人费用"), |month| month.costs_owed, 7),
    (Words::new("late interest", "迟延利息"), |month| month.late_interest_owed, 6),
    (Words::new("deficiency", "未清偿余额"), |month| month.deficiency, 5),
];

/// Whose story it is, its months and its outcome.
pub(super) fn tell(
    request: &Request,
    plan: &Plan,
    (household, cell): (u64, usize),
    story: &Story,
    mut out: impl Write,
) -> Result<(), Failure> {
    let (study, words) = (&plan.study, TellingWords::of(request.language));
    let whose = match &request.whose {
        Whose::Household(number) => (words.household)(&number.to_string()),
        Whose::Loan(id) => (words.loan)([id, &household.to_string()]),
    };
    let (seed, world) = (study.seed.to_string(), request.world.to_string());
    writeln!(out, "{}", (words.head)([&study.name, &seed, &world, &whose]))?;
    let others = match (request.cell, study.cells.len()) {
        (None, cells) if cells > 1 => (words.other_cells)(&(cells - 1).to_string()),
        _ => String::new(),
    };
    let label = study.cells.get(cell).map(|cell| describe(&cell.label)).unwrap_or_default();
    writeln!(out, "{}{others}\n", (words.cell)([&cell.to_string(), &study.cells.len().to_string(), &label]))?;
    let turned_off = study.cells.get(cell).map(|cell| cell.counterfactual.turned_off()).unwrap_or_default();
    if !turned_off.is_empty() {
        writeln!(out, "{}\n", (words.turned_off)(&turned_off.join(", ")))?;
    }
    if study.cells.get(cell).is_some_and(|cell| cell.feedback.is_some()) {
        writeln!(out, "{}\n", (words.feedback)(&study.households.to_string()))?;
    }
    if let Some(region) = &story.region {
        writeln!(out, "{}\n", (words.region)(region))?;
    }
    if story.lent.len() > 1 {
        let lent = story.lent.iter().map(|(name, amount)| format!("{name} {}", grouped(*amount)));
        writeln!(out, "{}\n", (words.lent)(&lent.collect::<Vec<_>>().join(", ")))?;
    }
    if let (Some(last), Some(level)) = (story.months.last(), story.price_levels.last()) {
        writeln!(out, "{}\n", (words.price_level)([&format!("{level:.4}"), &last.month.to_string()]))?;
    }
    let width = terminal_width();
    if story.months.is_empty() {
        writeln!(out, "{}\n", words.did_not_buy)?;
    } else {
        writeln!(out, "{}\n", months_table(story, width, request.language))?;
    }
    writeln!(out, "{}", outcome_table(story, width, request.language))?;
    Ok(())
}

/// The months, as wide as there is room for: first events move to lines of their own, then cents go, then columns.
fn months_table(story: &Story, width: Option<u16>, language: Language) -> String {
    let all = MonthsTable::of(story, language);
    let Some(width) = width.map(usize::from) else { return all.with_events_beside() };
    if all.width_with_events() <= width {
        return all.with_events_beside();
    }
    let mut table = all;
    if table.width() > width {
        table.cents = false;
    }
    let mut left_out = Vec::new();
    while table.width() > width
        && let Some(place) = table.first_to_go()
    {
        left_out.push(table.columns.remove(place).0);
    }
    let mut text = table.with_events_below(width);
    if !left_out.is_empty() {
        let left_out = left_out.into_iter().map(|name| language.of(name)).collect::<Vec<_>>().join(", ");
        let note = (TellingWords::of(language).left_out)(&left_out);
        text += &format!("\n{}", wrapped(&note, width, 0));
    }
    text
}

/// The months' table before it is set.
struct MonthsTable<'a> {
    story: &'a Story,
    columns: Vec<MonthColumn>,
    events: Vec<Vec<String>>,
    cents: bool,
    language: Language,
}

impl<'a> MonthsTable<'a> {
    fn of(story: &'a Story, language: Language) -> Self {
        let months = &story.months;
        let filled = WHERE_ANY.into_iter().filter(|(_, amount, _)| months.iter().any(|month| amount(month) != 0.0));
        let events =
            events(months).into_iter().zip(months).map(|(events, month)| with_amounts(events, month, language));
        let columns = STANDING.into_iter().chain(filled).collect();
        Self { story, columns, events: events.collect(), cents: true, language }
    }

    fn headings(&self) -> Vec<(&'static str, Align)> {
        let words = TellingWords::of(self.language);
        let mut headings = vec![(words.month, Align::Right)];
        headings.extend((!self.story.regimes.is_empty()).then_some((words.regime, Align::Left)));
        headings.extend((!self.story.index.is_empty()).then_some((words.index, Align::Right)));
        headings.extend(self.columns.iter().map(|(name, ..)| (self.language.of(*name), Align::Right)));
        headings.push((words.days_past_due, Align::Right));
        headings
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let amount = |amount: f64| if self.cents { grouped(amount) } else { whole(amount) };
        let row = |(at, month): (usize, &MonthRecord)| {
            let mut row = vec![month.month.to_string()];
            row.extend(self.story.regimes.get(at).cloned());
            row.extend(self.story.index.get(at).map(|level| format!("{level:.4}")));
            row.extend(self.columns.iter().map(|(_, of, _)| amount(of(month))));
            row.push(month.days_past_due.to_string());
            row
        };
        self.story.months.iter().enumerate().map(row).collect()
    }

    fn width(&self) -> usize {
        width_of(&self.headings(), &self.rows())
    }

    fn beside(&self) -> (Vec<(&'static str, Align)>, Vec<Vec<String>>) {
        let (mut headings, mut rows) = (self.headings(), self.rows());
        headings.push((TellingWords::of(self.language).what_happened, Align::Left));
        rows.iter_mut().zip(&self.events).for_each(|(row, events)| row.push(events.join("; ")));
        (headings, rows)
    }

    fn width_with_events(&self) -> usize {
        let (headings, rows) = self.beside();
        width_of(&headings, &rows)
    }

    fn with_events_beside(&self) -> String {
        let (headings, rows) = self.beside();
        render(&headings, &[rows])
    }

    fn with_events_below(&self, width: usize) -> String {
        let table = render(&self.headings(), &[self.rows()]);
        let mut lines = table.lines();
        let mut text: Vec<String> = lines.next().map(str::to_owned).into_iter().collect();
        for (line, events) in lines.zip(&self.events) {
            text.push(line.to_owned());
            text.extend((!events.is_empty()).then(|| wrapped(&events.join("; "), width, "month  ".len())));
        }
        text.join("\n")
    }

    /// Place of the column that is left out before all others.
    fn first_to_go(&self) -> Option<usize> {
        let ranked = self.columns.iter().enumerate().filter(|(_, (_, _, rank))| *rank > 0);
        ranked.max_by_key(|(_, (_, _, rank))| *rank).map(|(place, _)| place)
    }
}

/// Whole currency units, half away from zero; what is not finite is named.
fn whole(amount: f64) -> String {
    let rounded = Decimal::from_f64(amount)
        .map(|amount| amount.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero));
    rounded.map_or_else(|| amount.to_string(), |amount| with_separators(&amount.to_string()))
}

/// The same with the amount where there is one.
fn with_amounts(events: Vec<Event>, month: &MonthRecord, language: Language) -> Vec<String> {
    let said = TellingWords::of(language);
    let words = |event: Event| {
        let name = language.of(event.words());
        let amount = match event {
            Event::FixedMonthsOver | Event::SpreadChanged | Event::RateAtFloor | Event::RateAtCap => {
                return (said.at_rate)([name, &format!("{:.3}%", 1200.0 * month.rate_monthly)]);
            }
            Event::PrincipalBegins | Event::BalloonDue | Event::NotRenewed => month.principal_due,
            Event::Renewed => month.interest_due,
            Event::ValueHeld => month.value_unheld,
            Event::Sued => month.costs_advanced,
            Event::MarginCalled | Event::MarginUnmet => month.margin_gap,
            Event::MarginMet => month.margin_paid,
            Event::InHoliday | Event::ForbearanceGranted => month.capitalised,
            Event::ForbearanceRefused => month.overdue,
            Event::SpendingUnmet => month.unmet,
            Event::CreditDrawn => month.line_drawn,
            Event::SoldHome | Event::Auctioned | Event::TakenByLender | Event::SettledUnresolved => month.proceeds,
            Event::Rescinded | Event::Moved => month.proceeds,
            Event::Prepaid => month.raised,
            Event::Discharged => month.forgiven,
            Event::WrittenOff => month.deficiency + month.forgiven,
            Event::CostsPaid => month.deed_tax + month.vat + month.agency + month.fixed_costs,
            Event::Insured => month.premium_at_purchase,
            Event::InsurerClaimed => month.insurance_claim,
            Event::ClaimSold => month.claim_sold,
            Event::Seized => month.seized,
            Event::Garnished => month.garnished,
            Event::OtherHomesSold | Event::OtherHomesRealised => month.other_homes_proceeds,
            Event::FamilyHelped => month.family_help,
            Event::Divorced => month.divided,
            _ => return name.to_owned(),
        };
        (said.at_amount)([name, &grouped(amount)])
    };
    events.into_iter().map(words).collect()
}

fn outcome_table(story: &Story, width: Option<u16>, language: Language) -> String {
    let words = TellingWords::of(language);
    let headings = [words.outcome, words.value, words.unit, words.meaning];
    let columns: Vec<(&str, Align)> =
        headings.into_iter().zip([Align::Left, Align::Right, Align::Left, Align::Left]).collect();
    // A column's own name stays as files have it; in Chinese its name for people stands before its meaning.
    let row = |(column, value): (&Column, i64)| {
        // Shown as what the whole number stands for.
        let unit = match column.unit {
            Unit::Cents => words.money,
            Unit::Billionths => language.of(Unit::Fraction.words()),
            Unit::Code => "",
            unit => language.of(unit.words()),
        };
        let (value, meaning) = readable(column, value, language);
        vec![column.name.to_owned(), value, unit.to_owned(), meaning]
    };
    let mut rows: Vec<_> = PathOutcome::COLUMNS.iter().zip(story.outcome.values()).map(row).collect();
    rows.extend(story.real_amounts().map(|(name, cents)| {
        vec![format!("{name}_real"), amount_of(cents, language), words.money.to_owned(), (words.real)(name)]
    }));
    render_within(&columns, rows, width)
}

/// An amount for reading.
fn amount_of(cents: i64, language: Language) -> String {
    let words = TellingWords::of(language);
    match cents {
        ABSENT => "–".to_owned(),
        ABOVE => words.above.to_owned(),
        BELOW => words.below.to_owned(),
        cents => with_separators(&format!("{:.2}", Decimal::new(cents, 2))),
    }
}

/// A value for reading, and what it means; codes are told in words.
fn readable(column: &Column, value: i64, language: Language) -> (String, String) {
    let shown = match column.unit {
        _ if matches!(value, ABSENT | ABOVE | BELOW) => amount_of(value, language),
        Unit::Cents => amount_of(value, language),
        Unit::Billionths => Decimal::new(value, 9).to_string(),
        Unit::Code => return in_words(column, value, language),
        _ => value.to_string(),
    };
    (shown, language.of(column.meaning).to_owned())
}

/// A code in words: its name, and what that means.
fn in_words(column: &Column, code: i64, language: Language) -> (String, String) {
    let name = named(column, code).map(|name| name.replace(['_', '-'], " "));
    let state = FinalState::ALL.iter().find(|state| **state as i64 == code).map(|state| language.of(state.meaning()));
    let trigger = DefaultTrigger::ALL
        .iter()
        .find(|trigger| **trigger as i64 == code)
        .map(|trigger| language.of(trigger.meaning()));
    let (name, meaning) = match column.name {
        "final_state" => (name, state),
        "default_trigger" => (name, trigger),
        _ => (Some(TellingWords::of(language).no_and_yes[usize::from(code != 0)].to_owned()), None),
    };
    let meaning = meaning.unwrap_or_else(|| language.of(column.meaning)).to_owned();
    (name.unwrap_or_else(|| code.to_string()), meaning)
}
