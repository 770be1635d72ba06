//! `underwater check`: what a study would do, without doing it.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::failure::Failure;
use super::feedback_gain::{Gain, gains};
use super::plan::{Plan, Source, describe};
use super::size::{Bytes, Disk, Memory, Room, Shape, duration, seconds};
use crate::outcome::Words;
use crate::outcome::label::CellValue;
use crate::report::{FORMATS, Language, PNG, csv::CSV, with_separators};
use crate::study::Caution;

/// Columns that names of facts take.
const NAMES: usize = 18;
/// Cells listed one by one.
const CELLS_SHOWN: usize = 40;

/// A study, and what it is to run on.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub threads: usize,
    pub memory_limit: Option<Bytes>,
    pub language: Language,
}

/// Prints the size of the study, its cells and its data; fails where `run` would refuse it.
pub(super) fn check(request: &Request) -> Result<(), Failure> {
    let plan = request.source.plan()?;
    let shape = Shape::of(&plan.study, request.threads);
    let room = Room::find(request.memory_limit);
    let (language, mut out) = (request.language, io::stdout().lock());
    for (what, value) in facts(&plan, &shape, room.as_ref(), language) {
        let what = language.of(what);
        writeln!(out, "{what}{}{value}", " ".repeat(NAMES.saturating_sub(what.width()).max(1)))?;
    }
    writeln!(out, "\n{}", language.of(Words::new("config files", "配置文件")))?;
    for path in &plan.loaded.source_paths {
        writeln!(out, "  {}", path.display())?;
    }
    if !plan.loaded.files_read.is_empty() {
        writeln!(out, "\n{}", language.of(Words::new("data files and their BLAKE3", "数据文件及其 BLAKE3")))?;
    }
    for file in &plan.loaded.files_read {
        writeln!(out, "  {}  {}", file.blake3, file.path.display())?;
    }
    let series = plan.loaded.data.series_read();
    if !series.is_empty() {
        writeln!(out, "\n{}", language.of(Words::new("series as they are read", "读入的序列")))?;
    }
    for series in series {
        writeln!(out, "  {series}")?;
    }
    writeln!(out, "\n{}", language.of(Words::new("cells", "单元")))?;
    let cells = &plan.study.cells;
    for (number, cell) in cells.iter().enumerate().take(CELLS_SHOWN) {
        writeln!(out, "  {number:>4}  {}", describe(&cell.label))?;
    }
    if cells.len() > CELLS_SHOWN {
        let more = cells.len() - CELLS_SHOWN;
        match language {
            Language::English => writeln!(out, "  and {more} more")?,
            Language::Chinese => writeln!(out, "  另有 {more} 个")?,
        }
    }
    let gains = if plan.study.has_feedback() { gains(&plan.study) } else { Vec::new() };
    for (at, line) in Gain::told(&gains, CELLS_SHOWN, language).iter().enumerate() {
        writeln!(out, "{}{line}", if at == 0 { "\n" } else { "" })?;
    }
    let cautions: Vec<Caution> = plan.cautions().into_iter().chain(labels_of_nothing(&plan)).collect();
    if !cautions.is_empty() {
        writeln!(out, "\n{}", language.of(Words::new("to think about before a run", "运行前请考虑")))?;
    }
    for Caution { key, english, chinese } in cautions {
        match language {
            Language::English => writeln!(out, "  {key}: {english}")?,
            Language::Chinese => writeln!(out, "  {key}：{chinese}")?,
        }
    }
    Memory::of_run(&shape, false, &[&CSV]).check(room.as_ref())
}

/// Labels that name no scenario, no swept key and no swept word: nobody will see them.
fn labels_of_nothing(plan: &Plan) -> impl Iterator<Item = Caution> {
    let cells = &plan.study.cells;
    let is_used = |of: &str| {
        cells.iter().any(|cell| {
            let is_word = |value: &CellValue| matches!(value, CellValue::Text(word) if word == of);
            cell.label.scenario.as_deref() == Some(of)
                || cell.label.swept.iter().any(|(key, value)| key == of || is_word(value))
        })
    };
    plan.loaded.study.labels.iter().filter(move |label| !is_used(&label.of)).map(|label| Caution {
        key: "study.labels".into(),
        english: format!("{:?} is no scenario, no swept key and no swept word: its label is shown nowhere", label.of),
        chinese: format!("{:?} 既不是情景，也不是扫描的参数或取值：其标签不会出现", label.of),
    })
}

/// A fact's name and what it is.
type Fact = (Words, String);

