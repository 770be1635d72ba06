//! A row of a tape: what its cells come to when they agree with each other.

use super::columns::{Column, METHODS, Need};
use super::draft::Draft;
use crate::loan::MethodKind;
use crate::measure::YearMonth;
use crate::told::{Told, told};

/// A row whose cells agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Line of the file, or row of a Parquet file.
    pub line: u32,
    /// Amount that counts as lent, currency units.
    pub lent: f64,
    /// Share of it that is still owed; `None`: what the method leaves.
    pub balance_frac: Option<f64>,
    /// Price that counts as paid for the home, currency units.
    pub price: f64,
    /// What the home is worth in month 0; `None`: by `index_ratio` and its own walk.
    pub value: Option<f64>,
    /// Index of month 0 ÷ that of origination.
    pub index_ratio: f64,
    /// Term at origination, months.
    pub term_months: u32,
    /// Months from origination to month 0.
    pub months_on_book: u32,
    /// Fixed rate a year.
    pub annual_rate: Option<f64>,
    /// Spread a year of a floating one.
    pub spread_annual: Option<f64>,
    /// How principal is repaid.
    pub method: Option<MethodKind>,
    /// Income a month, currency units.
    pub income_monthly: Option<f64>,
    /// Cash, currency units.
    pub cash: Option<f64>,
    /// Whether the home is an investor's.
    pub is_investor: Option<bool>,
    /// Instalments that are unpaid in month 0, equation (240).
    pub unpaid_instalments: u32,
    /// Loans that the row stands for.
    pub weight: u32,
    /// Month of origination, where it is known.
    pub origination_month: Option<YearMonth>,
    /// Probability of default from month 0 on, as expected at origination.
    pub origination_pd: Option<f64>,
    /// Numbers of its region, segment and vintage among the texts of the tape; 0: none.
    pub labels: [u32; 3],
}

