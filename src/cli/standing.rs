//! What a folder holds of the results asked for, and so what is left to do.

use super::failure::Failure;
use super::forms::Forms;
use super::identity;
use crate::report::{Difference, Form, Holds, Manifest, Question, ReportError, StudyFolder, needed_files};

/// What is left to do.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// To simulate.
    Lacking {
        /// Why results that are there do not do; nothing where there are none, or others were asked for.
        why: Option<String>,
        /// Files of rows that are wanted beside the tables, or were kept before.
        with_files: Vec<String>,
        /// Results of the same study that are there.
        before: Option<Box<Manifest>>,
    },
    /// To write forms, if any.
    Computed {
        /// The results that are there.
        manifest: Box<Manifest>,
        /// Forms that tell what the config no longer says, or were written by another version: to be made anew together.
        outdated: Vec<Form>,
        /// Whether the manifest itself does.
        is_outdated: bool,
        /// Forms that are missing or not what was written.
        missing: Vec<Form>,
        /// What was found to be damaged.
        differences: Vec<Difference>,
    },
}

/// What is asked for.
pub(super) struct Asked<'a> {
    pub question: &'static Question,
    /// The manifest that results would have.
    pub manifest: &'a Manifest,
    pub forms: &'a Forms,
    /// Files of rows wanted beside what every answer keeps.
    pub wanted_files: &'a [String],
    pub force: bool,
}

impl Standing {
    /// Looks into the folder.
    ///
    /// # Errors
    /// It holds another study, and nobody asked for that to be replaced.
    pub fn of(folder: &StudyFolder, asked: &Asked<'_>) -> Result<Self, Failure> {
        let lacking = |why, kept: Vec<String>, before| {
            let kept = kept.into_iter().filter(|name| !asked.wanted_files.contains(name));
            Ok(Self::Lacking { why, with_files: asked.wanted_files.iter().cloned().chain(kept).collect(), before })
        };
        let other = |found: &str| {
            Err(Failure::from(ReportError::OtherStudy { path: folder.path().to_owned(), found: found.to_owned() }))
        };
        let manifest = match folder.holds() {
            Holds::Nothing => return lacking(None, Vec::new(), None),
            Holds::Spoilt { hash, .. } if !asked.force && !hash.is_empty() && *hash != asked.manifest.hash => {
                return other(hash);
            }
            Holds::Spoilt { why, .. } => return lacking(Some(why.clone()), Vec::new(), None),
            Holds::Results(manifest) => manifest,
        };
        if manifest.hash != asked.manifest.hash {
            return if asked.force { lacking(None, Vec::new(), None) } else { other(&manifest.hash) };
        }
        let before = Some(manifest.clone());
        if asked.force {
            return lacking(None, Vec::new(), before);
        }
        if manifest.value_version != identity::VALUE_VERSION {
            return lacking(Some("its numbers are of another version of this program".to_owned()), Vec::new(), None);
        }
        let differences = folder.differences();
        let is_listed = |name: &str| manifest.files.iter().any(|file| file.name == name);
        let difference = |name: &str| differences.iter().find(|difference| difference.name == name);
        // Single paths that were removed are not missed: they are large. Those that are spoilt are computed again.
        let (kept, wanted) = (asked.question.needed_kept(), asked.wanted_files);
        let files = asked.question.kept.iter().map(|table| table.file("parquet"));
        let optional: Vec<String> = files.filter(|name| !kept.contains(name)).collect();
        let is_there = |name: &String| is_listed(name) && !difference(name).is_some_and(|file| file.is_missing);
        let had: Vec<String> = optional.iter().filter(|name| is_there(name)).cloned().collect();
        let needed = needed_files(asked.question.tables).chain(kept).chain(wanted.iter().cloned());
        let unlisted = needed.into_iter().find(|name| !is_listed(name));
        let is = |names: &[String], name: &str| names.iter().any(|other| other == name);
        let is_table =
            |name: &str| name.ends_with(".parquet") && (!is(&optional, name) || is(&had, name) || is(wanted, name));
        let damaged = differences.iter().find(|difference| is_table(&difference.name)).map(ToString::to_string);
        if let Some(why) = damaged.or_else(|| unlisted.map(|name| format!("{name} was not asked for"))) {
            return lacking(Some(why), had, before);
        }
        let is_outdated = !manifest.says_the_same(asked.manifest);
        let is_damaged_form = |form: &Form| differences.iter().any(|difference| form.has(&difference.name));
        let listed = |form: &Form| form.is_listed(manifest);
        let all = Form::all(asked.question).into_iter();
        let (outdated, mut missing): (Vec<Form>, Vec<Form>) = if is_outdated {
            (all.filter(listed).collect(), Vec::new())
        } else {
            (Vec::new(), all.filter(is_damaged_form).collect())
        };
        missing.extend(asked.forms.wanted(asked.question).into_iter().filter(|form| !listed(form)));
        Ok(Self::Computed { manifest: manifest.clone(), outdated, is_outdated, missing, differences })
    }
}