fn facts(plan: &Plan, shape: &Shape, room: Option<&Room>, language: Language) -> Vec<Fact> {
    let (study, models) = (&plan.study, &plan.study.world_models);
    let count = |number: u64| with_separators(&number.to_string());
    let (worlds, households) = (count(u64::from(study.worlds)), count(study.households));
    let memory = Memory::of_run(shape, false, &[&CSV]).total();
    // Pixels are made by another program, where there is one.
    let own = FORMATS.into_iter().filter(|format| **format != PNG).collect::<Vec<_>>();
    let with_all = Memory::of_run(shape, true, &own).total();
    let room = room.map_or_else(String::new, |room| match language {
        Language::English => format!("; {}", room.told(language)),
        Language::Chinese => format!("；{}", room.told(language)),
    });
    let household_months = with_separators(&format!("{:.0}", shape.household_months()));
    let (threads, seconds) = (shape.threads, duration(seconds(shape), language));
    // A run that stops at a precision may need fewer worlds, and never more.
    let may_stop = study.precision.is_some();
    let disk = Disk::of(shape, &[&CSV], true);
    let all_formats = Disk::of(shape, &own, true).tables;
    let (horizon, after, paths) = (study.horizon_months, after_horizon(plan), count(study.paths()));
    let put_away = (disk.put_away.0 > 0.0).then_some(disk.put_away);
    let distinct = [models.price.len(), models.labour.len(), models.policy_rate.len(), study.lives.len()];
    // Sentences differ in their order, so each language has its own.
    let told: [String; 6] = match language {
        Language::English => {
            let threads = counted(threads, "thread");
            let [prices, markets, rates, lives] = distinct;
            let put_away = put_away.map_or_else(String::new, |bytes| format!("; {bytes} more while it runs"));
            [
                format!(
                    "{worlds} worlds × {households} households = {paths}{}",
                    if may_stop { " at most" } else { "" }
                ),
                format!("{horizon} to the horizon, {after} more at most"),
                format!("{household_months} to the horizon, cells counted"),
                [
                    counted(prices, "price model"),
                    counted(markets, "labour market"),
                    counted(rates, "policy rate"),
                    counted(lives, "exogenous life").replace("lifes", "lives"),
                ]
                .join(", "),
                format!("about {memory} on {threads}, {with_all} with --save-paths and all formats but png{room}"),
                format!(
                    "about {}, {all_formats} in all formats but png, {} more with --save-paths{put_away}",
                    disk.tables, disk.paths
                ),
            ]
        }
        Language::Chinese => {
            let [prices, markets, rates, lives] = distinct;
            let put_away = put_away.map_or_else(String::new, |bytes| format!("；运行时另需 {bytes}"));
            [
                format!("{}{worlds} 个情景世界 × {households} 个家庭 = {paths}", if may_stop { "最多 " } else { "" }),
                format!("统计期 {horizon} 个月，其后最多 {after} 个月"),
                format!("统计期内 {household_months}，各单元合计"),
                format!("房价模型 {prices} 个，劳动市场 {markets} 个，政策利率 {rates} 个，外生经历 {lives} 种"),
                format!("{threads} 个线程约 {memory}，加 --save-paths 和除 png 外的全部格式为 {with_all}{room}"),
                format!(
                    "约 {}，除 png 外的全部格式 {all_formats}，加 --save-paths 另需 {}{put_away}",
                    disk.tables, disk.paths
                ),
            ]
        }
    };
    let time = match language {
        Language::English => {
            let at_most = if may_stop { "at most " } else { "" };
            format!("{at_most}{seconds} on {}, at the speed of the reference machine", counted(threads, "thread"))
        }
        Language::Chinese => {
            format!("{threads} 个线程{} {seconds}（按参考机器的速度）", if may_stop { "最多" } else { "" })
        }
    };
    let [size, months, household_months, distinct, memory, output] = told;
    let title = match language {
        Language::Chinese if !plan.loaded.study.title_zh.is_empty() => plan.loaded.study.title_zh.clone(),
        _ => plan.loaded.study.title.clone(),
    };
    vec![
        (Words::new("study", "研究"), study.name.clone()),
        (Words::new("title", "标题"), title),
        (Words::new("seed", "随机种子"), study.seed.to_string()),
        (Words::new("paths", "路径"), size),
        (Words::new("cells", "单元"), count(study.cells.len() as u64)),
        (Words::new("months", "月数"), months),
        (Words::new("household-months", "家庭月"), household_months),
        (Words::new("distinct", "不同的模型"), distinct),
        (Words::new("memory", "内存"), memory),
        (Words::new("output", "输出"), output),
        (Words::new("time", "时间"), time),
        (Words::new("results", "结果"), plan.default_folder().display().to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// Months in which cases are worked out and debts collected.
fn after_horizon(plan: &Plan) -> u32 {
    plan.study.last_month() - plan.study.horizon_months
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
