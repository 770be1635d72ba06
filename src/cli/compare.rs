//! `underwater compare`: what differs between two runs, and whether chance makes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::chosen::results_folder;
use super::delivery::{Output, Work, deliver};
use super::failure::{Failure, say};
use super::forms::FormArguments;
use super::progress::Way;
use super::{identity, interrupt};
use crate::aggregate::{SUMMARY, WORLDS};
use crate::answers::compare::{CHANGES, Comparison, DIFFERENCES, Place, Run, compare};
use crate::outcome::WorldTable;
use crate::report::folder::{inspect, read_manifest};
use crate::report::manifest::{Asked, AuthorNotes, CellRecord, DataFile, PROGRAM, SCHEMA_VERSION};
use crate::report::text_table::terminal_width;
use crate::report::warnings;
use crate::report::{
    COMPARE, FolderState, Manifest, Question, ReportError, Results, RunClock, StudyFolder, Tables, WorldRowsFile,
    terminal,
};
use crate::told::{Words, told};

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater compare results/smoke/<hash> results/smoke/<other hash>
  underwater compare before after --language zh
  underwater compare before after --quiet || echo \"they differ\"

A and B are folders that `underwater run` left; a study's folder that holds one run, or the hash of
a run below `results`, will do. Cells are matched by scenario and swept values. Differences are B
less A. Where both have the same seed, sizes and version of the numbers, they saw the same worlds,
and errors are paired by world where the files hold what it takes; else they are those of two
independent runs. A folder is left: differences, changes, a page, and manifest.json.

Exit codes beside the usual ones: 0 equal within error; 3 some difference exceeds its error, with
all estimates considered at a level of 1% (Holm), or has no error and is not 0; 2 not comparable.",
    "\
示例：
  underwater compare results/smoke/<hash> results/smoke/<other hash>
  underwater compare before after --language zh
  underwater compare before after --quiet || echo \"they differ\"

A 和 B 是 `underwater run` 留下的文件夹；也可以是只含一次运行的研究文件夹，或 `results` 之下某次运行的哈希。单元按情景和扫描值配对。差为 B 减 A。两者的种子、规模和数值版本都相同时，它们看到的是同样的世界，只要文件中的数据够用，误差就按世界配对；否则按两次独立运行计算。留下一个文件夹：differences、changes、报告页和 manifest.json。

除通常的退出码外：0 在误差之内相同；3 有差异超出其误差（在 1% 水平上同时考虑所有估计，Holm 法），或没有误差而不为 0；2 无法比较。",
);

#[derive(Args)]
pub(super) struct CompareArguments {
    /// Folder of a run
    ///
    /// 一次运行的文件夹
    a: PathBuf,
    /// Folder of the run that is compared with it
    ///
    /// 与之比较的运行的文件夹
    b: PathBuf,
    /// Folder for the results [default: results/compare/<hash of both>]
    ///
    /// 结果文件夹 [默认：results/compare/<两者的哈希>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Compare again and replace what the folder holds, be it another comparison
    ///
    /// 重新比较并替换文件夹中的内容，即使是另一次比较
    #[arg(long)]
    force: bool,
    /// Print nothing but errors
    ///
    /// 只打印错误
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    forms: FormArguments,
}

impl CompareArguments {
    pub fn lower(self) -> Request {
        let Self { a, b, out, force, quiet, forms } = self;
        let output =
            Output { out, threads: 1, force, quiet, memory_limit: None, forms: forms.lower(), progress: Way::None };
        Request { a, b, output }
    }
}

/// Two folders, and where the comparison goes.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub a: PathBuf,
    pub b: PathBuf,
    pub output: Output,
}

