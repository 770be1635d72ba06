//! The columns of a loan tape, each declared once: name, unit, meaning, what it takes and what stands where it is empty.

use super::draft::Draft;
use crate::loan::MethodKind;
use crate::measure::YearMonth;
use crate::told::{Told, Words, told};

/// A column of a tape.
pub struct Column {
    /// Its name, unless the reader is told another.
    pub name: &'static str,
    /// Unit of its numbers; empty where it holds none.
    pub unit: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// Whether and when a row needs it.
    pub need: Need,
    /// What it takes, and where that goes.
    pub takes: Takes,
}

/// Whether a row needs a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every row.
    Required,
    /// Every row needs this column or another.
    OrElse(&'static str),
    /// What stands where the cell is empty.
    Otherwise(Words),
}

/// Numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The least.
    pub least: f64,
    /// Whether the least itself is out.
    pub is_above: bool,
    /// The most.
    pub most: f64,
}

impl Span {
    const fn from_to(least: f64, most: f64) -> Self {
        Self { least, is_above: false, most }
    }

    const fn above(least: f64, most: f64) -> Self {
        Self { least, is_above: true, most }
    }

    /// Whether a number lies in it.
    pub fn contains(&self, value: f64) -> bool {
        let above = if self.is_above { value > self.least } else { value >= self.least };
        above && value <= self.most
    }

    /// In words.
    pub fn told(&self) -> Told {
        let (least, most) = (self.least, self.most);
        match self.is_above {
            true => told!("above {least} to {most}", "大于 {least}、不超过 {most}"),
            false => told!("from {least} to {most}", "{least} 至 {most}"),
        }
    }
}

/// What a column takes, and where that goes.
#[derive(Clone, Copy)]
pub enum Takes {
    /// Text of up to so many characters.
    Text {
        /// Most characters.
        most: usize,
        /// Takes it.
        put: fn(&mut Draft, &str),
    },
    /// A number.
    Number {
        /// What is allowed.
        span: Span,
        /// Takes it.
        put: fn(&mut Draft, f64),
    },
    /// A whole number.
    Whole {
        /// Least.
        least: u32,
        /// Most.
        most: u32,
        /// Takes it.
        put: fn(&mut Draft, u32),
    },
    /// A month, YYYY-MM.
    Month {
        /// Takes it.
        put: fn(&mut Draft, YearMonth),
    },
    /// One of some words.
    Word {
        /// The words.
        words: &'static [&'static str],
        /// Takes the place of the word among them.
        put: fn(&mut Draft, usize),
    },
}

impl Takes {
    /// What is allowed, in words.
    pub fn told(&self) -> Told {
        match self {
            Self::Text { most, .. } => told!("text of 1 to {most} characters", "1 至 {most} 个字符的文本"),
            Self::Number { span, .. } => {
                let span = span.told();
                told!("a number {span}", "{span}的数"; span)
            }
            Self::Whole { least, most, .. } => {
                told!("a whole number from {least} to {most}", "{least} 至 {most} 的整数")
            }
            Self::Month { .. } => told!("a month, YYYY-MM", "月份，YYYY-MM"),
            Self::Word { words, .. } => Told::new(words.join(" or "), words.join(" 或 ")),
        }
    }
}

/// Most of an amount of money, currency units.
const MOST_MONEY: f64 = 1e12;

/// Methods by their words, in the order of the column.
pub const METHODS: [MethodKind; 3] = [MethodKind::Level, MethodKind::ConstantPrincipal, MethodKind::InterestOnly];

const MONEY: Span = Span::above(0.0, MOST_MONEY);

