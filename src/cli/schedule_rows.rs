//! The rows of a repayment schedule as `schedule` prints them.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::loan::schedule::{Instalment, Schedule, Totals};
use crate::report::Language;

/// Columns of a row.
pub(super) const COLUMNS: [&str; 5] = ["month", "payment", "principal", "interest", "balance"];

/// The same for people.
pub(super) fn headings(language: Language) -> [&'static str; 5] {
    match language {
        Language::English => COLUMNS,
        Language::Chinese => ["期", "应还", "本金", "利息", "余额"],
    }
}

/// Cells of a row, amounts with two digits.
pub(super) fn cells(row: &Instalment) -> [String; 5] {
    let [payment, principal, interest, balance] = [row.payment, row.principal, row.interest, row.balance].map(amount);
    [row.month.to_string(), payment, principal, interest, balance]
}

/// An amount with two digits.
pub(super) fn amount(amount: Decimal) -> String {
    format!("{amount:.2}")
}

/// Rows and totals, amounts as strings so that no digit is lost.
pub(super) fn as_json(schedule: &Schedule, formula: Totals) -> Value {
    let row = |row: &Instalment| {
        let [_, payment, principal, interest, balance] = cells(row);
        json!({
            "month": row.month, "payment": payment, "principal": principal, "interest": interest, "balance": balance,
        })
    };
    let totals = |totals: Totals| json!({ "paid": amount(totals.paid), "interest": amount(totals.interest) });
    json!({
        "rows": schedule.rows.iter().map(row).collect::<Vec<_>>(),
        "totals": totals(schedule.totals),
        "formula_totals": totals(formula),
    })
}
