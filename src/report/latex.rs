//! LaTeX: the tables for people, with booktabs; Chinese needs the class or package ctex and XeLaTeX or LuaLaTeX.

use super::excel::title;
use super::format::{Format, always, write_text};
use super::language::Language;
use super::reading::ReadingTable;
use crate::told::Words;

/// One file of tables for people.
pub const TEX: Format = Format {
    name: "tex",
    holds: Words::new("Tables for people in LaTeX (booktabs)", "供人阅读的 LaTeX 表（booktabs）"),
    has_words: true,
    files: |_, language| vec![format!("tables{}.tex", language.suffix())],
    ready: always,
    write: |question, results, language, folder| {
        let text = render(&title(results, language), &question.readings(results, language)?, language);
        write_text(folder, format!("tables{}.tex", language.suffix()), &text)
    },
    bytes: |extent| 1_500.0 + extent.cells * 650.0,
};

/// A file to `\input`: a `table` environment for each, labelled `tab:<name>`.
pub fn render(title: &str, tables: &[ReadingTable], language: Language) -> String {
    let mut text =
        format!("% {}\n% \\usepackage{{booktabs}}\n% \\usepackage{{graphicx}}\n", title.replace(['\n', '\r'], " "));
    if language == Language::Chinese {
        text += "% \\usepackage{ctex}，用 xelatex 或 lualatex 编译\n";
    }
    for table in tables {
        let columns: String = table.columns.iter().map(|heading| if heading.numeric { 'r' } else { 'l' }).collect();
        text += &format!(
            "\n\\begin{{table}}[htbp]\n\\centering\n\\caption{{{}}}\n\\label{{tab:{}}}\n\
             \\resizebox{{\\linewidth}}{{!}}{{%\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n",
            escaped(&table.caption),
            table.name,
        );
        text += &line(table.columns.iter().map(|heading| escaped(&heading.text)));
        text += "\\midrule\n";
        for row in &table.rows {
            text += &line(row.iter().map(|field| escaped(field)));
        }
        text += &format!(
            "\\bottomrule\n\\end{{tabular}}}}\n\n\\smallskip\n\\parbox{{\\linewidth}}{{\\footnotesize {}}}\n\\end{{table}}\n",
            escaped(&table.note),
        );
    }
    text
}

fn line(fields: impl Iterator<Item = String>) -> String {
    format!("{} \\\\\n", fields.collect::<Vec<_>>().join(" & "))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // First in a row, `[` and `*` are read as an option of the line's end before it.
    if text.trim_start().starts_with(['[', '*']) {
        escaped.push_str("{}");
    }
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '<' => escaped.push_str("$<$"),
            '>' => escaped.push_str("$>$"),
            '±' => escaped.push_str("$\\pm$"),
            '×' => escaped.push_str("$\\times$"),
            '÷' => escaped.push_str("$\\div$"),
            '→' => escaped.push_str("$\\rightarrow$"),
            '−' => escaped.push_str("$-$"),
            'Δ' => escaped.push_str("$\\Delta$"),
            '–' => escaped.push_str("--"),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_is_read_as_an_option_or_a_command() {
        assert_eq!(escaped("[3pt] base"), "{}[3pt] base");
        assert_eq!(escaped(" *"), "{} *");
        assert_eq!(escaped("a [b] \\input{x} 5%"), "a [b] \\textbackslash{}input\\{x\\} 5\\%");
    }
}
