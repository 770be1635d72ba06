//! What is wrong with the words of the command line, in Chinese; in English the parser says it by itself.

use std::error::Error;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The whole message; `None` where the parser knows no more than a sentence of its own.
pub(super) fn in_chinese(error: &clap::Error) -> Option<String> {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(name)) => name.clone(),
        Some(ContextValue::Strings(names)) => names.join("、"),
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let [argument, value] = [ContextKind::InvalidArg, ContextKind::InvalidValue].map(named);
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 需要一个值"),
        ErrorKind::InvalidValue => format!("{argument} 的值 {value:?} 无效"),
        ErrorKind::ValueValidation if argument.is_empty() => return None,
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{argument} 的值 {value:?} 无效：{why}")
        }
        ErrorKind::UnknownArgument => format!("没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", named(ContextKind::InvalidSubcommand)),
        ErrorKind::NoEquals => format!("{argument} 与其值之间需要 ="),
        ErrorKind::TooManyValues => format!("{argument} 不能再有值 {value:?}"),
        ErrorKind::TooFewValues => {
            let [least, given] = [ContextKind::MinValues, ContextKind::ActualNumValues].map(named);
            format!("{argument} 需要 {least} 个值，给出了 {given} 个")
        }
        ErrorKind::WrongNumberOfValues => {
            let [needed, given] = [ContextKind::ExpectedNumValues, ContextKind::ActualNumValues].map(named);
            format!("{argument} 需要 {needed} 个值，给出了 {given} 个")
        }
        ErrorKind::ArgumentConflict => match named(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => format!("{argument} 只能给一次"),
            other => format!("{argument} 不能与 {other} 同用"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => format!("{} 需要一个命令", named(ContextKind::InvalidSubcommand)),
        _ => return None,
    };
    let mut told = format!("错误：{what}\n");
    let [values, commands] = [ContextKind::ValidValue, ContextKind::ValidSubcommand].map(named);
    for allowed in [values, commands].iter().filter(|allowed| !allowed.is_empty()) {
        told += &format!("  [可选：{allowed}]\n");
    }
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(named);
    for meant in suggested.iter().filter(|meant| !meant.is_empty()) {
        told += &format!("\n  是否指 {meant}？\n");
    }
    // Of the parser's own advice, which is in English, what is said is said above.
    let reason = named(ContextKind::Suggested);
    if reason.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
        told += &format!("\n  {reason}\n");
    }
    let usage = named(ContextKind::Usage);
    if !usage.is_empty() {
        told += &format!("\n用法：{}\n", usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]"));
    }
    Some(format!("{told}\n更多说明见 --help。\n"))
}
