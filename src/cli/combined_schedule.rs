//! How `schedule` shows several loans: the months of all together with what each is paid, and the totals of each.

use std::io::Write;

use rust_decimal::Decimal;
use serde_json::json;

use super::choices::Format;
use super::failure::Failure;
use super::schedule_rows::{COLUMNS, amount, as_json, cells, headings};
use crate::loan::combined::{sum, sum_of_totals};
use crate::loan::schedule::{LoanTerms, Schedule, Totals};
use crate::outcome::Words;
use crate::report::Language;
use crate::report::text_table::{Align, render};
use crate::report::with_separators;

/// A loan of several.
pub(super) struct Part {
    pub terms: LoanTerms,
    pub schedule: Schedule,
    /// Its totals with nothing rounded before the end.
    pub formula: Totals,
}

/// Prints loans that are repaid side by side.
pub(super) fn print(
    parts: &[Part],
    (format, language): (Format, Language),
    mut out: impl Write,
) -> Result<(), Failure> {
    let schedules: Vec<Schedule> = parts.iter().map(|part| part.schedule.clone()).collect();
    let all = sum(&schedules);
    let formula = sum_of_totals(&parts.iter().map(|part| part.formula).collect::<Vec<_>>());
    match format {
        Format::Table => {
            let (months, totals) = (months(parts, &all, language), totals(parts, all.totals, formula, language));
            writeln!(out, "{months}\n\n{totals}\n\n{}", language.of(NOTE))?;
        }
        Format::Csv => csv(parts, &all, &mut out)?,
        Format::Json => {
            let loans: Vec<_> = parts.iter().map(|part| as_json(&part.schedule, part.formula)).collect();
            serde_json::to_writer_pretty(&mut out, &json!({ "loans": loans, "all": as_json(&all, formula) }))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

const NOTE: Words = Words::new(
    "paid, interest: every month rounded to the cent.\n\
     interest by formula: the same with nothing rounded before the end, as calculators publish it.",
    "实付、利息：每月四舍五入到分。\n公式利息：结束前不作任何舍入，即各计算器公布的数字。",
);

/// A loan by its number.
fn loan(number: usize, language: Language) -> String {
    match language {
        Language::English => format!("loan {number}"),
        Language::Chinese => format!("贷款 {number}"),
    }
}

/// The months of all loans, the payment of each before that of all.
fn months(parts: &[Part], all: &Schedule, language: Language) -> String {
    let names: Vec<String> = (1..=parts.len()).map(|number| loan(number, language)).collect();
    let of_loans = names.iter().map(|name| (name.as_str(), Align::Right));
    let [month, rest @ ..] = headings(language).map(|name| (name, Align::Right));
    let columns: Vec<_> = [month].into_iter().chain(of_loans).chain(rest).collect();
    let row = |(at, row): (usize, &_)| {
        let [month, rest @ ..] = cells(row).map(|cell| with_separators(&cell));
        let paid = parts.iter().map(|part| {
            part.schedule.rows.get(at).map_or_else(String::new, |row| with_separators(&amount(row.payment)))
        });
        [month].into_iter().chain(paid).chain(rest).collect()
    };
    render(&columns, &[all.rows.iter().enumerate().map(row).collect()])
}

/// What each loan comes to, and all.
fn totals(parts: &[Part], paid: Totals, formula: Totals, language: Language) -> String {
    let money = |value: Decimal| with_separators(&amount(value));
    let row = |name: String, principal: Decimal, terms: [String; 2], paid: Totals, formula: Totals| {
        let [rate, months] = terms;
        vec![name, money(principal), rate, months, money(paid.paid), money(paid.interest), money(formula.interest)]
    };
    let of_part = |(at, part): (usize, &Part)| {
        let terms = [part.terms.rate_annual.normalize().to_string(), part.terms.months.to_string()];
        row(loan(at + 1, language), part.terms.principal, terms, part.schedule.totals, part.formula)
    };
    let principal = parts.iter().map(|part| part.terms.principal).sum();
    let all = language.of(Words::new("all", "合计")).to_owned();
    let of_all = row(all, principal, [String::new(), String::new()], paid, formula);
    let names = match language {
        Language::English => ["", "principal", "annual rate", "months", "paid", "interest", "interest by formula"],
        Language::Chinese => ["", "本金", "年利率", "期数", "实付", "利息", "公式利息"],
    };
    let columns = names.map(|name| (name, Align::Right));
    render(&columns, &[parts.iter().enumerate().map(of_part).collect(), vec![of_all]])
}

/// The rows of each loan and of all, one below the other.
fn csv(parts: &[Part], all: &Schedule, out: impl Write) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["loan"].into_iter().chain(COLUMNS))?;
    let numbered = parts.iter().enumerate().map(|(at, part)| ((at + 1).to_string(), &part.schedule));
    for (name, schedule) in numbered.chain([("all".to_owned(), all)]) {
        for row in &schedule.rows {
            writer.write_record([name.clone()].into_iter().chain(cells(row)))?;
        }
    }
    writer.flush()?;
    Ok(())
}
