//! What is told in two languages: both say the same values, and what has no Chinese yet is counted.

use std::collections::BTreeSet;

use crate::test_architecture::sources;

/// Places where something is told in English alone: the words of a library (two), the meaning of a missing
/// key, and why a command ended where that is an error of files, of a folder or of parts (two). A new one is argued for here.
const ONLY_ENGLISH: usize = 5;

/// The two sentences of every `told!` of a source.
fn told(text: &str) -> Vec<[String; 2]> {
    let literal = |text: &str| -> Option<(String, usize)> {
        let start = text.find('"')?;
        text[..start].chars().all(|c| c.is_whitespace() || c == ',').then_some(())?;
        let mut escaped = false;
        for (at, c) in text.char_indices().skip_while(|(at, _)| *at <= start) {
            match c {
                '"' if !escaped => return Some((text[start + 1..at].to_owned(), at + 1)),
                _ => escaped = c == '\\' && !escaped,
            }
        }
        None
    };
    let of_place = |(at, found): (usize, &str)| {
        let text = &text[at + found.len()..];
        let (english, end) = literal(text)?;
        let (chinese, _) = literal(&text[end..])?;
        Some([english, chinese])
    };
    text.match_indices("told!(").filter_map(of_place).collect()
}

/// What stands in braces, formats left out; where there is no name, its place.
fn values(sentence: &str) -> BTreeSet<String> {
    let plain = sentence.replace("{{", "").replace("}}", "");
    let mut next = 0;
    let mut name = |inside: &str| match inside.split(':').next().unwrap_or_default() {
        "" => {
            next += 1;
            (next - 1).to_string()
        }
        name => name.to_owned(),
    };
    plain.split('{').skip(1).filter_map(|rest| Some(name(rest.split_once('}')?.0))).collect()
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

#[test]
fn both_languages_say_the_same_values() {
    // Words that Chinese has no use for: how the periods of a series are called, whether there are several.
    let only_in_english = BTreeSet::from(["periods".to_owned(), "noun".to_owned(), "OF_KIND".to_owned()]);
    let mut count = 0;
    for (path, text) in sources() {
        if path.ends_with("src/told.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for [english, chinese] in told(code) {
            count += 1;
            let of_english: BTreeSet<String> = values(&english).difference(&only_in_english).cloned().collect();
            assert_eq!(of_english, values(&chinese), "{path}: {english}");
            let words = english.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).count();
            let is_of_values = english.replace(['{', '}', ';', ':', ',', ' '], "").len()
                == values(&english).iter().map(String::len).sum::<usize>();
            assert!(has_chinese(&chinese) || words == 0 || is_of_values, "{path}: {chinese}");
        }
    }
    assert!(count > 300, "{count} sentences");
}

#[test]
fn what_is_told_in_english_alone_is_counted() {
    let count = |text: &str| text.matches("Told::only_english").count();
    let found: usize =
        sources().iter().filter(|(path, _)| !path.ends_with("src/told.rs")).map(|(_, text)| count(text)).sum();
    assert_eq!(found, ONLY_ENGLISH);
}
