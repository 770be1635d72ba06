//! `underwater init`: a commented study to start from.

mod words;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::choices::LanguageName;
use super::failure::Failure;
use crate::config::shipped::{REGIMES, Shipped};
use crate::config::{IndexFile, Overrides, load_text};
use crate::report::{Language, with_separators};
use crate::told::{Told, Words, told};
use words::Parts;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater init
  underwater init my_city --prices my_index.csv
  underwater init my_city --prices indices.csv --column second_hand --language zh

Writes NAME.toml, which runs as it is; a file that is there already stays as it is. Every value in it
has its source or the word assumption behind it. An index is read as `check` reads it: months in
its first column, levels in another. Nothing is fitted to it: its months are drawn anew in blocks,
and replayed as they were where it is long enough.",
    "\
示例：
  underwater init
  underwater init my_city --prices my_index.csv
  underwater init my_city --prices indices.csv --column second_hand --language zh

写出 NAME.toml，可直接运行；已存在的文件保持原样。其中每个值后面都有出处或「假设」一词。指数的读法与 `check` 相同：第一列为月份，另一列为水平。不作任何拟合：其各月以块为单位重新抽取，足够长时也按原样重放。",
);

/// The law that a new study stands on.
const REGIME: Shipped = REGIMES[0];

/// Longest name of a study, characters.
const LONGEST_NAME: usize = 80;

#[derive(Args)]
pub(super) struct InitArguments {
    /// Name of the study and of its file: letters, digits, _ and -
    ///
    /// 研究及其文件的名称：字母、数字、_ 和 -
    #[arg(default_value = "my_study")]
    name: String,
    /// CSV file with a price index of your own
    ///
    /// 自有房价指数的 CSV 文件
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// Its column [default: the only one with numbers]
    ///
    /// 其中的列 [默认：唯一的数值列]
    #[arg(long, value_name = "NAME", requires = "prices")]
    column: Option<String>,
    /// Language of the comments
    ///
    /// 注释的语言
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    language: LanguageName,
}

impl InitArguments {
    pub fn lower(self) -> Request {
        let Self { name, prices, column, language } = self;
        Request { name, prices, column, language: language.lower() }
    }
}

/// Which study is to be written.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub name: String,
    pub prices: Option<PathBuf>,
    pub column: Option<String>,
    pub language: Language,
}

/// Writes the study and says what it is.
pub(super) fn init(request: &Request) -> Result<(), Failure> {
    let Request { name, language, .. } = request;
    let file = format!("{}.toml", checked(name)?);
    let path = Path::new(&file);
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Input(told!(
            "{file} exists already and stays as it is; give another name",
            "{file} 已存在，保持原样；请换一个名称"
        )));
    }
    let words = words::words(*language);
    let mut told = Vec::new();
    let parts = match &request.prices {
        None => words.assumed(),
        Some(prices) => {
            let option = format!("--prices {}", prices.display());
            let index = IndexFile::read(prices, request.column.as_deref(), &option);
            let index = index.map_err(|faults| {
                let (english, chinese) = (faults.to_string(), faults.chinese());
                Failure::Input(Told::new(
                    format!("{english}\nnothing was written"),
                    format!("{chinese}\n没有写入任何内容"),
                ))
            })?;
            let start = index.replay_start(replayed_months(words.study, name)?);
            told.push(words::read(&prices.display().to_string(), &index, *language));
            told.push(words::made(&index, start, *language));
            words.of_index(&from_here(prices)?, &index, start)
        }
    };
    let text = filled(words.study, name, &parts);
    // What cannot be run is not written.
    let loaded = load_text(path, &text, &Overrides::default())?;
    write(path, &text)?;
    let paths = u64::from(loaded.study.worlds) * u64::from(loaded.study.households);
    told.push(words::written(&file, loaded.cells.len(), &with_separators(&paths.to_string()), *language));
    writeln!(io::stdout().lock(), "{}", told.join("\n\n"))?;
    Ok(())
}

/// A name that a study, its file and its folder can have.
fn checked(name: &str) -> Result<&str, Failure> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let refuse = |why: Told| {
        let plain: String =
            name.trim().trim_end_matches(".toml").chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let plain = plain.trim_matches(['_', '-']);
        let meant = match plain {
            "" => Told::default(),
            plain => told!("; {plain} would do", "；可用 {plain}"),
        };
        Failure::Input(told!(
            "{name:?} cannot be the name of a study: {why}{meant}", "{name:?} 不能作研究的名称：{why}{meant}";
            why, meant
        ))
    };
    if name.is_empty() {
        return Err(refuse(told!("it is empty", "它是空的")));
    }
    if let Some(odd) = name.chars().find(|c| !is_plain(*c)) {
        let what = if odd == ' ' { told!("a space", "空格") } else { Told::same(format!("{odd:?}")) };
        return Err(refuse(told!(
            "it has {what}, and takes letters, digits, _ and - alone", "其中有{what}，只能用字母、数字、_ 和 -";
            what
        )));
    }
    if name.starts_with('-') {
        return Err(refuse(told!("it begins with -, as options do", "它以 - 开头，与选项相同")));
    }
    if name.len() > LONGEST_NAME {
        let length = name.len();
        return Err(Failure::Input(told!(
            "the name has {length} characters; at most {LONGEST_NAME} are allowed",
            "名称有 {length} 个字符；最多 {LONGEST_NAME} 个"
        )));
    }
    Ok(name)
}

fn filled(study: &str, name: &str, parts: &Parts) -> String {
    let text = study
        .replace("%price%", &parts.price)
        .replace("%price_labour%", &parts.correlation)
        .replace("%scenarios%", &parts.scenarios)
        .replace("%regime_name%", &format!("configs/{}.toml", REGIME.name))
        .replace("%name%", name);
    format!("{text}\n{}", REGIME.body())
}

/// Months after its start that a replay must reach: horizon and tail of the study as it is written.
fn replayed_months(study: &str, name: &str) -> Result<u32, Failure> {
    let text = filled(study, name, &words::words(Language::English).assumed());
    let loaded = load_text(Path::new(name), &text, &Overrides::default())?;
    Ok(loaded.study.horizon_months + loaded.study.workout_tail_months)
}

/// A file as a config in this folder names it, also if it was named by an absolute path.
fn from_here(file: &Path) -> Result<String, Failure> {
    let text = |path: &Path| {
        let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    };
    if !file.is_absolute() {
        return Ok(text(file));
    }
    let real =
        |path: &Path| fs::canonicalize(path).map_err(|error| Failure::other(format!("{}: {error}", path.display())));
    let (here, file) = (real(Path::new("."))?, real(file)?);
    let shared = here.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = here.components().skip(shared).map(|_| Component::ParentDir);
    Ok(text(&up.chain(file.components().skip(shared)).collect::<PathBuf>()))
}

/// Writes a new file whole, or leaves none.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let refused = |error: io::Error| Failure::other(format!("{}: {error}", path.display()));
    let mut file = File::create_new(path).map_err(refused)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        drop(fs::remove_file(path));
        refused(error)
    })
}
