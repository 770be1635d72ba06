//! `underwater schedule`: a loan's repayment month by month, in exact decimals.

use std::io::{self, Write};

use rust_decimal::Decimal;

use super::choices::{Format, MethodName};
use super::combined_schedule::{self, Part};
use super::failure::Failure;
use super::schedule_rows::{COLUMNS, amount, as_json, cells, headings};
use crate::loan::Method;
use crate::loan::schedule::{
    LoanTerms, RateChange, Schedule, Totals, faults, faults_of_changes, repriced_schedule, repriced_totals,
};
use crate::report::Language;
use crate::report::text_table::{Align, render};
use crate::report::with_separators;
use crate::told::told;

/// A loan beside the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beside {
    pub principal: Decimal,
    pub rate_annual: Decimal,
    /// Absent: that of the first loan.
    pub months: Option<u32>,
    /// Likewise.
    pub method: Option<MethodName>,
}

/// A loan, and the form in which its schedule is wanted.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub principal: Decimal,
    pub rate_annual: Decimal,
    pub months: u32,
    pub method: MethodName,
    pub switch_month: Option<u32>,
    pub interest_only_months: u32,
    pub balloon_frac: Decimal,
    pub rate_changes: Vec<RateChange>,
    pub tranches: Vec<Beside>,
    pub format: Format,
    /// Of the table; csv and json have names of their own.
    pub language: Language,
}

/// Prints the schedule.
pub(super) fn schedule(request: &Request) -> Result<(), Failure> {
    let terms = LoanTerms {
        principal: request.principal,
        rate_annual: request.rate_annual,
        months: request.months,
        method: method_of(request.method, request.switch_month)?,
        interest_only_months: request.interest_only_months,
        balloon_frac: request.balloon_frac,
    };
    let mut parts = vec![part("", terms, &request.rate_changes)?];
    for (at, beside) in request.tranches.iter().enumerate() {
        let whose = format!("--tranche {}: ", at + 1);
        let months = beside.months.unwrap_or(terms.months);
        let method = beside.method.map_or(Ok(terms.method), |name| method_of(name, None))?;
        parts.push(part(&whose, LoanTerms::plain(beside.principal, beside.rate_annual, months, method), &[])?);
    }
    let mut out = io::stdout().lock();
    if parts.len() > 1 {
        return combined_schedule::print(&parts, (request.format, request.language), out);
    }
    let Part { schedule, formula, .. } = &parts[0];
    match request.format {
        Format::Table => writeln!(out, "{}", table(schedule, terms.principal, *formula, request.language))?,
        Format::Csv => csv(schedule, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &as_json(schedule, *formula))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A loan's schedule, or all that is wrong with its terms; `whose` they are is said first.
fn part(whose: &str, terms: LoanTerms, changes: &[RateChange]) -> Result<Part, Failure> {
    let wrong = faults(&terms).into_iter().chain(faults_of_changes(&terms, changes));
    let wrong: Vec<String> = wrong.map(|fault| format!("{whose}{fault}")).collect();
    if !wrong.is_empty() {
        return Err(Failure::input(wrong.join("\n")));
    }
    let schedule = repriced_schedule(&terms, changes).map_err(Failure::input)?;
    let formula = repriced_totals(&terms, changes).map_err(Failure::input)?;
    Ok(Part { terms, schedule, formula })
}

fn method_of(name: MethodName, switch_month: Option<u32>) -> Result<Method, Failure> {
    match (name, switch_month) {
        (MethodName::Hybrid, Some(switch_month)) => Ok(Method::Hybrid { switch_month }),
        (MethodName::Hybrid, None) => {
            Err(Failure::Input(told!("--method hybrid needs --switch-month", "--method hybrid 需要 --switch-month")))
        }
        (_, Some(_)) => Err(Failure::Input(told!(
            "--switch-month belongs to --method hybrid",
            "--switch-month 只用于 --method hybrid"
        ))),
        (MethodName::Level, None) => Ok(Method::Level),
        (MethodName::ConstantPrincipal, None) => Ok(Method::ConstantPrincipal),
        (MethodName::InterestOnly, None) => Ok(Method::InterestOnly),
    }
}

fn table(schedule: &Schedule, principal: Decimal, formula: Totals, language: Language) -> String {
    let readable = |cells: [String; 5]| cells.iter().map(|cell| with_separators(cell)).collect::<Vec<_>>();
    let rows = schedule.rows.iter().map(|row| readable(cells(row))).collect();
    let total = |name: &str, totals: Totals| {
        let [paid, principal, interest] =
            [totals.paid, principal, totals.interest].map(|total| with_separators(&amount(total)));
        vec![name.to_owned(), paid, principal, interest, String::new()]
    };
    let [name, name_of_formula, why] = match language {
        Language::English => [
            "total",
            "formula",
            "\n\ntotal: what is paid, every month rounded to the cent.\n\
             formula: the same loan with nothing rounded before the end, as calculators publish it.",
        ],
        Language::Chinese => [
            "合计",
            "公式",
            "\n\n合计：实际支付，每月四舍五入到分。\n公式：同一贷款，结束前不作任何舍入，即各计算器公布的数字。",
        ],
    };
    let mut totals = vec![total(name, schedule.totals)];
    let mut note = "";
    if formula != schedule.totals {
        totals.push(total(name_of_formula, formula));
        note = why;
    }
    let columns = headings(language).map(|name| (name, Align::Right));
    render(&columns, &[rows, totals]) + note
}

fn csv(schedule: &Schedule, out: impl Write) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in &schedule.rows {
        writer.write_record(cells(row))?;
    }
    writer.flush()?;
    Ok(())
}
