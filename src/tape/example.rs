//! A tape that nobody's loans are in: invented, plausible, and the same for the same seed. Every number of it is an assumption.

use std::io::Write;

use polars::prelude::{Column as Values, DataFrame, ParquetCompression, ParquetWriter, PolarsError};

use crate::loan::{discount_factor, unit_present_value};
use crate::measure::YearMonth;
use crate::measure::exponential::exp;
use crate::random::normal::quantile;
use crate::random::{Purpose, Streams, Who};

/// Cities of the example: name, median price of a home in 2025, growth of prices a year since.
const CITIES: [(&str, f64, f64); 5] = [
    ("beijing", 5_200_000.0, -0.03),
    ("shanghai", 5_000_000.0, -0.02),
    ("chengdu", 1_900_000.0, -0.03),
    ("wuhan", 1_400_000.0, -0.05),
    ("zhengzhou", 1_100_000.0, -0.06),
];

/// Columns of the example, in order.
pub const COLUMNS: [&str; 16] = [
    "id",
    "region",
    "segment",
    "origination_month",
    "months_on_book",
    "term_months",
    "original_amount",
    "balance",
    "price",
    "index_ratio",
    "annual_rate",
    "method",
    "days_past_due",
    "income_monthly",
    "cash",
    "occupier",
];

/// A loan of the example.
struct Invented {
    id: String,
    region: &'static str,
    segment: &'static str,
    origination_month: String,
    months_on_book: i64,
    term_months: i64,
    original_amount: f64,
    balance: f64,
    price: f64,
    index_ratio: f64,
    annual_rate: f64,
    method: &'static str,
    days_past_due: i64,
    income_monthly: Option<f64>,
    cash: Option<f64>,
    occupier: &'static str,
}

/// Month 0 of the example.
pub fn month() -> YearMonth {
    YearMonth::new(2025, 12).unwrap_or_else(|| unreachable!("a month"))
}

fn rounded(value: f64, to: f64) -> f64 {
    libm::round(value / to) * to
}

/// To so many decimal places, as a decimal is read.
fn decimal(value: f64, places: f64) -> f64 {
    libm::round(value * places) / places
}

/// The loan of that number.
fn invented(streams: &Streams, number: u64) -> Invented {
    let who = Who { household: number, world: 0 };
    let u = |slot: u8| streams.uniforms(who, Purpose::Origination, slot, 0).first;
    let normal = |slot: u8| quantile(u(slot));
    let (region, median_price, growth_annual) = CITIES[(u(0) * CITIES.len() as f64) as usize];
    let months_on_book = 1 + (u(1) * 119.0) as i64;
    let years = months_on_book as f64 / 12.0;
    let index_ratio = decimal(exp(growth_annual * years), 1e4);
    let price = rounded(median_price / index_ratio * exp(0.35 * normal(2)), 1000.0);
    let is_investor = u(3) < 0.1;
    let least_down = if is_investor { 0.4 } else { 0.2 };
    let down_payment = least_down + (0.8 - least_down) * u(4) * u(4);
    let original_amount = rounded(price * (1.0 - down_payment), 1000.0);
    let term_months = 12 * (10 + (u(5) * 21.0) as i64);
    let is_fund = u(6) < 0.2;
    // Older loans of banks bear higher rates, though repriced since.
    let annual_rate = if is_fund { 0.026 } else { decimal(0.031 + 0.001 * years + 0.006 * u(7), 1e4) };
    let is_level = u(8) < 0.8;
    let left = (term_months - months_on_book) as u32;
    let rate_monthly = annual_rate / 12.0;
    let left_frac = if is_level {
        unit_present_value(rate_monthly, left) / unit_present_value(rate_monthly, term_months as u32)
    } else {
        f64::from(left) / term_months as f64
    };
    let balance = decimal(original_amount * left_frac, 100.0);
    // An instalment between a fifth and three fifths of income.
    let instalment = original_amount * rate_monthly / (1.0 - discount_factor(rate_monthly, term_months as u32));
    let income = rounded(instalment / (0.2 + 0.4 * u(9)), 100.0);
    let cash = rounded(instalment * 12.0 * u(10) * u(10) * 3.0, 100.0);
    Invented {
        id: format!("CN{number:08}"),
        region,
        segment: if is_fund { "fund" } else { "bank" },
        origination_month: YearMonth::from_ordinal(month().ordinal() - months_on_book as i32)
            .map_or_else(String::new, |month| month.to_string()),
        months_on_book,
        term_months,
        original_amount,
        balance,
        price,
        index_ratio,
        annual_rate,
        method: if is_level { "level" } else { "constant-principal" },
        // One loan in eighty is in arrears.
        days_past_due: if u(13) < 0.0125 { (1 + (u(14) * 75.0) as i64).min(30 * months_on_book) } else { 0 },
        // Banks know income at origination of most, and the cash of those whose account they keep.
        income_monthly: (u(11) < 0.9).then_some(income),
        cash: (u(12) < 0.5).then_some(cash),
        occupier: if is_investor { "investor" } else { "owner" },
    }
}

