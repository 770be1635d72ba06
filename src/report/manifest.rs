//! `manifest.json`: what was computed, from what, and which files it is in.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::language::Language;
use super::partial::Partial;
pub use super::written_file::{SCHEMA_VERSION, WrittenFile};
use super::{ReportError, RunTimes, shell_word};
use crate::outcome::label::{Called, CellLabel, CellValue, RegionIndex};
use crate::outcome::{ErrorUnits, SegmentName};

/// Name of the program in a manifest.
pub const PROGRAM: &str = "underwater";

/// The whole manifest. Two runs of one study differ in `times` only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`PROGRAM`].
    pub program: String,
    /// Version of the program.
    pub version: String,
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Version of the numbers: raised when the same config gives other ones.
    pub value_version: u32,
    /// What is asked of the study; absent where it is run as it is written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asked: Option<Asked>,
    /// What results of some worlds of the study only lack; absent where none is missing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub partial: Option<Partial>,
    /// Name of the study.
    pub study: String,
    /// Hash of config, seed, data and value version: the identity of the results.
    pub hash: String,
    /// Key of all random numbers.
    pub seed: u64,
    /// Worlds.
    pub worlds: u64,
    /// Households a world.
    pub households: u64,
    /// Months in which defaults are counted.
    pub horizon_months: u32,
    /// Months after the horizon in which open cases are worked out.
    pub workout_tail_months: u32,
    /// Cells in the order of their numbers.
    pub cells: Vec<CellRecord>,
    /// The config as it was resolved.
    pub config: Value,
    /// What the config's author wrote beside its values; empty in a manifest of an earlier version.
    #[serde(default)]
    pub notes: AuthorNotes,
    /// What the author was told to think about before the run; empty in a manifest of an earlier version.
    #[serde(default)]
    pub cautions: Vec<CautionNote>,
    /// Data files read.
    pub data: Vec<DataFile>,
    /// Files written, in the order of their names; filled in when the folder is finished.
    pub files: Vec<WrittenFile>,
    /// Totals worth knowing, such as paths.
    pub counts: BTreeMap<String, u64>,
    /// When the run began and ended.
    pub times: RunTimes,
    /// BLAKE3 of all of the above but the times; empty in a manifest of an earlier version.
    #[serde(default)]
    pub digest: String,
}

/// A question asked of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The command that answers it.
    pub command: String,
    /// Its options that move a number, without their dashes, in the order of their names: a number, a text, a switch, or
    /// a list for an option that was given several times. What is given by its place has a name in capitals.
    pub options: BTreeMap<String, Value>,
}

/// A cell and what sets it apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellRecord {
    /// Number, from 0, as in the tables.
    pub cell: usize,
    /// Its scenario, if the study has any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scenario: Option<String>,
    /// Its probability, if scenarios have any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub probability: Option<f64>,
    /// Swept keys and their values.
    pub swept: Map<String, Value>,
    /// Names of the loans beside the main one, if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub loans_beside: Vec<String>,
    /// Segments of the tape, if there is one.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub segments: Vec<SegmentName>,
    /// Regions with indices of their own, if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub regions: Vec<RegionIndex>,
    /// Number of the cell that it is compared with, its own where it is compared with none.
    #[serde(default)]
    pub compared_to: usize,
}

/// The author's words, as the config holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorNotes {
    /// What the study asks.
    pub question: String,
    /// The config file as it was named where that is below the folder of the run, else its name alone.
    #[serde(default)]
    pub config_file: String,
    /// What is said behind the question.
    pub remarks: String,
    /// Every written value and where it comes from.
    pub values: Vec<ValueNote>,
}

/// Something that a study's author should think about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CautionNote {
    /// Key of the config that it is about.
    pub key: String,
    /// What it is.
    pub english: String,
    /// The same in Chinese.
    pub chinese: String,
}

/// A written value with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueNote {
    /// Scenario that sets it; absent where all cells share it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scenario: Option<String>,
    /// Dotted key.
    pub key: String,
    /// The value as written.
    pub written: String,
    /// What the key is, in a sentence or some; empty in a manifest of an earlier version.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub meaning: String,
    /// Unit of its number, where its name says so.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub unit: String,
    /// The author's comment on it: a source, or the word assumption.
    pub comment: String,
    /// Name of the file and line, or the option that set it.
    pub place: String,
}

