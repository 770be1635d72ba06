//! The language of what is printed and not kept.

use clap::Args;

use crate::cli::choices::LanguageName;
use crate::cli::tongue::of_the_terminal;
use crate::report::Language;

#[derive(Args)]
pub(super) struct ToldArguments {
    /// Language of what is printed [default: zh where LC_ALL, LC_MESSAGES or LANG begins with it, else en]
    ///
    /// 打印内容的语言 [默认：LC_ALL、LC_MESSAGES 或 LANG 以 zh 开头时为 zh，否则为 en]
    #[arg(long, value_enum)]
    language: Option<LanguageName>,
}

impl ToldArguments {
    pub fn lower(self) -> Language {
        self.language.map_or_else(of_the_terminal, LanguageName::lower)
    }
}