/// What is wrong with a row: the column, and the rest of the sentence.
pub type Wrong = (&'static str, Told);

/// Balance above what was lent that is rounding, as a share of it.
const ROUNDING_FRAC: f64 = 1e-9;

impl Draft {
    /// What a row lacks of a column; `is_empty` tells of a cell by its column.
    pub(super) fn lacks(column: &Column, is_empty: impl Fn(&str) -> bool) -> Option<Told> {
        match column.need {
            Need::Required if is_empty(column.name) => {
                Some(told!("is empty, and every row needs it", "为空，而每一行都需要它"))
            }
            Need::OrElse(other) if column.name < other && is_empty(column.name) && is_empty(other) => {
                Some(told!("is empty and so is {other}: one of them is needed", "为空，{other} 也为空：两者须有其一"))
            }
            _ => None,
        }
    }

    /// The row, where its cells agree and month 0 is `month`; all that is wrong is added to `wrong` otherwise. Labels are still to be
    /// numbered.
    pub fn row(&self, month: Option<YearMonth>, wrong: &mut Vec<Wrong>) -> Option<Row> {
        let before = wrong.len();
        let months_on_book = self.age(month, wrong);
        if let (Some(age), Some(term)) = (months_on_book, self.term_months)
            && age >= term
        {
            let column = if self.months_on_book.is_some() { "months_on_book" } else { "origination_month" };
            wrong.push((
                column,
                told!(
                    "makes {age} months on book, not below term_months = {term}: the loan is over",
                    "使已放款月数为 {age}，不小于 term_months = {term}：贷款已到期"
                ),
            ));
        }
        if let (Some(balance), Some(lent)) = (self.balance, self.original_amount)
            && balance > lent * (1.0 + ROUNDING_FRAC)
        {
            let says =
                told!("= {balance} is more than original_amount = {lent}", "= {balance} 大于 original_amount = {lent}");
            wrong.push(("balance", says));
        }
        if let (Some(0), Some(balance), Some(lent)) = (months_on_book, self.balance, self.original_amount)
            && balance < lent * (1.0 - ROUNDING_FRAC)
        {
            let says = told!(
                "= {balance} is less than original_amount = {lent} of a loan of month 0",
                "= {balance} 小于 original_amount = {lent}，而这是第 0 月发放的贷款"
            );
            wrong.push(("balance", says));
        }
        if self.annual_rate.is_some() && self.spread_annual.is_some() {
            wrong.push((
                "spread_annual",
                told!(
                    "stands beside annual_rate; a loan is fixed or floats: leave one empty",
                    "与 annual_rate 并存；贷款或为固定利率，或为浮动利率：请留空其一"
                ),
            ));
        }
        if self.value.is_none() && self.index_ratio.is_none() && months_on_book.is_some_and(|age| age > 0) {
            let says = told!(
                "is empty and so is value: what is the home worth in month 0? Write one of them",
                "为空，value 也为空：房屋在第 0 月值多少？请填写其一"
            );
            wrong.push(("index_ratio", says));
        }
        // A month has 30 days.
        let unpaid_instalments = self.days_past_due.unwrap_or(0).div_ceil(30);
        if let (Some(days), Some(age)) = (self.days_past_due, months_on_book)
            && unpaid_instalments > age
        {
            let says = told!(
                "= {days} makes {unpaid_instalments} unpaid instalments, of a loan of {age} months on book",
                "= {days} 相当于 {unpaid_instalments} 期未还，而贷款才发放 {age} 个月"
            );
            wrong.push(("days_past_due", says));
        }
        let lent = self.original_amount.or(self.balance);
        let price = self.price.or(self.value);
        let known = (self.id.as_ref(), lent, price, self.term_months, months_on_book);
        let (Some(_), Some(lent), Some(price), Some(term_months), Some(months_on_book)) = known else { return None };
        if wrong.len() > before {
            return None;
        }
        let balance_frac = self.balance.map(|balance| if balance < lent { balance / lent } else { 1.0 });
        let origination = month.and_then(|month| YearMonth::from_ordinal(month.ordinal() - months_on_book as i32));
        Some(Row {
            line: 0,
            lent,
            balance_frac: balance_frac.filter(|_| months_on_book > 0),
            price,
            value: self.value,
            index_ratio: self.index_ratio.filter(|_| months_on_book > 0).unwrap_or(1.0),
            term_months,
            months_on_book,
            annual_rate: self.annual_rate,
            spread_annual: self.spread_annual,
            method: self.method,
            income_monthly: self.income_monthly,
            cash: self.cash,
            is_investor: self.is_investor,
            unpaid_instalments,
            weight: self.weight.unwrap_or(1),
            origination_month: self.origination_month.or(origination),
            origination_pd: self.origination_pd,
            labels: [0; 3],
        })
    }

    /// Months on book, from whichever column tells them.
    fn age(&self, month: Option<YearMonth>, wrong: &mut Vec<Wrong>) -> Option<u32> {
        let Some(origination) = self.origination_month else { return self.months_on_book };
        let Some(month) = month else {
            if self.months_on_book.is_none() {
                let says = told!(
                    "needs to know month 0: give loan.start_month in the config, or --month",
                    "需要知道第 0 月：请在配置中给出 loan.start_month，或用 --month"
                );
                wrong.push(("origination_month", says));
            }
            return self.months_on_book;
        };
        let since = month.ordinal() - origination.ordinal();
        let Ok(since) = u32::try_from(since) else {
            let says = told!("= {origination} is after month 0, {month}", "= {origination} 晚于第 0 月 {month}");
            wrong.push(("origination_month", says));
            return None;
        };
        match self.months_on_book {
            Some(told) if told != since => {
                let says = told!(
                    "= {told}, but from origination_month = {origination} to month 0, {month}, there are {since}",
                    "= {told}，但从 origination_month = {origination} 到第 0 月 {month} 共 {since} 个月"
                );
                wrong.push(("months_on_book", says));
                None
            }
            _ => Some(since),
        }
    }
}

impl Row {
    /// What is owed in month 0, where that does not hang on a rate.
    pub fn balance(&self) -> Option<f64> {
        if self.months_on_book == 0 { Some(self.lent) } else { self.balance_frac.map(|frac| self.lent * frac) }
    }

    /// Number of its region among the texts of the tape; 0: none.
    pub fn region(&self) -> u32 {
        self.labels[0]
    }

    /// What the home is worth in month 0, its own walk apart.
    pub fn expected_value(&self) -> f64 {
        self.value.unwrap_or(self.price * self.index_ratio)
    }

    /// The word for its method.
    pub fn method_name(&self) -> Option<usize> {
        self.method.and_then(|method| METHODS.iter().position(|known| *known == method))
    }
}
