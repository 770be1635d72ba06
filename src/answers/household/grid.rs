//! The down payments and the buffers that are compared, METHOD.md (150).

use crate::config::{Fault, Loaded, Place, Point, SweepValue};
use crate::told::told;

/// Down payments beside the household's own.
const DOWN_PAYMENTS: [f64; 5] = [0.15, 0.20, 0.30, 0.40, 0.50];
/// Buffers beside the household's own, in months of spending and the first instalment.
const BUFFER_MONTHS: [f64; 7] = [0.0, 3.0, 6.0, 9.0, 12.0, 18.0, 24.0];

/// A pair of a down payment and a buffer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Share of the price.
    pub down_payment: f64,
    /// Cash left after the purchase.
    pub buffer: f64,
    /// The same in months of spending and the first instalment at this down payment.
    pub buffer_months: f64,
    /// Cash before the purchase: down payment, buying costs and buffer.
    pub savings: f64,
    /// First instalment.
    pub instalment: f64,
    /// Whether these are the household's own numbers.
    pub is_own: bool,
}

/// What is compared: down payments slowest, buffers fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    rows: Vec<Row>,
    buffers: usize,
}

impl Grid {
    /// Of the numbers of a study with one household.
    pub(super) fn of(loaded: &Loaded, option: &str) -> Result<Self, Fault> {
        let number = |key: &str| loaded.number_of(0, option, key);
        let (price, savings) = (number("household.home_price")?, number("household.savings")?);
        let (own, costs) = (number("loan.down_payment")?, price * number("loan.buying_cost_frac")?);
        let lendable = price * at_most_one(number("loan.appraisal_ratio")?);
        let spending = number("household.essential_spending_frac")? + number("household.discretionary_spending_frac")?;
        let spending = spending * number("household.income_monthly")?;
        let Some(cell) = loaded.cells.first() else {
            let place = Place::Flag { option: option.to_owned() };
            return Err(Fault::of_file(place, told!("makes no cells", "不产生任何单元")));
        };
        let rate = number("loan.annual_rate")?;
        let unit_instalment = cell.config.repayment().unit_first_instalment(rate / 12.0);
        let row = |down_payment: f64, buffer: f64| {
            let loan = lendable * (1.0 - down_payment);
            let instalment = loan * unit_instalment;
            Row {
                down_payment,
                buffer,
                buffer_months: buffer / (spending + instalment),
                savings: buffer + (price - loan) + costs,
                instalment,
                is_own: false,
            }
        };
        let own_row = row(own, 0.0);
        let own_buffer = savings - own_row.savings;
        let need = spending + own_row.instalment;
        // Whole hundreds are easier to read, and no less right.
        let rounded =
            |amount: f64| if amount >= 1e4 { libm::round(amount / 100.0) * 100.0 } else { libm::round(amount) };
        let buffers = with_own(BUFFER_MONTHS.iter().map(|months| rounded(months * need)), own_buffer);
        let down_payments = with_own(DOWN_PAYMENTS.into_iter(), own);
        let rows = down_payments.iter().flat_map(|down_payment| {
            buffers.iter().map(|buffer| {
                let is_own = *down_payment == own && *buffer == own_buffer;
                // What the household has, to the last bit: its cell is the study as it is written.
                let savings = if is_own { savings } else { row(*down_payment, *buffer).savings };
                Row { is_own, savings, ..row(*down_payment, *buffer) }
            })
        });
        Ok(Self { rows: rows.collect(), buffers: buffers.len() })
    }

    /// The pairs in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Places of the rows of each down payment.
    pub(super) fn lines(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let buffers = self.buffers;
        (0..self.rows.len() / buffers.max(1)).map(move |line| line * buffers..(line + 1) * buffers)
    }

    /// Place of the household's own pair.
    pub(super) fn own_place(&self) -> usize {
        self.rows.iter().position(|row| row.is_own).unwrap_or(0)
    }

    /// The pairs as points of the study.
    pub(super) fn points(&self) -> Vec<Point> {
        let key = |name: &str, value: f64| (name.to_owned(), SweepValue::Float(value));
        let point = |row: &Row| vec![key("loan.down_payment", row.down_payment), key("household.savings", row.savings)];
        self.rows.iter().map(point).collect()
    }
}

/// `others` and `own` in order, each once.
fn with_own(others: impl Iterator<Item = f64>, own: f64) -> Vec<f64> {
    let mut values: Vec<f64> = others.chain([own]).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}

fn at_most_one(ratio: f64) -> f64 {
    if ratio < 1.0 { ratio } else { 1.0 }
}
