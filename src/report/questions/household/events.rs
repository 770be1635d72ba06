//! What happened in a month, in a language: tables hold it in English.

use crate::outcome::Event;
use crate::report::language::Language;

/// Events separated by `; `, in a language.
pub(super) fn in_language(events: &str, language: Language) -> String {
    match language {
        Language::English => events.to_owned(),
        Language::Chinese => {
            let named = events.split("; ").filter(|event| !event.is_empty());
            named.map(|event| in_chinese(event).unwrap_or(event)).collect::<Vec<_>>().join("；")
        }
    }
}

/// What an event is called in Chinese; `None` where there is no such event.
fn in_chinese(english: &str) -> Option<&'static str> {
    Event::ALL.iter().map(|event| event.words()).find(|words| words.english == english).map(|words| words.chinese)
}
