//! What a tape holds, as it is printed.

use std::collections::BTreeMap;

use crate::cli::tongue;
use crate::report::text_table::{Align, render};
use crate::report::{Language, with_separators};
use crate::tape::summary::{DSTI_ENDS, LTV_ENDS, band_name};
use crate::tape::{Band, COLUMNS, Need, Summary};
use crate::told::{Told, Words, told};

/// Most rows of a table of labels.
const MOST_LABELS: usize = 40;

/// So many of something; Chinese has a word for what is counted and no plural.
fn counted(number: u64, noun: &str, chinese: &str) -> Told {
    let (count, plural) = (with_separators(&number.to_string()), if number == 1 { "" } else { "s" });
    Told::new(format!("{count} {noun}{plural}"), format!("{count} {chinese}"))
}

/// The summary of a file.
pub(super) fn summary(file: &str, of: &Summary, language: Language) -> String {
    let count = |number: u64| with_separators(&number.to_string());
    let (rows, loans) = (counted(of.rows, "row", "行"), counted(of.all.loans, "loan", "笔贷款"));
    let mut lines = vec![match of.faulty_rows {
        0 => told!("{file}: {rows}, {loans}", "{file}：{rows}，{loans}"; rows, loans),
        faulty => {
            let faulty = count(faulty);
            told!(
                "{file}: {rows}, {faulty} of them with faults; of the others, {loans}:",
                "{file}：{rows}，其中 {faulty} 行有误；其余 {loans}：";
                rows, loans
            )
        }
    }];
    let (balance, value) = (money(of.all.balance_cents), money(of.value_cents));
    lines.push(told!(
        "  balance {balance}, value of the homes {value} (own walks apart)",
        "  余额 {balance}，房屋价值 {value}（不计各房屋自身的波动）"
    ));
    if of.unknown_balances > 0 {
        let loans = count(of.unknown_balances);
        lines.push(told!(
            "  {loans} loans have no balance: their method tells it",
            "  {loans} 笔贷款没有余额：由还款方式推算"
        ));
    }
    lines.extend(columns(of));
    let of_band = |name: Words, bands: &[Band], ends: &[f64]| {
        let name_of = |at: usize| tongue::told(&band_name(at, ends), language).to_owned();
        let rows = bands.iter().enumerate().map(|(at, band)| row(name_of(at), band, of)).collect();
        table(language.of(name), rows, language)
    };
    let mut tables = vec![of_band(Words::new("balance ÷ value", "余额 ÷ 价值"), &of.ltv, &LTV_ENDS)];
    let known: u64 = of.dsti.iter().map(|band| band.loans).sum();
    if known > 0 {
        tables.push(of_band(Words::new("instalment ÷ income", "月供 ÷ 收入"), &of.dsti, &DSTI_ENDS));
    }
    if of.unknown_dsti > 0 {
        let loans = count(of.unknown_dsti);
        lines.push(told!(
            "  instalment ÷ income of {loans} loans is not known yet: income is drawn, or the rate floats, or the method is the study's",
            "  {loans} 笔贷款的月供 ÷ 收入尚不可知：收入待抽取，或利率浮动，或还款方式由研究决定"
        ));
    }
    if of.unpaid[0].loans < of.all.loans {
        let names = [
            Words::new("none", "无"),
            Words::new("1 to 30", "1 至 30"),
            Words::new("31 to 60", "31 至 60"),
            Words::new("61 to 90", "61 至 90"),
            Words::new("above 90", "90 以上"),
        ];
        let rows = names.into_iter().zip(&of.unpaid).map(|(name, band)| row(language.of(name).to_owned(), band, of));
        tables.push(table(language.of(Words::new("days past due", "逾期天数")), rows.collect(), language));
    }
    let names = [Words::new("region", "地区"), Words::new("segment", "分组"), Words::new("vintage", "放款年份")];
    for (name, bands) in names.into_iter().zip(&of.labels) {
        let has_one = bands.keys().any(|label| !label.is_empty());
        if has_one {
            tables.push(labels(language.of(name), bands, of, language));
        }
    }
    let lines: Vec<&str> = lines.iter().map(|line| tongue::told(line, language)).collect();
    std::iter::once(lines.join("\n")).chain(tables).collect::<Vec<_>>().join("\n\n")
}

/// Columns that are not in the file, and what stands in their place; and those that are left aside.
fn columns(of: &Summary) -> Vec<Told> {
    let missing = COLUMNS.iter().zip(&of.columns).filter(|(_, is_there)| !**is_there).filter_map(|(column, _)| {
        let Need::Otherwise(instead) = column.need else { return None };
        let (name, instead) = (column.name, instead.told());
        Some(told!("  no column {name}: {instead}", "  没有 {name} 列：{instead}"; instead))
    });
    let mut lines: Vec<Told> = missing.collect();
    if !of.not_read.is_empty() {
        let names = of.not_read.join(", ");
        lines.push(told!("  columns that are not read: {names}", "  不读入的列：{names}"));
    }
    lines
}

fn money(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    with_separators(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
}

fn row(name: String, band: &Band, of: &Summary) -> Vec<String> {
    let share =
        |part: f64, whole: f64| if whole > 0.0 { format!("{:.1}%", 100.0 * part / whole) } else { String::new() };
    vec![
        name,
        with_separators(&band.loans.to_string()),
        share(band.loans as f64, of.all.loans as f64),
        money(band.balance_cents),
        share(band.balance_cents as f64, of.all.balance_cents as f64),
    ]
}

fn table(name: &str, rows: Vec<Vec<String>>, language: Language) -> String {
    let right = Align::Right;
    let [loans, balance, share] =
        [Words::new("loans", "贷款"), Words::new("balance", "余额"), Words::new("share", "占比")]
            .map(|it| language.of(it));
    render(&[(name, Align::Left), (loans, right), (share, right), (balance, right), (share, right)], &[rows])
}

fn labels(name: &str, bands: &BTreeMap<String, Band>, of: &Summary, language: Language) -> String {
    let none = language.of(Words::new("(none)", "（无）"));
    let named = |label: &str| if label.is_empty() { none.to_owned() } else { label.to_owned() };
    let mut rows: Vec<_> = bands.iter().take(MOST_LABELS).map(|(label, band)| row(named(label), band, of)).collect();
    let rest = bands.values().skip(MOST_LABELS).fold(Band::default(), |sum, band| Band {
        loans: sum.loans + band.loans,
        balance_cents: sum.balance_cents + band.balance_cents,
    });
    if rest.loans > 0 {
        let others = bands.len() - MOST_LABELS;
        let name = told!("{others} others", "其余 {others} 个");
        rows.push(row(tongue::told(&name, language).to_owned(), &rest, of));
    }
    table(name, rows, language)
}
