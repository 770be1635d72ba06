//! `underwater tape`: look through a loan tape, or write one to try.

mod told;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::failure::{Failure, say};
use super::told_arguments::ToldArguments;
use super::tongue;
use super::whole_number;
use crate::config::of_tape;
use crate::measure::YearMonth;
use crate::report::{Language, with_separators};
use crate::tape::{Asked, OwnNames, example, read};
use crate::told::{Words, told};

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater tape example 1000 --seed 1 --out loans.csv
  underwater tape check loans.csv
  underwater tape check book.parquet --column id=LOAN_NO --column balance=OUTSTANDING --month 2025-12

What the columns mean: docs/TAPE.md. A study reads a tape with [portfolio] file = \"loans.csv\".",
    "\
示例：
  underwater tape example 1000 --seed 1 --out loans.csv
  underwater tape check loans.csv
  underwater tape check book.parquet --column id=LOAN_NO --column balance=OUTSTANDING --month 2025-12

各列的含义见 docs/TAPE.md。研究用 [portfolio] file = \"loans.csv\" 读取贷款表。",
);

#[derive(Args)]
pub(super) struct TapeArguments {
    #[command(subcommand)]
    command: TapeCommand,
}

#[derive(Subcommand)]
enum TapeCommand {
    /// List every faulty row of a tape by line and column, and say what the tape holds.
    ///
    /// 按行和列列出贷款表的每处错误，并说明表中内容
    Check(CheckArguments),
    /// Write a tape of invented loans, the same for the same seed.
    ///
    /// 写出一份虚构的贷款表，种子相同则内容相同
    Example(ExampleArguments),
}

#[derive(Args)]
struct CheckArguments {
    /// CSV or Parquet file
    ///
    /// CSV 或 Parquet 文件
    file: PathBuf,
    /// The file's own name for a column, such as id=LOAN_NO; may be repeated
    ///
    /// 文件中某列自己的名称，例如 id=LOAN_NO；可重复
    #[arg(long, value_name = "COLUMN=NAME", value_parser = own_name)]
    column: Vec<(String, String)>,
    /// Month 0, YYYY-MM, where the tape has months of origination alone
    ///
    /// 第 0 月，YYYY-MM；表中只有放款月份时需要
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    month: Option<YearMonth>,
    /// Most faults to list
    ///
    /// 最多列出的错误数
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = limit)]
    limit: u32,
    #[command(flatten)]
    told: ToldArguments,
}

#[derive(Args)]
struct ExampleArguments {
    /// Number of loans
    ///
    /// 贷款笔数
    #[arg(value_name = "N", value_parser = loans)]
    loans: u64,
    /// Seed
    ///
    /// 种子
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed)]
    seed: u64,
    /// File to write, CSV or Parquet by its name's end; one that is there stays as it is
    ///
    /// 写出的文件，按扩展名为 CSV 或 Parquet；已存在的保持原样
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// What is asked of a tape.
pub(super) enum Request {
    Check(PathBuf, Asked, Language),
    Example { loans: u64, seed: u64, out: PathBuf },
}

impl TapeArguments {
    pub fn lower(self) -> Request {
        match self.command {
            TapeCommand::Check(CheckArguments { file, column, month, limit, told }) => {
                let names: OwnNames = column.into_iter().collect();
                let asked = Asked { names, month, most_faults: limit as usize, ..Asked::default() };
                Request::Check(file, asked, told.lower())
            }
            TapeCommand::Example(ExampleArguments { loans, seed, out }) => Request::Example { loans, seed, out },
        }
    }
}

/// Does it.
pub(super) fn tape(request: &Request) -> Result<(), Failure> {
    match request {
        Request::Check(file, asked, language) => check(file, asked, *language),
        Request::Example { loans, seed, out } => write_example(*loans, *seed, out),
    }
}