/// Compares them and shows what was found; fails where they differ.
pub(super) fn run(request: &Request) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let sides = [Side::read(&request.a)?, Side::read(&request.b)?];
    let [a, b] = &sides;
    let language = request.output.forms.language;
    for side in sides.iter().filter(|_| !request.output.quiet) {
        if let Some(partial) = &side.manifest.partial {
            say(&warnings::line(&format!("{}: {}", side.path.display(), partial.sentence(language)), language));
        }
    }
    let comparison = compare(&a.run, &b.run)
        .map_err(|error| Failure::input(format!("{} and {}: {error}", a.path.display(), b.path.display())))?;
    let differs = comparison.differs;
    match deliver(&Comparing { sides: &sides, comparison, request }, &request.output, &clock) {
        // Whoever read stdout may have seen enough; the code is for others.
        Ok(_) | Err(Failure::ClosedPipe) if differs => Err(Failure::Differs),
        done => done.map(|_| ()),
    }
}

/// A run as its folder holds it.
struct Side {
    path: PathBuf,
    manifest: Manifest,
    run: Run,
}

impl Side {
    /// Reads what is compared of it; nothing there is changed, and no lock is taken.
    fn read(path: &Path) -> Result<Self, Failure> {
        let is_run = |path: &Path| read_manifest(path).is_ok_and(|manifest| manifest.asked.is_none());
        let path = results_folder(path, is_run)?;
        // Whatever is wrong with it, it cannot be compared.
        let refused = |error: ReportError| match error {
            ReportError::NoResults { .. } | ReportError::IsPart { .. } => error.into(),
            ReportError::Damaged { .. } | ReportError::NoTable { .. } => Failure::input(error),
            error => Failure::input(format!("{}: {error}", path.display())),
        };
        match inspect(&path).map_err(refused)? {
            FolderState::Complete { .. } => {}
            FolderState::Part => return Err(refused(ReportError::IsPart { path: path.clone() })),
            _ => return Err(refused(ReportError::NoResults { path: path.clone() })),
        }
        let manifest = read_manifest(&path).map_err(refused)?;
        if let Some(asked) = &manifest.asked {
            let (path, command) = (path.display(), &asked.command);
            return Err(Failure::Input(told!(
                "{path} answers `underwater {command}`; compare takes results of `underwater run`",
                "{path} 是 `underwater {command}` 的结果；compare 只接受 `underwater run` 的结果"
            )));
        }
        let run = run_of(&path, &manifest).map_err(refused)?;
        Ok(Self { path, manifest, run })
    }

    /// What makes it this run, and what is told of it: all of its manifest but times and forms.
    fn identity(&self) -> Value {
        let compared = [&SUMMARY, &WORLDS].map(|table| table.file("parquet"));
        let mut files = self.manifest.files.clone();
        files.retain(|file| compared.contains(&file.name));
        let mut said = json!(Manifest { files, digest: String::new(), ..self.manifest.clone() });
        if let Some(said) = said.as_object_mut() {
            said.remove("times");
        }
        said
    }
}

fn run_of(path: &Path, manifest: &Manifest) -> Result<Run, ReportError> {
    let results = Results::read(path, manifest.clone(), &[&SUMMARY])?;
    let summary = results.table(&SUMMARY)?.clone();
    let cells = manifest.cells.len();
    let no_table = |table: &str, why: String| ReportError::NoTable { path: path.join(format!("{table}.parquet")), why };
    if summary.height() != cells {
        return Err(no_table("summary", format!("it has {} rows of {cells} cells", summary.height())));
    }
    let places = manifest.notes.values.iter();
    let place = |(scenario, key, place): (&Option<String>, &String, &String)| Place {
        scenario: scenario.clone(),
        key: key.clone(),
        place: place.clone(),
    };
    Ok(Run {
        version: manifest.version.clone(),
        value_version: manifest.value_version,
        seed: manifest.seed,
        worlds: manifest.worlds,
        households: manifest.households,
        config: manifest.config.clone(),
        places: places.map(|note| place((&note.scenario, &note.key, &note.place))).collect(),
        data: manifest.data.iter().map(|file| (file.path.clone(), file.blake3.clone())).collect(),
        labels: manifest.labels(),
        summary,
        units: manifest.error_units(),
        sums: sums(path, manifest)?,
    })
}

