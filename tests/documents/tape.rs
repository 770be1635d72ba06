//! `docs/TAPE.md` lists every column of a tape of loans. It is made from where the columns are declared.

use std::fmt::Write;

use underwater::tape::{COLUMNS, Need};

const HEAD: &str = "\
# Loan tape · 贷款明细

A table of existing loans, a row each, as CSV (UTF-8, commas, points as decimals) or Parquet. Month 0 is the day on which the tape \
tells how loans stand. Columns may stand in any order and be called otherwise; the order of rows changes nothing. Amounts are plain \
numbers, without separators and signs of currency, rates fractions. Columns that are none of these are left aside, and named.

    underwater tape check loans.csv

lists every faulty row by line and column (of Parquet by row, from 1), and says what the tape holds;

    underwater tape example 1000 --seed 1 --out loans.csv

writes invented loans to try. A study reads a tape with

    [portfolio]
    file = \"loans.csv\"
    columns = { id = \"LOAN_NO\" }  # own names, where there are any

and leaves out what every row holds (`household.home_price`, `loan.down_payment`, `loan.term_months`, `study.households`): what each \
column stands for is told in [METHOD.md](METHOD.md) (233) to (236). Made from the program.

| column | unit | takes | needed | meaning |
|---|---|---|---|---|
";

/// The document.
pub fn list() -> String {
    let mut text = HEAD.to_owned();
    for column in &COLUMNS {
        let needed = match column.need {
            Need::Required => "yes".to_owned(),
            Need::OrElse(other) => format!("or `{other}`"),
            Need::Otherwise(instead) => format!("no; empty: {}", instead.english),
        };
        let (name, unit, takes) = (column.name, column.unit, column.takes.told().english().to_owned());
        writeln!(text, "| `{name}` | {unit} | {takes} | {needed} | {} |", column.meaning).expect("a text");
    }
    text
}
