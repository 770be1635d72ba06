//! Which column of a file is which of the tape's.

use std::collections::BTreeMap;

use super::columns::{COLUMNS, NOT_YET, Need, column};
use super::fault::{Found, TapeFault};
use crate::told::{Told, told};

/// The file's own names for columns of a tape.
pub type OwnNames = BTreeMap<String, String>;

/// Which columns of a file are read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    /// Place in the file and in [`COLUMNS`], in the order of the file.
    pub read: Vec<(usize, usize)>,
    /// By place in [`COLUMNS`]: how the file calls it.
    pub names: Vec<String>,
    /// Columns that are left aside.
    pub not_read: Vec<String>,
}

impl Header {
    /// Of the names in a file's header; what is wrong with them is told.
    pub fn of(in_file: &[String], own: &OwnNames, found: &mut Found) -> Self {
        let names: Vec<String> =
            COLUMNS.iter().map(|column| own.get(column.name).map_or(column.name, String::as_str).to_owned()).collect();
        let mut header = Self { read: Vec::new(), names, not_read: Vec::new() };
        for (given, name) in own {
            if column(given).is_none() {
                let known = COLUMNS.map(|column| column.name).join(", ");
                let hint = told!("columns are {known}", "可用的列：{known}");
                found.push(of_column(given, no_column()).hint(hint));
            } else if !in_file.contains(name) {
                let message = told!(
                    "is to be read from {name:?}, and the file has no such column",
                    "应从 {name:?} 读取，而文件中没有这一列"
                );
                found.push(of_column(given, message).hint(nearest(name, in_file.iter().map(String::as_str))));
            }
        }
        for (place, name) in in_file.iter().enumerate() {
            if in_file[..place].contains(name) && !name.is_empty() {
                let message = told!("is the name of two columns", "是两列的名称");
                found.push(of_column(name, message).hint(told!("rename one of them", "请将其一改名")));
            } else if let Some(known) = header.names.iter().position(|known| known == name) {
                header.read.push((place, known));
            } else if let Some((_, why)) = NOT_YET.iter().find(|(known, _)| known == name) {
                let why = why.told();
                found.push(of_column(name, told!("cannot be simulated: {why}", "无法模拟：{why}"; why)));
            } else {
                let missing = header.names.iter().filter(|known| !in_file.contains(known)).map(String::as_str);
                match nearest(name, missing) {
                    Some(hint) => found.push(of_column(name, no_column()).hint(hint)),
                    None => header.not_read.push(name.clone()),
                }
            }
        }
        if header.read.is_empty() {
            let first = |names: &[String]| names.iter().take(12).cloned().collect::<Vec<_>>().join(", ");
            let there = first(in_file);
            let message =
                told!("has none of the columns of a loan tape; it has {there}", "没有贷款表的任何一列；现有 {there}");
            let hint = told!(
                "name the columns as docs/TAPE.md does, or say how yours are called: [portfolio.columns] of a study, --column of `tape check`",
                "请按 docs/TAPE.md 命名各列，或说明各列的名称：研究配置中的 [portfolio.columns]，或 `tape check` 的 --column"
            );
            found.push(TapeFault::of_file(message).hint(hint));
            return header;
        }
        for needed in &COLUMNS {
            let is_there = |name: &str| header.read.iter().any(|(_, at)| COLUMNS[*at].name == name);
            let says = match needed.need {
                Need::Required if !is_there(needed.name) => {
                    told!("is needed, and the file has no such column", "是必需的，而文件中没有这一列")
                }
                // Told once for both.
                Need::OrElse(other) if needed.name < other && !is_there(needed.name) && !is_there(other) => {
                    told!("or {other} is needed, and the file has neither", "和 {other} 须有其一，而文件中两者都没有")
                }
                _ => continue,
            };
            found.push(of_column(needed.name, says));
        }
        header
    }

    /// Tells that a column is missing in which every row names one of `words`, if there are any.
    pub fn must_tell(&self, name: &str, words: &[String], found: &mut Found) {
        if !words.is_empty() && !self.read.is_empty() && !self.tells(name) {
            let message = told!(
                "is needed, since the study has a [[{name}]] for each, and the file has no such column",
                "是必需的，因为研究为每一个设有 [[{name}]]，而文件中没有这一列"
            );
            found.push(of_column(name, message));
        }
    }

    /// Whether the file has the column of that name.
    pub fn tells(&self, name: &str) -> bool {
        self.read.iter().any(|(_, at)| COLUMNS[*at].name == name)
    }

    /// Whether the file has the column of that place.
    pub fn has(&self, at: usize) -> bool {
        self.read.iter().any(|(_, known)| *known == at)
    }

    /// A fault of a cell.
    pub fn fault(&self, line: usize, at: usize, message: Told, hint: Option<Told>) -> TapeFault {
        let place = self.read.iter().find(|(_, known)| *known == at).map_or(usize::MAX, |(place, _)| *place);
        TapeFault { line, place, column: self.names[at].clone(), message, hint }
    }
}

fn no_column() -> Told {
    told!("is no column of a tape", "不是贷款表的列")
}

fn of_column(name: &str, message: Told) -> TapeFault {
    TapeFault { column: name.to_owned(), ..TapeFault::of_file(message) }
}

/// "did you mean", where a slip, or another way of writing two words, parts a name from one that is known.
pub(super) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<Told> {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let of_given = letters(given);
    let is_near = |name: &&str| {
        let of_name = letters(name);
        of_name == of_given || of_name.len() > 4 && strsim::osa_distance(&of_name, &of_given) <= 1
    };
    let mut known = known;
    known.find(is_near).map(|name| told!("did you mean `{name}`?", "是否指 `{name}`？"))
}