fn check(file: &Path, asked: &Asked, language: Language) -> Result<(), Failure> {
    let reading = read(file, asked);
    let label = file.display().to_string();
    for fault in &reading.faults {
        let fault = of_tape(fault, &label);
        say(&match language {
            Language::English => fault.to_string(),
            Language::Chinese => fault.chinese(),
        });
    }
    let more = reading.fault_count - reading.faults.len() as u64;
    if more > 0 {
        let more = with_separators(&more.to_string());
        let rest = told!("and {more} more; --limit lists more of them", "另有 {more} 处；用 --limit 可列出更多");
        say(tongue::told(&rest, language));
    }
    if reading.summary.rows > 0 {
        writeln!(io::stdout().lock(), "{}", told::summary(&label, &reading.summary, language))?;
    }
    match reading.fault_count {
        0 => Ok(()),
        count => {
            let (noun, count) = (if count == 1 { "fault" } else { "faults" }, with_separators(&count.to_string()));
            Err(Failure::Input(told!("{count} {noun} in {label}", "{label} 中有 {count} 处错误")))
        }
    }
}

fn write_example(loans: u64, seed: u64, out: &Path) -> Result<(), Failure> {
    let extension = out.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    let is_parquet = match extension.as_deref() {
        Some("csv") => false,
        Some("parquet") => true,
        _ => {
            return Err(Failure::Input(told!(
                "--out {} ends neither in .csv nor in .parquet",
                "--out {} 既不以 .csv 也不以 .parquet 结尾",
                out.display()
            )));
        }
    };
    if out.symlink_metadata().is_ok() {
        return Err(Failure::Input(told!(
            "{} exists already and stays as it is; give another name",
            "{} 已存在，保持原样；请换一个名称",
            out.display()
        )));
    }
    let failed = |error: io::Error| Failure::other(format!("{}: {error}", out.display()));
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    // Whole or not there.
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let pending = out.with_file_name(name);
    let done = write_into(&pending, is_parquet, loans, seed).and_then(|()| fs::rename(&pending, out));
    if done.is_err() {
        // What is left of it is nobody's.
        let _ = fs::remove_file(&pending);
    }
    done.map_err(failed)?;
    let count = with_separators(&loans.to_string());
    writeln!(io::stdout().lock(), "{}: {count} invented loans, month 0 is {}", out.display(), example::month())?;
    Ok(())
}

fn write_into(path: &Path, is_parquet: bool, loans: u64, seed: u64) -> io::Result<()> {
    let mut into = BufWriter::new(File::create_new(path)?);
    if is_parquet {
        example::write_parquet(loans, seed, &mut into).map_err(io::Error::other)?;
    } else {
        example::write_csv(loans, seed, &mut into).map_err(io::Error::other)?;
    }
    into.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn own_name(text: &str) -> Result<(String, String), String> {
    let (column, name) = text.split_once('=').ok_or_else(|| {
        tongue::said(&told!(
            "a column and the file's name for it are needed, such as id=LOAN_NO",
            "需要一列及其在文件中的名称，例如 id=LOAN_NO"
        ))
    })?;
    Ok((column.trim().to_owned(), name.trim().to_owned()))
}

fn month(text: &str) -> Result<YearMonth, String> {
    YearMonth::parse(text).ok_or_else(|| {
        tongue::said(&told!("a month is needed, YYYY-MM, such as 2025-12", "需要月份 YYYY-MM，例如 2025-12"))
    })
}

fn limit(text: &str) -> Result<u32, String> {
    whole_number::up_to(text, 1_000_000)
}

fn loans(text: &str) -> Result<u64, String> {
    match whole_number::up_to(text, 99_999_999)? {
        0 => Err(tongue::said(&told!("a tape of no loans is none", "没有贷款就不成其为贷款表"))),
        loans => Ok(loans),
    }
}

fn seed(text: &str) -> Result<u64, String> {
    whole_number::up_to(text, u64::MAX)
}
