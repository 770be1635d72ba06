//! The language of messages: that which the command line names, else that of the terminal.

use crate::report::Language;
use crate::told::Told;

/// The option that names it.
pub(super) const OPTION: &str = "--language";

/// The language in which this process speaks on stderr. Faults are told before the arguments are understood, so the option is
/// looked for among the words as they were typed.
pub(super) fn of_messages() -> Language {
    let words = || std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    let next = words().zip(words().skip(1)).find(|(word, _)| word == OPTION).map(|(_, named)| named);
    let joined = || words().find_map(|word| word.strip_prefix(OPTION)?.strip_prefix('=').map(str::to_owned));
    match next.or_else(joined).as_deref() {
        Some("zh") => Language::Chinese,
        Some(_) => Language::English,
        None => of_the_terminal(),
    }
}

/// The language of the environment: the first of its names that says anything.
pub(super) fn of_the_terminal() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    match said.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

/// What is told, in the language of messages.
pub(super) fn said(what: &Told) -> String {
    told(what, of_messages()).to_owned()
}

/// What is told, in a language.
pub(super) fn told(what: &Told, language: Language) -> &str {
    match language {
        Language::English => what.english(),
        Language::Chinese => what.chinese(),
    }
}