/// Every column, in the order of documents.
pub const COLUMNS: [Column; 21] = [
    Column {
        name: "id",
        unit: "",
        meaning: "What the loan is called. Its draws hang on it, so that neither the order of rows nor other rows change its life; no two rows have the same.",
        need: Need::Required,
        takes: Takes::Text { most: 64, put: |row, text| row.id = Some(text.to_owned()) },
    },
    Column {
        name: "term_months",
        unit: "months",
        meaning: "Term agreed on at origination.",
        need: Need::Required,
        takes: Takes::Whole { least: 1, most: 600, put: |row, months| row.term_months = Some(months) },
    },
    Column {
        name: "months_on_book",
        unit: "months",
        meaning: "Months from origination to month 0, below the term; 0: granted in month 0.",
        need: Need::OrElse("origination_month"),
        takes: Takes::Whole { least: 0, most: 599, put: |row, months| row.months_on_book = Some(months) },
    },
    Column {
        name: "origination_month",
        unit: "",
        meaning: "Month of origination, which with month 0 of the study (`loan.start_month`) makes `months_on_book`; where both stand, they agree.",
        need: Need::OrElse("months_on_book"),
        takes: Takes::Month { put: |row, month| row.origination_month = Some(month) },
    },
    Column {
        name: "balance",
        unit: "currency units",
        meaning: "Principal owed in month 0 and not yet due, at most `original_amount`: what is overdue comes on top.",
        need: Need::OrElse("original_amount"),
        takes: Takes::Number { span: MONEY, put: |row, amount| row.balance = Some(amount) },
    },
    Column {
        name: "original_amount",
        unit: "currency units",
        meaning: "Amount lent at origination. Without `balance`, what the method leaves of it at the contract rate of month 0 is owed; without this column the loan counts as one of its balance that was lent at month 0 for the months left.",
        need: Need::OrElse("balance"),
        takes: Takes::Number { span: MONEY, put: |row, amount| row.original_amount = Some(amount) },
    },
    Column {
        name: "value",
        unit: "currency units",
        meaning: "What the home is worth in month 0, such as an appraisal brought up to date: nothing of it is drawn.",
        need: Need::OrElse("price"),
        takes: Takes::Number { span: MONEY, put: |row, amount| row.value = Some(amount) },
    },
    Column {
        name: "price",
        unit: "currency units",
        meaning: "Price paid for the home. Without `value`, the home is worth price times `index_ratio` in month 0, times its own walk over the months on book, which is drawn.",
        need: Need::OrElse("value"),
        takes: Takes::Number { span: MONEY, put: |row, amount| row.price = Some(amount) },
    },
    Column {
        name: "index_ratio",
        unit: "ratio",
        meaning: "Price index of month 0 divided by that of origination; needed where there is a price and no value, unless no month lies between.",
        need: Need::Otherwise(Words::new("1 for a loan of month 0", "第 0 月发放的贷款为 1")),
        takes: Takes::Number { span: Span::above(0.0, 100.0), put: |row, ratio| row.index_ratio = Some(ratio) },
    },
    Column {
        name: "annual_rate",
        unit: "a year",
        meaning: "Fixed contract rate as a fraction: 4.2% is 0.042.",
        need: Need::Otherwise(Words::new(
            "`spread_annual`, or the rate of `[loan]`",
            "`spread_annual`，或 `[loan]` 的利率",
        )),
        takes: Takes::Number { span: Span::from_to(0.0, 1.0), put: |row, rate| row.annual_rate = Some(rate) },
    },
    Column {
        name: "spread_annual",
        unit: "a year",
        meaning: "Spread over the policy rate as a fraction, of a loan that floats; when it is set and between what limits, `[loan]` says.",
        need: Need::Otherwise(Words::new(
            "`annual_rate`, or the rate of `[loan]`",
            "`annual_rate`，或 `[loan]` 的利率",
        )),
        takes: Takes::Number { span: Span::from_to(-0.2, 1.0), put: |row, rate| row.spread_annual = Some(rate) },
    },
    Column {
        name: "method",
        unit: "",
        meaning: "How principal is repaid.",
        need: Need::Otherwise(Words::new("that of `[loan]`", "`[loan]` 的还款方式")),
        takes: Takes::Word {
            words: &["level", "constant-principal", "interest-only"],
            put: |row, word| row.method = METHODS.get(word).copied(),
        },
    },
    Column {
        name: "days_past_due",
        unit: "days",
        meaning: "Days since the oldest unpaid instalment fell due, in month 0: 1 to 30 are one unpaid instalment, 31 to 60 two, and so on. Such a household starts with the cash that it holds back, unless `cash` tells another, and out of work with `portfolio.arrears_out_of_work_frac`.",
        need: Need::Otherwise(Words::new("0", "0")),
        takes: Takes::Whole { least: 0, most: 36_500, put: |row, days| row.days_past_due = Some(days) },
    },
    Column {
        name: "income_monthly",
        unit: "currency units a month",
        meaning: "Household's income in month 0.",
        need: Need::Otherwise(Words::new("drawn by `[household]`", "由 `[household]` 抽取")),
        takes: Takes::Number {
            span: Span::from_to(0.0, MOST_MONEY),
            put: |row, amount| row.income_monthly = Some(amount),
        },
    },
    Column {
        name: "cash",
        unit: "currency units",
        meaning: "Household's cash in month 0.",
        need: Need::Otherwise(Words::new("drawn by `[household]`", "由 `[household]` 抽取")),
        takes: Takes::Number { span: Span::from_to(0.0, MOST_MONEY), put: |row, amount| row.cash = Some(amount) },
    },
    Column {
        name: "occupier",
        unit: "",
        meaning: "Who lives in the home: its owner, or tenants of an investor.",
        need: Need::Otherwise(Words::new("drawn with `household.investor_frac`", "按 `household.investor_frac` 抽取")),
        takes: Takes::Word { words: &["owner", "investor"], put: |row, word| row.is_investor = Some(word == 1) },
    },
    Column {
        name: "weight",
        unit: "loans",
        meaning: "Loans like this one that the row stands for, each with a life of its own.",
        need: Need::Otherwise(Words::new("1", "1")),
        takes: Takes::Whole { least: 1, most: 1_000_000, put: |row, weight| row.weight = Some(weight) },
    },
    Column {
        name: "region",
        unit: "",
        meaning: "Where the home is: tables can be made by it. Where the study has `[[region]]` it names one of them, whose index the home follows; else all homes follow one index.",
        need: Need::Otherwise(Words::new("none", "无")),
        takes: Takes::Text { most: 64, put: |row, text| row.region = Some(text.to_owned()) },
    },
    Column {
        name: "segment",
        unit: "",
        meaning: "A part of the book of your own choice: tables can be made by it.",
        need: Need::Otherwise(Words::new("none", "无")),
        takes: Takes::Text { most: 64, put: |row, text| row.segment = Some(text.to_owned()) },
    },
    Column {
        name: "vintage",
        unit: "",
        meaning: "Year of origination, or what else loans of one age have in common: tables can be made by it.",
        need: Need::Otherwise(Words::new("the year of origination, where that is known", "放款年份（如已知）")),
        takes: Takes::Text { most: 64, put: |row, text| row.vintage = Some(text.to_owned()) },
    },
    Column {
        name: "origination_pd",
        unit: "probability",
        meaning: "Probability, as expected when the loan was granted, that it defaults between month 0 and the end of its contract, or the horizon of the study where that comes first. `[stages]` compares today's with it.",
        need: Need::Otherwise(Words::new(
            "none: the loan changes stage by days past due, and by `stages.pd_rise` never",
            "无：贷款按逾期天数划分阶段，不按 `stages.pd_rise`",
        )),
        takes: Takes::Number { span: Span::from_to(0.0, 1.0), put: |row, pd| row.origination_pd = Some(pd) },
    },
];

