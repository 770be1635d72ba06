//! `underwater list`: which results there are.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::choices::Format;
use super::failure::{Failure, say};
use super::listed::Listed;
use crate::report::folder::Walk;
use crate::report::reading::{Heading, ReadingTable};
use crate::report::text_table::terminal_width;
use crate::report::{terminal, with_separators};
use crate::told::{Words, told};

/// Levels of folders that are looked into.
const DEPTH: usize = 64;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater list
  underwater list results/china_leverage
  underwater list --format json

Names every folder of results below FOLDER, older ones first within a folder: command, title,
what sets it apart, cells, sizes, seed, when it was computed, hash, whether it is whole, and path.
What does not fit the terminal (or COLUMNS) is left out; csv and json have all of it.

  complete       what was written is there, byte for byte
  incomplete     a file is missing; or a command was cut short there, or is still at work
  partial        whole, but made with `merge --allow-partial` of some worlds of its study only
  part           a shard's, whole; `underwater merge` makes results of all parts of a study
  spoilt         a file, or the manifest, is not what was written
  other version  whole, but its files or numbers are those of another version of this program

Nothing is changed and no lock is taken.",
    "\
示例：
  underwater list
  underwater list results/china_leverage
  underwater list --format json

列出 FOLDER 之下的每个结果文件夹，同一文件夹内较早的在前：命令、标题、其特别之处、单元、规模、种子、计算时间、哈希、是否完整、路径。终端（或 COLUMNS）容不下的会省略；csv 和 json 中全有。

  complete       所写的内容都在，逐字节相同
  incomplete     缺少文件；或有命令在那里中断，或仍在进行
  partial        完整，但由 `merge --allow-partial` 用研究的部分世界合成
  part           一片的部分，完整；`underwater merge` 把研究的所有部分合成结果
  spoilt         文件或清单与所写的不同
  other version  完整，但其文件或数值属于本程序的其他版本

不作任何改动，也不加锁。",
);

#[derive(Args)]
pub(super) struct ListArguments {
    /// Folder to look into
    ///
    /// 要查看的文件夹
    #[arg(default_value = "results")]
    folder: PathBuf,
    /// Compare sizes of files with what was written, not every byte
    ///
    /// 只比较文件大小，不逐字节比较
    #[arg(long)]
    quick: bool,
    /// Form of the output
    ///
    /// 输出的形式
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

impl ListArguments {
    pub fn lower(self) -> Request {
        let Self { folder, quick, format } = self;
        Request { folder, quick, format }
    }
}

/// Where to look, and in which form to tell.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub folder: PathBuf,
    pub quick: bool,
    pub format: Format,
}

/// Prints what was found; fails where a folder could not be read.
pub(super) fn list(request: &Request) -> Result<(), Failure> {
    let folder = &request.folder;
    if !folder.is_dir() {
        let is_there = folder.exists();
        let what =
            if is_there { told!("is no folder", "不是文件夹") } else { told!("does not exist", "不存在") };
        let folder = folder.display();
        return Err(Failure::Input(told!(
            "{folder} {what}; name a folder that holds results", "{folder} {what}；请指定存有结果的文件夹";
            what
        )));
    }
    let walk = Walk::below(folder, DEPTH);
    let mut listed: Vec<Listed> =
        walk.folders.iter().map(|(path, state)| Listed::of(path, state, !request.quick)).collect();
    sort(&mut listed);
    let mut out = io::stdout().lock();
    match request.format {
        Format::Table if listed.is_empty() => say(&format!("{} holds no results", folder.display())),
        Format::Table => writeln!(out, "{}", fitted(&listed, request, terminal_width()))?,
        Format::Csv => csv(&listed, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &listed)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    let unread: Vec<String> = walk.unread.iter().map(ToString::to_string).collect();
    if unread.is_empty() { Ok(()) } else { Err(Failure::other(unread.join("\nerror: "))) }
}

/// By folder, and within a folder by the time they were computed.
pub(super) fn sort(listed: &mut [Listed]) {
    let place = |it: &Listed| (it.path.parent().map(PathBuf::from), it.finished.clone(), it.path.clone());
    listed.sort_by_cached_key(place);
}

fn csv(listed: &[Listed], out: &mut dyn Write) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    if listed.is_empty() {
        // The library takes the header from the first row; without one it is written as that of a row would be.
        writer.write_record(HEADER)?;
    }
    for row in listed {
        writer.serialize(row)?;
    }
    Ok(writer.flush()?)
}

