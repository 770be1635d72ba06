//! Markdown: the tables for people, as GitHub and Pandoc read them.

use super::excel::title;
use super::format::{Format, always, write_text};
use super::reading::ReadingTable;
use crate::told::Words;

/// One file of tables for people.
pub const MD: Format = Format {
    name: "md",
    holds: Words::new("Tables for people in Markdown", "供人阅读的 Markdown 表"),
    has_words: true,
    files: |_, language| vec![format!("tables{}.md", language.suffix())],
    ready: always,
    write: |question, results, language, folder| {
        let text = render(&title(results, language), &question.readings(results, language)?);
        write_text(folder, format!("tables{}.md", language.suffix()), &text)
    },
    bytes: |extent| 1_500.0 + extent.cells * 650.0,
};

/// Each table under a heading of its own.
pub fn render(title: &str, tables: &[ReadingTable]) -> String {
    let mut text = format!("# {}\n", escaped(title));
    for table in tables {
        text += &format!("\n## {}\n\n", escaped(&table.caption));
        text += &line(table.columns.iter().map(|heading| escaped(&heading.text)));
        text += &line(table.columns.iter().map(|heading| if heading.numeric { "---:" } else { "---" }.to_owned()));
        for row in &table.rows {
            text += &line(row.iter().map(|field| escaped(field)));
        }
        text += &format!("\n{}\n", escaped(&table.note));
    }
    text
}

fn line(fields: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", fields.collect::<Vec<_>>().join(" | "))
}

/// Characters with a meaning of their own lose it; a line stays a line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '&' => escaped.push_str("&amp;"),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
