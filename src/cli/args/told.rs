//! The language of what is printed and not kept.

use clap::Args;

use crate::cli::choices::LanguageName;
use crate::report::Language;

#[derive(Args)]
pub(super) struct ToldArguments {
    /// Language of what is printed [default: zh where LC_ALL, LC_MESSAGES or LANG begins with it, else en]
    #[arg(long, value_enum)]
    language: Option<LanguageName>,
}

impl ToldArguments {
    pub(super) fn lower(self) -> Language {
        self.language.map_or_else(of_the_terminal, LanguageName::lower)
    }
}

/// The language of the environment: the first of its names that says anything.
fn of_the_terminal() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    match said.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}
