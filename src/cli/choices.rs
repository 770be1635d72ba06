//! What an option chooses among, as it is named on the command line.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::help::beside;
use crate::report::{FORMATS, Format as FileFormat, Language};

/// A format of files by its name, with what it is in the help.
pub(super) fn file_format() -> impl TypedValueParser<Value = &'static FileFormat> {
    let names =
        FORMATS.map(|format| PossibleValue::new(format.name).help(beside(format.holds.english, format.holds.chinese)));
    PossibleValuesParser::new(names).map(|name| {
        // The parser has let none but these names through.
        FORMATS.into_iter().find(|format| format.name == name).unwrap_or(FORMATS[0])
    })
}

/// Each once, in the order given.
pub(super) fn formats(asked: &[&'static FileFormat]) -> Vec<&'static FileFormat> {
    let mut found: Vec<&'static FileFormat> = Vec::new();
    for format in asked {
        if !found.contains(format) {
            found.push(format);
        }
    }
    found
}

/// Language of what people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageName {
    /// English · 英文
    En,
    /// 简体中文
    Zh,
}

impl LanguageName {
    /// The language.
    pub fn lower(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Zh => Language::Chinese,
        }
    }
}

/// How principal is repaid, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MethodName {
    /// The same instalment every month · 每月还款额相同（等额本息）
    Level,
    /// The same principal every month · 每月本金相同（等额本金）
    ConstantPrincipal,
    /// Level up to --switch-month, constant principal after · --switch-month 之前等额本息，之后等额本金
    Hybrid,
    /// Interest until the last month, principal then · 按月付息，到期还本
    InterestOnly,
}

/// Form of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading · 供阅读
    Table,
    /// For spreadsheets · 供电子表格
    Csv,
    /// For programs · 供程序
    Json,
}