/// Writes `rows` loans as CSV.
///
/// # Errors
/// The writer fails.
pub fn write_csv(rows: u64, seed: u64, into: impl Write) -> csv::Result<()> {
    let streams = Streams::new(seed);
    let mut writer = csv::Writer::from_writer(into);
    writer.write_record(COLUMNS)?;
    let amount = |amount: Option<f64>| amount.map_or_else(String::new, |amount| amount.to_string());
    for number in 1..=rows {
        let loan = invented(&streams, number);
        writer.write_record([
            loan.id,
            loan.region.to_owned(),
            loan.segment.to_owned(),
            loan.origination_month,
            loan.months_on_book.to_string(),
            loan.term_months.to_string(),
            loan.original_amount.to_string(),
            loan.balance.to_string(),
            loan.price.to_string(),
            loan.index_ratio.to_string(),
            loan.annual_rate.to_string(),
            loan.method.to_owned(),
            loan.days_past_due.to_string(),
            amount(loan.income_monthly),
            amount(loan.cash),
            loan.occupier.to_owned(),
        ])?;
    }
    writer.flush()?;
    Ok(())
}

/// Rows of a row group.
const ROW_GROUP: u64 = 65_536;

/// Writes `rows` loans as Parquet.
///
/// # Errors
/// The writer fails.
pub fn write_parquet(rows: u64, seed: u64, into: impl Write) -> Result<(), PolarsError> {
    let streams = Streams::new(seed);
    let table =
        |first: u64| batch((first..(first + ROW_GROUP).min(rows + 1)).map(|at| invented(&streams, at)).collect());
    let mut group = table(1)?;
    let writer = ParquetWriter::new(into).with_compression(ParquetCompression::Snappy).set_parallel(false);
    let mut writer = writer.batched(group.schema())?;
    writer.write_batch(&group)?;
    for first in (1 + ROW_GROUP..=rows).step_by(ROW_GROUP as usize) {
        group = table(first)?;
        writer.write_batch(&group)?;
    }
    writer.finish()?;
    Ok(())
}

fn batch(loans: Vec<Invented>) -> Result<DataFrame, PolarsError> {
    let text = |of: fn(&Invented) -> &str| loans.iter().map(of).collect::<Vec<_>>();
    let whole = |of: fn(&Invented) -> i64| loans.iter().map(of).collect::<Vec<_>>();
    let number = |of: fn(&Invented) -> f64| loans.iter().map(of).collect::<Vec<_>>();
    let maybe = |of: fn(&Invented) -> Option<f64>| loans.iter().map(of).collect::<Vec<_>>();
    let column = |at: usize| COLUMNS[at].into();
    let values = vec![
        Values::new(column(0), text(|loan| &loan.id)),
        Values::new(column(1), text(|loan| loan.region)),
        Values::new(column(2), text(|loan| loan.segment)),
        Values::new(column(3), text(|loan| &loan.origination_month)),
        Values::new(column(4), whole(|loan| loan.months_on_book)),
        Values::new(column(5), whole(|loan| loan.term_months)),
        Values::new(column(6), number(|loan| loan.original_amount)),
        Values::new(column(7), number(|loan| loan.balance)),
        Values::new(column(8), number(|loan| loan.price)),
        Values::new(column(9), number(|loan| loan.index_ratio)),
        Values::new(column(10), number(|loan| loan.annual_rate)),
        Values::new(column(11), text(|loan| loan.method)),
        Values::new(column(12), whole(|loan| loan.days_past_due)),
        Values::new(column(13), maybe(|loan| loan.income_monthly)),
        Values::new(column(14), maybe(|loan| loan.cash)),
        Values::new(column(15), text(|loan| loan.occupier)),
    ];
    DataFrame::new(loans.len(), values)
}