/// Names of the columns, as [`Listed`] has them.
const HEADER: [&str; 14] = [
    "command",
    "study",
    "title",
    "config",
    "settings",
    "cells",
    "worlds",
    "households",
    "seed",
    "finished",
    "hash",
    "condition",
    "why",
    "path",
];

/// A column of the table: heading, whether it holds numbers, and its field.
type Shown = (&'static str, bool, fn(&Listed) -> String);

const SHOWN: [Shown; 11] = [
    ("command", false, |it| it.command.clone()),
    ("title", false, |it| shortened(&it.title)),
    ("settings", false, |it| shortened(&it.settings)),
    ("cells", true, |it| counted(it.cells.map(|cells| cells as u64))),
    ("worlds", true, |it| counted(it.worlds)),
    ("households", true, |it| counted(it.households)),
    ("seed", true, |it| it.seed.map_or_else(String::new, |seed| seed.to_string())),
    ("computed (UTC)", false, Listed::minute),
    ("hash", false, |it| it.hash.clone()),
    ("state", false, Listed::told),
    ("path", false, |it| it.path.display().to_string()),
];

/// Columns that are left out one after the other until the table fits. The hash is part of most paths.
const LEFT_OUT: [&str; 6] = ["hash", "seed", "households", "worlds", "cells", "settings"];

/// Characters of title and settings that the table shows: an answer may be asked with hundreds of keys.
const MOST_CHARACTERS: usize = 60;

/// Whole words of a text as far as the table has room for it; all of it is in CSV and JSON.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(MOST_CHARACTERS).collect();
    let whole = beginning.rsplit_once(' ').map_or(beginning.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

fn counted(number: Option<u64>) -> String {
    number.map_or_else(String::new, |number| with_separators(&number.to_string()))
}

/// The table with as many columns as there is room for.
fn fitted(listed: &[Listed], request: &Request, width: Option<u16>) -> String {
    let fits = |table: &ReadingTable| width.is_none_or(|width| terminal::fits(table, width));
    // A path below the folder asked for is shorter, and says as much.
    let forms = [None, Some(request)];
    let mut tables = (0..=LEFT_OUT.len())
        .flat_map(|left_out| forms.map(|below| table(listed, LEFT_OUT.get(..left_out).unwrap_or_default(), below)));
    let found = tables.find(fits).unwrap_or_else(|| table(listed, &LEFT_OUT, Some(request)));
    let shown = terminal::render(&found, width);
    match SHOWN.len() - found.columns.len() {
        0 => shown,
        missing => format!("{shown}\n{missing} columns more with --format csv or in a wider terminal"),
    }
}

fn table(listed: &[Listed], left_out: &[&str], below: Option<&Request>) -> ReadingTable {
    let shown: Vec<&Shown> = SHOWN.iter().filter(|(name, ..)| !left_out.contains(name)).collect();
    let heading = |(name, numeric, _): &&Shown| {
        let text = match below {
            Some(request) if *name == "path" => format!("below {}", request.folder.display()),
            _ => (*name).to_owned(),
        };
        Heading { text, numeric: *numeric }
    };
    let field = |it: &Listed, (name, _, field): &Shown| match below {
        Some(request) if *name == "path" => match it.path.strip_prefix(&request.folder) {
            Ok(rest) if rest.as_os_str().is_empty() => ".".to_owned(),
            Ok(rest) => rest.display().to_string(),
            Err(_) => field(it),
        },
        _ => field(it),
    };
    ReadingTable {
        cells: Vec::new(),
        name: "list",
        caption: String::new(),
        columns: shown.iter().map(heading).collect(),
        rows: listed.iter().map(|it| shown.iter().map(|column| field(it, column)).collect()).collect(),
        note: String::new(),
    }
}
