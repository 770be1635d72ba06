//! The Chinese README is the English one in Chinese: the same commands, blocks, tables, links and order.

use super::text::{commands, headings, links, read, tables};

const ENGLISH: &str = "README.md";
pub const CHINESE: &str = "README.zh.md";

/// Blocks between fences, their language included.
fn fenced(text: &str) -> Vec<&str> {
    text.split("```").skip(1).step_by(2).collect()
}

/// The Chinese README with the blocks of the English one: what programs print is not translated.
pub fn chinese() -> String {
    let (english, chinese) = (read(ENGLISH), read(CHINESE));
    let (of_english, parts): (Vec<_>, Vec<_>) = (fenced(&english), chinese.split("```").collect());
    assert_eq!(of_english.len(), parts.len() / 2, "blocks of {CHINESE}");
    let part = |(number, part): (usize, &&str)| match number % 2 {
        0 => (*part).to_owned(),
        _ => format!("```{}```", of_english[number / 2]),
    };
    parts.iter().enumerate().map(part).collect()
}

#[test]
fn both_say_the_same_in_the_same_order() {
    let (english, chinese) = (read(ENGLISH), read(CHINESE));
    assert_eq!(commands(&chinese), commands(&english));
    assert_eq!(headings(&chinese), headings(&english), "levels of headings");
    assert_eq!(tables(&chinese).len(), tables(&english).len());
    for (chinese, english) in tables(&chinese).iter().zip(&tables(&english)) {
        assert_eq!((chinese.len(), chinese[0].len()), (english.len(), english[0].len()), "{:?}", english[0]);
    }
    let shared = |text: &str| links(text).into_iter().filter(|link| !link.starts_with("README")).collect::<Vec<_>>();
    assert_eq!(shared(&chinese), shared(&english));
}

/// Files are named alike in both, row by row.
#[test]
fn both_list_the_same_files() {
    let names = |text: &str| -> Vec<String> {
        tables(text).iter().flatten().map(|row| row[0].clone()).filter(|first| first.starts_with('`')).collect()
    };
    let (english, chinese) = (names(&read(ENGLISH)), names(&read(CHINESE)));
    assert!(english.len() > 10, "{english:?}");
    assert_eq!(chinese, english);
}