/// The sums by world, where they were kept and are still there.
fn sums(path: &Path, manifest: &Manifest) -> Result<Option<WorldTable>, ReportError> {
    let file = WORLDS.file("parquet");
    // Worlds that are missing would pair those after them with others.
    if manifest.partial.is_some()
        || !manifest.files.iter().any(|listed| listed.name == file)
        || !path.join(&file).exists()
    {
        return Ok(None);
    }
    WorldRowsFile::of_results(path, manifest).map(Some)
}

struct Comparing<'a> {
    sides: &'a [Side; 2],
    comparison: Comparison,
    request: &'a Request,
}

impl Comparing<'_> {
    fn hash(&self) -> String {
        let [a, b] = self.sides.each_ref().map(Side::identity);
        identity::digits(&json!({ "compare": [a, b], "value_version": identity::VALUE_VERSION }))
    }

    /// Both titles, told apart.
    fn title(&self) -> String {
        let [a, b] = self.sides.each_ref().map(|side| &side.manifest);
        match a.title() == b.title() {
            true => format!("{}: {} / {}", a.title(), a.hash, b.hash),
            false => format!("{} / {}", a.title(), b.title()),
        }
    }
}

impl Work for Comparing<'_> {
    fn question(&self) -> &'static Question {
        &COMPARE
    }

    fn manifest(&self, clock: &RunClock) -> Manifest {
        let [a, b] = self.sides.each_ref().map(|side| &side.manifest);
        let options = [("A", a), ("B", b)].map(|(name, side)| (name.to_owned(), Value::from(side.hash.as_str())));
        let inputs = [("A", a), ("B", b)].into_iter().flat_map(|(name, side)| {
            let compared = side
                .files
                .iter()
                .filter(|file| [&SUMMARY, &WORLDS].iter().any(|table| table.file("parquet") == file.name));
            compared.map(move |file| DataFile {
                path: format!("{name}: {}/{}", side.hash, file.name),
                blake3: file.blake3.clone(),
            })
        });
        Manifest {
            program: PROGRAM.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema_version: SCHEMA_VERSION,
            value_version: identity::VALUE_VERSION,
            // What is compared says so in its title.
            partial: None,
            asked: Some(Asked { command: COMPARE.command.to_owned(), options: BTreeMap::from(options) }),
            study: COMPARE.command.to_owned(),
            hash: self.hash(),
            cells: CellRecord::of(&self.comparison.labels),
            config: json!({ "study": { "title": self.title() } }),
            notes: AuthorNotes::default(),
            cautions: Vec::new(),
            data: inputs.collect(),
            files: Vec::new(),
            counts: BTreeMap::from([
                ("cells_compared".to_owned(), self.comparison.labels.len() as u64),
                ("differences".to_owned(), self.comparison.differences.height() as u64),
                ("changes".to_owned(), self.comparison.changes.height() as u64),
            ]),
            times: clock.times(),
            digest: String::new(),
            ..a.clone()
        }
    }

    fn default_folder(&self) -> PathBuf {
        Path::new("results").join(COMPARE.command).join(self.hash())
    }

    fn check_memory(&self, _: &[String]) -> Result<(), Failure> {
        Ok(())
    }

    fn compute(&self, _: &mut StudyFolder, _: &[String]) -> Result<Tables, Failure> {
        let Comparison { differences, changes, .. } = &self.comparison;
        Ok(vec![(&DIFFERENCES, differences.clone()), (&CHANGES, changes.clone())])
    }

    /// The answer in sentences, and the tables for people.
    fn shown(&self, results: &Results, _: &str, _: &str) -> Result<String, Failure> {
        let language = self.request.output.forms.language;
        let mut parts = vec![COMPARE.sentences(results, language)?.join("\n")];
        for table in COMPARE.readings(results, language)? {
            parts.push(format!("{}\n{}\n{}", table.caption, terminal::render(&table, terminal_width()), table.note));
        }
        Ok(parts.join("\n\n"))
    }
}
