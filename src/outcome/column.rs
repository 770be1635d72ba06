//! What a column of a file is. It is declared where its number is defined; headers, data dictionary, glossary, workbook
//! and the Chinese texts follow from there.

use crate::told::Words;

/// Unit of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of paths, worlds, months or events.
    Count,
    /// A plain fraction.
    Fraction,
    /// Money in currency units.
    Money,
    /// Money in cents, a whole number.
    Cents,
    /// A fraction in units of 10⁻⁹, a whole number.
    Billionths,
    /// A number of months.
    Months,
    /// A code with named values.
    Code,
    /// Text.
    Text,
    /// A level relative to that at purchase.
    Level,
    /// That of the estimate which the row names.
    OfEstimate,
    /// That of the key which the row names.
    OfKey,
}

impl Unit {
    /// Its name.
    pub const fn words(self) -> Words {
        match self {
            Self::Count => Words::new("number", "个数"),
            Self::Fraction => Words::new("fraction", "小数"),
            Self::Money => Words::new("currency units", "货币单位"),
            Self::Cents => Words::new("cents", "分"),
            Self::Billionths => Words::new("billionths", "十亿分之一"),
            Self::Months => Words::new("months", "月"),
            Self::Code => Words::new("code", "代码"),
            Self::Text => Words::new("text", "文字"),
            Self::Level => Words::new("level, 1 at purchase", "水平（购房时为 1）"),
            Self::OfEstimate => Words::new("that of the estimate", "与该估计值相同"),
            Self::OfKey => Words::new("that of the key", "与该参数相同"),
        }
    }
}

/// A column: its name, unit and meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name, without the ending that tells the unit of a stored whole number.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: Unit,
    /// One sentence.
    pub meaning: Words,
    /// What it is called in Chinese.
    pub chinese_name: &'static str,
}

impl Column {
    /// Name, unit and meaning; what it is called in Chinese, and its meaning there.
    pub const fn new(
        name: &'static str,
        unit: Unit,
        meaning: &'static str,
        chinese_name: &'static str,
        chinese: &'static str,
    ) -> Self {
        Self { name, unit, meaning: Words::new(meaning, chinese), chinese_name }
    }

    /// Its header: the unit in the name, where it is a whole number that stands for another.
    ///
    /// ```
    /// # use underwater::outcome::{Column, Unit};
    /// assert_eq!(Column::new("ead", Unit::Cents, "", "", "").header(), "ead_cents");
    /// ```
    pub fn header(&self) -> String {
        match self.unit {
            Unit::Cents => format!("{}_cents", self.name),
            Unit::Billionths => format!("{}_1e9", self.name),
            _ => self.name.to_owned(),
        }
    }

    /// Header of its Monte Carlo standard error.
    pub fn error_header(&self) -> String {
        format!("{}_mcse", self.name)
    }
}