/// A file read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFile {
    /// Path as the config gives it.
    pub path: String,
    /// BLAKE3 of its bytes, hexadecimal.
    pub blake3: String,
}

/// What manifests of all layouts have.
#[derive(Deserialize)]
struct Listed {
    files: Vec<WrittenFile>,
}

impl Asked {
    /// The command that asks it of a config; of none where the name is empty.
    pub fn command_words(&self, config: &str) -> Vec<String> {
        let mut words = vec![format!("underwater {}", self.command)];
        words.extend((!config.is_empty()).then(|| shell_word(config)));
        for (option, value) in &self.options {
            let values = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
            words.extend(values.iter().filter_map(|value| match value {
                // As in a help: capitals for what is named by its place.
                Value::String(text) if option.chars().all(char::is_uppercase) => Some(shell_word(text)),
                Value::Bool(true) => Some(format!("--{option}")),
                Value::Bool(false) | Value::Null => None,
                Value::String(text) => Some(format!("--{option} {}", shell_word(text))),
                // An option of several values at once.
                Value::Array(values) => {
                    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
                    Some(format!("--{option} {}", values.join(" ")))
                }
                other => Some(format!("--{option} {other}")),
            }));
        }
        words
    }
}

impl AuthorNotes {
    /// Options of the command line that set values, as they are typed, each once.
    pub fn options(&self) -> Vec<String> {
        let mut words = Vec::new();
        for place in self.values.iter().map(|note| &note.place).filter(|place| place.starts_with("--")) {
            let (option, setting) = place.split_once(' ').unwrap_or((place, ""));
            let word = format!("{option} {}", shell_word(setting));
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}

impl CellRecord {
    /// Records of all cells.
    pub fn of(labels: &[CellLabel]) -> Vec<Self> {
        let swept = |label: &CellLabel| label.swept.iter().map(|(key, value)| (key.clone(), json(value))).collect();
        let record = |(cell, label): (usize, &CellLabel)| Self {
            cell,
            scenario: label.scenario.clone(),
            probability: label.probability,
            swept: swept(label),
            loans_beside: label.loans_beside.clone(),
            segments: label.segments.clone(),
            regions: label.regions.clone(),
            compared_to: label.compared_to,
        };
        labels.iter().enumerate().map(record).collect()
    }
}

fn json(value: &CellValue) -> Value {
    match value {
        CellValue::Integer(value) => (*value).into(),
        CellValue::Float(value) => (*value).into(),
        CellValue::Text(value) => value.as_str().into(),
        CellValue::Boolean(value) => (*value).into(),
    }
}

fn value(json: &Value) -> CellValue {
    match json {
        Value::Bool(value) => CellValue::Boolean(*value),
        Value::String(value) => CellValue::Text(value.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => CellValue::Integer(value),
            (None, Some(value)) => CellValue::Float(value),
            (None, None) => CellValue::Text(number.to_string()),
        },
        other => CellValue::Text(other.to_string()),
    }
}

impl Manifest {
    /// What sets the cells apart, as the tables take it.
    pub fn labels(&self) -> Vec<CellLabel> {
        let named = self.named();
        let label = |record: &CellRecord| CellLabel {
            named: Arc::clone(&named),
            scenario: record.scenario.clone(),
            probability: record.probability,
            swept: record.swept.iter().map(|(key, json)| (key.clone(), value(json))).collect(),
            loans_beside: record.loans_beside.clone(),
            segments: record.segments.clone(),
            regions: record.regions.clone(),
            compared_to: record.compared_to,
        };
        self.cells.iter().map(label).collect()
    }

    /// What of its worlds is independent of each other, and how often each counts.
    pub fn error_units(&self) -> ErrorUnits {
        let sampling = &self.config["sampling"];
        let one_in = sampling["bad_worlds_one_in"].as_u64().and_then(|one_in| u32::try_from(one_in).ok());
        ErrorUnits::of(sampling.is_object(), one_in)
    }

    /// What reports call scenarios, keys and words.
    fn named(&self) -> Arc<[Called]> {
        let list = self.config["study"]["labels"].as_array().map_or(&[][..], Vec::as_slice);
        let text = |named: &Value, key: &str| named[key].as_str().unwrap_or_default().to_owned();
        let called = |it: &Value| Called { of: text(it, "of"), english: text(it, "en"), chinese: text(it, "zh") };
        list.iter().map(called).collect()
    }

    /// A text of the table `[study]` in a language; English where it has none, and nothing where there is neither.
    fn said(&self, key: &str, language: Language) -> &str {
        let text = |key: &str| self.config["study"][key].as_str().unwrap_or_default().trim();
        let own = text(&format!("{key}{}", language.suffix()));
        if own.is_empty() { text(key) } else { own }
    }

    /// What the study asks; its title where nobody says.
    pub fn question(&self, language: Language) -> Cow<'_, str> {
        let (written, in_head) = (self.said("question", language), self.notes.question.as_str());
        let asked = if written.is_empty() { in_head } else { written };
        if asked.is_empty() { self.title_in(language) } else { asked.into() }
    }

    /// What must be known beside the question.
    pub fn note(&self, language: Language) -> &str {
        let written = self.said("note", language);
        // What a config's head says beside a question of its own may be of sizes that this run does not have.
        let in_head = if self.said("question", language).is_empty() { self.notes.remarks.as_str() } else { "" };
        if written.is_empty() { in_head } else { written }
    }

    /// The currency of all amounts, where it is said.
    pub fn currency(&self) -> Option<&str> {
        Some(self.said("currency", Language::English)).filter(|currency| !currency.is_empty())
    }

    /// [`Self::title_in`] English.
    pub fn title(&self) -> Cow<'_, str> {
        self.title_in(Language::English)
    }

