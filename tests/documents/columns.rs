//! `docs/COLUMNS.md` lists every column of every table. It is made from where the columns are declared.

use std::fmt::Write;

use underwater::report::dictionary::entries;
use underwater::report::{Language, all_tables};

/// The document.
pub fn list() -> String {
    let mut text =
        "# Columns · 全部列\n\nEvery column of every table, made from the program. `dictionary.csv` of a study holds \
                    the same. Terms: [GLOSSARY.md](GLOSSARY.md).\n"
            .to_owned();
    let entries = entries(all_tables());
    for table in all_tables() {
        let (english, chinese) = (Language::English.of(table.holds), Language::Chinese.of(table.holds));
        write!(text, "\n## {}\n\n{english}\n{chinese}\n\n", table.name).expect("a text");
        text += "| column | unit | meaning | 名称 | 含义 |\n|---|---|---|---|---|\n";
        for entry in entries.iter().filter(|entry| entry.table == table.name) {
            let unit = Language::English.of(entry.unit.words());
            writeln!(
                text,
                "| `{}` | {unit} | {} | {} | {} |",
                entry.column, entry.english, entry.chinese_name, entry.chinese
            )
            .expect("a text");
        }
    }
    text
}