/// Names of columns that tapes often have and that nothing is made of yet, each with why.
pub const NOT_YET: [(&str, Words); 6] = [
    ("appraisal", EARLIER),
    ("appraisal_month", EARLIER),
    ("appraisal_date", EARLIER),
    (
        "earners",
        Words::new(
            "second earners are drawn, by `[household.second_earner]`, and not read yet; rename the column to leave it aside",
            "第二收入者由 `[household.second_earner]` 抽取，尚不读入；将该列改名即可不读",
        ),
    ),
    ("tranche", BESIDE),
    ("lender", BESIDE),
];

const EARLIER: Words = Words::new(
    "an appraisal of an earlier month is not brought forward yet; write what the home is worth in month 0 as `value`",
    "尚不能把较早月份的评估价推算到现在；请把房屋在第 0 月的价值写入 `value`",
);
const BESIDE: Words = Words::new(
    "loans beside the main one are not read from a tape yet; rename the column to leave it aside",
    "尚不从贷款表读入主贷款以外的贷款；将该列改名即可不读",
);

/// Place of the column of that name.
pub fn column(name: &str) -> Option<usize> {
    COLUMNS.iter().position(|column| column.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_each_once_and_alternatives_name_each_other() {
        for (at, one) in COLUMNS.iter().enumerate() {
            assert_eq!(column(one.name), Some(at));
            assert!(NOT_YET.iter().all(|(name, _)| *name != one.name));
            if let Need::OrElse(other) = one.need {
                let other = column(other).expect("a column");
                assert_eq!(COLUMNS[other].need, Need::OrElse(one.name));
            }
        }
    }
}
