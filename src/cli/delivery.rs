//! What every command does that leaves results: looks what its folder holds, computes what is not there, puts everything
//! in place in one move, and shows what was found.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::{Failure, say, say_told};
use super::forms::{Forms, write_each, write_together};
use super::interrupt;
use super::progress::Way;
use super::size::Bytes;
use super::standing::{Asked, Standing};
use super::{checkpoint, cut_short};
use crate::report::manifest::WrittenFile;
use crate::report::{
    Difference, Form, Holds, Manifest, Question, Results, RunClock, StudyFolder, Tables, report_file, shell_word,
    warnings,
};
use crate::told::{Told, told};

/// Where results go, and how they are computed: nothing here moves a number.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub out: Option<PathBuf>,
    pub threads: usize,
    pub force: bool,
    pub quiet: bool,
    /// How far it is, on stderr.
    pub progress: Way,
    /// In place of what the system allows.
    pub memory_limit: Option<Bytes>,
    pub forms: Forms,
}

/// A question, ready to be answered.
pub(super) trait Work {
    /// What is asked.
    fn question(&self) -> &'static Question;

    /// What is asked of which study; no files and no digest yet.
    fn manifest(&self, clock: &RunClock) -> Manifest;

    /// Where results go if nobody says otherwise.
    fn default_folder(&self) -> PathBuf;

    /// Of the tables kept as Parquet alone, those wanted beside what every answer keeps: their files.
    fn wanted_files(&self) -> Vec<String> {
        Vec::new()
    }

    /// Refuses what does not fit into memory, before the folder is touched.
    fn check_memory(&self, with_files: &[String]) -> Result<(), Failure>;

    /// Computes the tables; what is kept as Parquet alone is written into the folder on the way. `with_files` are those
    /// of the files wanted, now or before.
    fn compute(&self, folder: &mut StudyFolder, with_files: &[String]) -> Result<Tables, Failure>;

    /// How many worlds were simulated, where that is found on the way.
    ///
    /// # Errors
    /// A column is missing.
    fn simulated(&self, _tables: &Tables) -> Result<Option<u64>, Failure> {
        Ok(None)
    }

    /// What is printed of the results; `more_in` is the file that holds the rest, `took` says how long it took,
    /// and nothing where nothing was computed.
    fn shown(&self, results: &Results, more_in: &str, took: &str) -> Result<String, Failure>;
}

/// Answers a question: reads it from the folder, or computes it and writes tables, manifest and forms; and shows it.
pub(super) fn deliver(work: &dyn Work, output: &Output, clock: &RunClock) -> Result<Results, Failure> {
    interrupt::watch()?;
    output.forms.wanted(work.question()).into_iter().try_for_each(Form::ready)?;
    let new = work.manifest(clock);
    say_cautions(&new, output);
    let path = output.out.clone().unwrap_or_else(|| work.default_folder());
    let mut folder = StudyFolder::open(&path, &command_line())?;
    // How many worlds a run takes that stops at a precision is known by its results.
    let new = match folder.holds() {
        Holds::Results(before) if before.hash == new.hash && before.worlds < new.worlds => new.of_worlds(before.worlds),
        _ => new,
    };
    interrupt::guard(folder.withdrawal());
    say_unguarded(&path, folder.is_guarded());
    let delivery = Delivery { work, output, clock, path: &path };
    let wanted = work.wanted_files();
    let asked = Asked {
        question: work.question(),
        manifest: &new,
        forms: &output.forms,
        wanted_files: &wanted,
        force: output.force,
    };
    let standing = Standing::of(&folder, &asked)?;
    let (results, written, seconds) = match standing {
        Standing::Lacking { why, with_files, before } => {
            checkpoint::refuse_foreign(&folder, &new, output.force)?;
            if let Some(why) = why {
                let path = path.display();
                delivery.tell(&told!("{path}: {why}; computed again", "{path}：重新计算（{why}）"));
            }
            let results = delivery.compute(new, &with_files, before.as_deref(), &mut folder)?;
            let missing = delivery.forms_after(before.as_deref(), &results.manifest);
            let written = write_each(&missing, &results, &mut folder)?;
            (results, written, Some(clock.times().elapsed_seconds))
        }
        Standing::Computed { manifest, outdated, is_outdated, missing, differences } => {
            // A run that was to replace these with the same was cut short.
            if matches!(cut_short::checkpoint(&path), Some(Ok(kept)) if kept.identity.hash == new.hash) {
                folder.clear_checkpoint()?;
            }
            let results = delivery.reuse(*manifest, &new, &outdated, is_outdated, &mut folder)?;
            delivery.tell_reused(is_outdated, &differences);
            let written = write_each(&missing, &results, &mut folder)?;
            (results, written, None)
        }
    };
    // Whether or not anybody reads the table to its end, what was not written is said.
    let shown = delivery.show(&results, seconds);
    written.check(&path).and(shown)?;
    Ok(results)
}

/// What the study's author should think about, before anything is computed.
pub(super) fn say_cautions(asked: &Manifest, output: &Output) {
    if !output.quiet {
        for caution in warnings::cautions_in_words(&asked.cautions, output.forms.language) {
            say(&warnings::line(&caution, output.forms.language));
        }
    }
}

/// Where nobody can be kept out of a folder, that is said.
pub(super) fn say_unguarded(path: &Path, is_guarded: bool) {
    if !is_guarded {
        let path = path.display();
        say_told(&told!(
            "{path}: this file system has no locks; let no other command write there",
            "{path}：此文件系统没有锁；请勿让其他命令写入该处"
        ));
    }
}

/// What others are told who want to write into the same folder.
pub(super) fn command_line() -> String {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| shell_word(&word.to_string_lossy())).collect();
    format!("underwater {}", words.join(" "))
}