    /// The study's title, or its name where it has none; that results are of some worlds only stands before it.
    pub fn title_in(&self, language: Language) -> Cow<'_, str> {
        let title = self.said("title", language);
        let title = if title.is_empty() { &self.study } else { title };
        match &self.partial {
            None => title.into(),
            Some(partial) => format!("{}: {title}", partial.mark_in_all_languages()).into(),
        }
    }

    /// Whether another manifest is of the same study, told in the same words by the same version: what differs at most
    /// is when it was computed and which files were written.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |manifest: &Self| Self {
            files: Vec::new(),
            times: other.times.clone(),
            digest: String::new(),
            ..manifest.clone()
        };
        said(self) == said(other)
    }

    /// Enters the digest of what it says.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn seal(&mut self) -> Result<(), ReportError> {
        self.digest = digest(serde_json::to_value(&*self)?);
        Ok(())
    }

    /// Reads one, and tells whether it is what was written.
    ///
    /// # Errors
    /// It is no manifest, is one of another layout, or says something else than when it was written.
    pub fn read(text: &[u8]) -> Result<Self, ReportError> {
        let json: Value = serde_json::from_slice(text)?;
        let said = json["digest"].as_str().unwrap_or_default().to_owned();
        let version = json["version"].as_str().unwrap_or("unknown").to_owned();
        let layout = json["schema_version"].as_u64();
        if !said.is_empty() && said != digest(json) {
            return Err(ReportError::SpoiltManifest);
        }
        if let Some(found) = layout.filter(|layout| *layout != u64::from(SCHEMA_VERSION)) {
            // Of another layout, it may have other keys; which files are its is said by all.
            let files = serde_json::from_slice::<Listed>(text).map_or_else(|_| Vec::new(), |listed| listed.files);
            return Err(ReportError::OtherLayout { found, version, files });
        }
        Ok(serde_json::from_slice(text)?)
    }

    /// Writes it as indented JSON with a line end.
    ///
    /// # Errors
    /// The writer fails.
    pub fn write(&self, mut into: impl Write) -> Result<(), ReportError> {
        serde_json::to_writer_pretty(&mut into, self)?;
        into.write_all(b"\n").map_err(serde_json::Error::io)?;
        Ok(())
    }
}

/// Digest of what a manifest says, in the order of its keys' names, times and digest left out.
fn digest(mut manifest: Value) -> String {
    if let Some(said) = manifest.as_object_mut() {
        said.remove("times");
        said.remove("digest");
    }
    manifest.sort_all_objects();
    blake3::hash(manifest.to_string().as_bytes()).to_hex().to_string()
}
