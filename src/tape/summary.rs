//! What a tape holds, for its reader: counts, balances, leverage, debt service, ages. Sums are whole cents, so that the order of rows
//! does not change them.

use std::collections::BTreeMap;

use super::row::Row;
use crate::loan::{MethodKind, unit_instalment};
use crate::told::{Told, told};

/// Loans with something in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// How many.
    pub loans: u64,
    /// What they owe, where that is known, cents.
    pub balance_cents: i128,
}

impl Band {
    fn add(&mut self, loans: u64, balance_cents: i128) {
        self.loans += loans;
        self.balance_cents += i128::from(loans) * balance_cents;
    }
}

/// Ends of bands of balance ÷ value, and of instalment ÷ income; the last band is above.
pub const LTV_ENDS: [f64; 7] = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2];
/// See above.
pub const DSTI_ENDS: [f64; 6] = [0.2, 0.3, 0.4, 0.5, 0.6, 1.0];

/// Numbers of unpaid instalments that are told apart.
const UNPAID: usize = 5;

/// What the rows without faults are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the file.
    pub rows: u64,
    /// Those of them with a fault.
    pub faulty_rows: u64,
    /// All loans of the others.
    pub all: Band,
    /// What their homes are worth, own walks apart, cents.
    pub value_cents: i128,
    /// Loans whose balance the method has still to tell.
    pub unknown_balances: u64,
    /// By band of balance ÷ value.
    pub ltv: [Band; LTV_ENDS.len() + 1],
    /// By band of instalment ÷ income.
    pub dsti: [Band; DSTI_ENDS.len() + 1],
    /// Loans whose instalment ÷ income hangs on what is drawn, or on a rate that floats.
    pub unknown_dsti: u64,
    /// By unpaid instalments: none, one, two, three, more.
    pub unpaid: [Band; UNPAID],
    /// By region, segment and vintage, in the order of their texts; that of none has none.
    pub labels: [BTreeMap<String, Band>; 3],
    by_number: [BTreeMap<u32, Band>; 3],
    /// By place in [`COLUMNS`](super::COLUMNS): whether the file has it.
    pub columns: Vec<bool>,
    /// Columns that are left aside.
    pub not_read: Vec<String>,
}

fn cents(amount: f64) -> i128 {
    // At most 10¹² currency units.
    libm::round(amount * 100.0) as i128
}

/// The band that a ratio lies in.
pub(super) fn band(ratio: f64, ends: &[f64]) -> usize {
    ends.iter().position(|end| ratio <= *end).unwrap_or(ends.len())
}

impl Summary {
    pub(super) fn add(&mut self, row: &Row) {
        let loans = u64::from(row.weight);
        let balance = row.balance();
        let balance_cents = balance.map_or(0, cents);
        self.all.add(loans, balance_cents);
        self.value_cents += i128::from(loans) * cents(row.expected_value());
        for (by, label) in self.by_number.iter_mut().zip(row.labels) {
            by.entry(label).or_default().add(loans, balance_cents);
        }
        self.unpaid[UNPAID.min(row.unpaid_instalments as usize + 1) - 1].add(loans, balance_cents);
        let Some(balance) = balance else {
            self.unknown_balances += loans;
            self.unknown_dsti += loans;
            return;
        };
        self.ltv[band(balance / row.expected_value(), &LTV_ENDS)].add(loans, balance_cents);
        match instalment(row, balance).zip(row.income_monthly.filter(|income| *income > 0.0)) {
            Some((instalment, income)) => {
                self.dsti[band(instalment / income, &DSTI_ENDS)].add(loans, balance_cents);
            }
            None => self.unknown_dsti += loans,
        }
    }

    /// Gives labels their texts.
    pub(super) fn name(&mut self, texts: &[String]) {
        for (named, by_number) in self.labels.iter_mut().zip(&self.by_number) {
            let text = |number: &u32| texts.get(*number as usize).cloned().unwrap_or_default();
            *named = by_number.iter().map(|(number, band)| (text(number), *band)).collect();
        }
    }
}

/// The band of balance ÷ value of a row, where the balance is known: its place and its name.
pub fn ltv_band(row: &Row) -> Option<(usize, String)> {
    let place = band(row.balance()? / row.expected_value(), &LTV_ENDS);
    Some((place, band_name(place, &LTV_ENDS).english().to_owned()))
}

/// The band of what was lent ÷ price of a row.
pub(super) fn ltv_band_when_granted(row: &Row) -> (usize, String) {
    let place = band(row.lent / row.price, &LTV_ENDS);
    (place, band_name(place, &LTV_ENDS).english().to_owned())
}

/// The band of instalment ÷ income likewise.
pub fn dsti_band(row: &Row) -> Option<(usize, String)> {
    let place = band(dsti_of(row)?, &DSTI_ENDS);
    Some((place, band_name(place, &DSTI_ENDS).english().to_owned()))
}

/// Instalment ÷ income of a row, where the tape tells both.
pub(super) fn dsti_of(row: &Row) -> Option<f64> {
    let income = row.income_monthly.filter(|income| *income > 0.0)?;
    Some(instalment(row, row.balance()?)? / income)
}

/// What a band is called.
pub fn band_name(place: usize, ends: &[f64]) -> Told {
    let per_cent = |end: f64| format!("{}%", 100.0 * end);
    match (place.checked_sub(1).and_then(|before| ends.get(before)), ends.get(place)) {
        (None, Some(end)) => told!("to {}", "至 {}", per_cent(*end)),
        (Some(before), Some(end)) => told!("{} to {}", "{} 至 {}", per_cent(*before), per_cent(*end)),
        (Some(before), None) => told!("above {}", "{} 以上", per_cent(*before)),
        (None, None) => Told::default(),
    }
}

/// The next instalment, where it hangs on the row alone.
fn instalment(row: &Row, balance: f64) -> Option<f64> {
    let rate_monthly = row.annual_rate? / 12.0;
    let left = row.term_months - row.months_on_book;
    let of_level = || balance * unit_instalment(rate_monthly, left);
    Some(match row.method? {
        MethodKind::Level => of_level(),
        MethodKind::ConstantPrincipal => balance / f64::from(left) + balance * rate_monthly,
        MethodKind::InterestOnly | MethodKind::Hybrid => balance * rate_monthly,
    })
}
