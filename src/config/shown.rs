//! How a user's own text stands in a message: on one line, whatever is in it, and not without end.

use crate::told::{Told, told};
use std::borrow::Cow;

/// Whether a character shows nothing of its own, moves what stands around it, or may not stand in XML: control
/// characters, breaks of line and paragraph, changes of writing direction, marks of byte order, non-characters.
pub(super) fn is_hidden(c: char) -> bool {
    let is_format = matches!(
        c,
        '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    );
    let is_no_character = (0xFDD0..=0xFDEF).contains(&u32::from(c)) || u32::from(c) & 0xFFFE == 0xFFFE;
    c.is_control() || is_format || is_no_character
}

/// The name of a hidden character for people: `a line break`, `the character U+001B`.
pub(super) fn name_of(c: char) -> Told {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => told!("a line break", "换行符"),
        '\t' => told!("a tabulator", "制表符"),
        _ => {
            let code = u32::from(c);
            told!("the invisible character U+{code:04X}", "不可见字符 U+{code:04X}")
        }
    }
}

/// `text` with its hidden characters written out, so that no text can break a line or pass for another.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let escape = |c: char| if is_hidden(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(escape).collect())
}

/// The first `most` characters of `text`, with `...` where it goes on.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}...", &text[..end])),
    }
}

/// A cell of a data file as a message quotes it.
pub(super) fn quoted_cell(text: &str) -> String {
    const MOST: usize = 30;
    format!("\"{}\"", escaped(&cut(text, MOST)))
}

#[cfg(test)]
mod tests {
    use super::{cut, escaped, is_hidden};

    #[test]
    fn hidden_characters_are_written_out_and_others_stay() {
        assert_eq!(escaped("首付 30% é \"x\""), "首付 30% é \"x\"");
        assert_eq!(escaped("a\n\u{1b}[31m\u{202e}b\u{0}"), "a\\n\\u{1b}[31m\\u{202e}b\\u{0}");
        assert!(is_hidden('\u{ffff}') && is_hidden('\u{85}') && !is_hidden('\u{a0}') && !is_hidden('\u{1F3E0}'));
    }

    #[test]
    fn a_cut_counts_characters() {
        assert_eq!((cut("首付首付", 4), cut("首付首付", 3)), ("首付首付".into(), "首付首...".into()));
    }
}