struct Delivery<'a> {
    work: &'a dyn Work,
    output: &'a Output,
    clock: &'a RunClock,
    path: &'a Path,
}

impl Delivery<'_> {
    fn tell(&self, what: &Told) {
        if !self.output.quiet {
            say_told(what);
        }
    }

    fn tell_reused(&self, is_outdated: bool, differences: &[Difference]) {
        let path = self.path.display();
        for difference in differences {
            let what = match self.is_kept(&difference.name) {
                true => told!("it is listed no longer", "不再列出"),
                false => told!("made anew from the tables", "已由各表重新生成"),
            };
            self.tell(&told!("{path}: {difference}; {what}", "{path}：{difference}；{what}"; what));
        }
        self.tell(&match is_outdated {
            true => told!(
                "{path} held these numbers told in other words; what shows them was made anew, nothing was simulated",
                "{path} 已有这些数字，只是文字不同；展示它们的文件已重新生成，没有重新模拟"
            ),
            false => {
                told!("{path} is complete already; --force computes it again", "{path} 已经完成；--force 可重新计算")
            }
        });
    }

    /// Whether a file holds rows that are kept as Parquet alone.
    fn is_kept(&self, name: &str) -> bool {
        self.work.question().kept.iter().any(|table| table.file("parquet") == name)
    }

    /// Computes beside what the folder holds, and exchanges it for the tables in one move.
    fn compute(
        &self,
        manifest: Manifest,
        with_files: &[String],
        before: Option<&Manifest>,
        folder: &mut StudyFolder,
    ) -> Result<Results, Failure> {
        let question = self.work.question();
        self.work.check_memory(with_files)?;
        let tables = Form::tables(question);
        let mut names = [tables.files(), question.needed_kept(), with_files.to_vec()].concat();
        names.extend(self.output.forms.wanted(question).iter().flat_map(|form| form.files()));
        folder.is_free_for(&names)?;

        let tables_made = self.work.compute(folder, with_files)?;
        let manifest = match self.work.simulated(&tables_made)? {
            Some(worlds) => manifest.of_worlds(worlds),
            None => manifest,
        };
        let mut results = Results::new(manifest, tables_made)?;
        interrupt::check()?;
        tables.write(&results, folder)?;
        interrupt::check()?;
        results.manifest.times = self.clock.times();
        let differences = folder.differences();
        // What was made of the very same tables in the same words is as whole as before.
        let is_same = before.is_some_and(|before| {
            let is_in = |name: &str| folder.prepared().iter().any(|file| file.name == name);
            let same = |file: &WrittenFile| !is_in(&file.name) || folder.prepared().contains(file);
            before.says_the_same(&results.manifest) && before.files.iter().all(same)
        });
        let stays = |name: &str| is_same && !differences.iter().any(|difference| difference.name == name);
        results.manifest = folder.commit(results.manifest.clone(), stays)?;
        // What was kept on the way is of no use any more; where it cannot be removed, the results are whole all the same.
        let _ = folder.clear_checkpoint();
        Ok(results)
    }

    /// Forms to be written after the tables: those asked for, and those that results of the same study had before.
    fn forms_after(&self, before: Option<&Manifest>, now: &Manifest) -> Vec<Form> {
        let question = self.work.question();
        let mut forms = self.output.forms.wanted(question);
        forms.retain(|form| self.output.force || !form.is_listed(now));
        let had = |form: &Form| before.is_some_and(|before| form.is_listed(before)) && !form.is_listed(now);
        let lost: Vec<Form> =
            Form::all(question).into_iter().filter(|form| had(form) && !forms.contains(form)).collect();
        forms.extend(lost);
        forms
    }

    /// Results that are there, with everything that shows them made anew where it tells what the config no longer says.
    fn reuse(
        &self,
        before: Manifest,
        new: &Manifest,
        outdated: &[Form],
        is_outdated: bool,
        folder: &mut StudyFolder,
    ) -> Result<Results, Failure> {
        let tables = self.work.question().tables;
        let times = before.times.clone();
        let files = before.files.clone();
        if is_outdated {
            let manifest = Manifest { files, times, digest: String::new(), ..new.clone() };
            let mut results = Results::read(self.path, manifest, tables)?;
            results.manifest = write_together(outdated, &results, folder)?;
            return Ok(results);
        }
        let mut results = Results::read(self.path, before, tables)?;
        let is_gone = |name: &str| self.is_kept(name) && !self.path.join(name).exists();
        if files.iter().any(|file| is_gone(&file.name)) {
            results.manifest = folder.commit(results.manifest.clone(), |name| !is_gone(name))?;
        }
        Ok(results)
    }

    /// What was found, where it is, and what limits it.
    fn show(&self, results: &Results, seconds: Option<f64>) -> Result<(), Failure> {
        if self.output.quiet {
            return Ok(());
        }
        let (question, forms) = (self.work.question(), &self.output.forms);
        let page = report_file(forms.language);
        let main = question.tables.first().map_or_else(String::new, |table| table.file("parquet"));
        let took = seconds.map_or_else(String::new, |seconds| forms.language.took(&format!("{seconds:.1}")));
        let shown = self.work.shown(results, if forms.report { &page } else { &main }, &took)?;
        let mut out = io::stdout().lock();
        writeln!(out, "{shown}")?;
        writeln!(out, "{}", self.path.display())?;
        if forms.report {
            writeln!(out, "{}", self.path.join(&page).display())?;
        }
        out.flush()?;
        for warning in question.warnings(results, forms.language)? {
            say(&warnings::line(&warning, forms.language));
        }
        Ok(())
    }
}
