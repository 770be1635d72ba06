//! Arguments of `export` and `report`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::choices::{LanguageName, file_format, formats};
use crate::cli::export;
use crate::report;
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater export results/smoke/<hash> --format xlsx
  underwater export results/smoke/<hash> --format md,tex,svg --language zh

The files are written into the folder and entered into its manifest.",
    "\
示例：
  underwater export results/smoke/<hash> --format xlsx
  underwater export results/smoke/<hash> --format md,tex,svg --language zh

文件写入该文件夹，并记入其清单。",
);

pub(super) const REPORT_EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater report results/smoke/<hash>
  underwater report results/smoke/<hash> --language zh

The page, report.html or report_zh.html, is written into the folder. It holds aggregates only,
and needs nothing but itself.",
    "\
示例：
  underwater report results/smoke/<hash>
  underwater report results/smoke/<hash> --language zh

报告页 report.html 或 report_zh.html 写入该文件夹。其中只有汇总，不需要其他任何文件。",
);

#[derive(Args)]
pub(super) struct ExportArguments {
    /// Folder of whole results, or the folder of a study that holds one
    ///
    /// 完整结果的文件夹，或只含一份结果的研究文件夹
    results: PathBuf,
    /// Formats
    ///
    /// 格式
    #[arg(long, value_name = "FORMATS", value_parser = file_format(), value_delimiter = ',', required = true)]
    format: Vec<&'static report::Format>,
    /// Language of figures, workbook and tables for people
    ///
    /// 图、工作簿和供人阅读的表所用的语言
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    language: LanguageName,
}

impl ExportArguments {
    pub fn lower(self) -> export::Request {
        let Self { results, format, language } = self;
        export::Request { results, formats: formats(&format), language: language.lower() }
    }
}

#[derive(Args)]
pub(super) struct ReportArguments {
    /// Folder of whole results, or the folder of a study that holds one
    ///
    /// 完整结果的文件夹，或只含一份结果的研究文件夹
    results: PathBuf,
    /// Language of the report
    ///
    /// 报告的语言
    #[arg(long, value_enum, default_value_t = LanguageName::En)]
    language: LanguageName,
}

impl ReportArguments {
    pub fn lower(self) -> export::ReportRequest {
        let Self { results, language } = self;
        export::ReportRequest { results, language: language.lower() }
    }
}
