//! A config file and those it extends, merged; then `--set`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    fault::Fault,
    free_text,
    key_path::KeyPath,
    merge::{assign, merge},
    node::{Entry, Node},
    origin::{Place, Sources, tidy},
    parse,
    schema::Schema,
    shown::cut,
    text_file,
};
use crate::told::{Told, told};

/// Most bytes of a config file.
const MOST_BYTES: u64 = 16_000_000;

/// Most files that one study is laid together from.
const MOST_FILES: usize = 32;

/// What is read from files before a document is complete.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// Every file and option read.
    pub sources: Sources,
    /// Every config file read, the extended ones first.
    pub paths: Vec<PathBuf>,
    /// What went wrong.
    pub faults: Vec<Fault>,
}

impl Reader {
    /// Reads the file `path` and lays it over the file it extends, if any.
    pub fn file(&mut self, path: &Path) -> Option<Node> {
        let place = Place::File { file: path.display().to_string(), line: 0, column: 0 };
        let written = path.display().to_string();
        self.chain(path, &written, &mut Vec::new(), |message, hint| Fault::of_file(place.clone(), message).hint(hint))
    }

    /// Reads a config that is going to stand in the file `path`.
    pub fn text(&mut self, path: &Path, text: &str) -> Option<Node> {
        self.layer(path, text.to_owned(), &mut Vec::new())
    }

    /// `written` is the file as the user names it; `open` are the files now being read, outermost first; `blame` makes
    /// a fault at the place that names this file.
    fn chain(
        &mut self,
        path: &Path,
        written: &str,
        open: &mut Vec<PathBuf>,
        blame: impl Fn(Told, Option<Told>) -> Fault,
    ) -> Option<Node> {
        if open.len() >= MOST_FILES {
            self.faults.push(blame(
                told!(
                    "is the last of {} files that extend one another",
                    "是依次 extends 的第 {} 个文件",
                    open.len() + 1
                ),
                Some(told!("at most {MOST_FILES} are read", "最多读 {MOST_FILES} 个")),
            ));
            return None;
        }
        let read = text_file::bytes(path, written, MOST_BYTES).and_then(text_file::decoded);
        let text = match read {
            Ok(text) => text,
            Err(error) => {
                self.faults.push(blame(error.message, error.hint));
                return None;
            }
        };
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if open.contains(&identity) {
            self.faults.push(blame(told!("leads back to this file", "又回到了这个文件"), None));
            return None;
        }
        open.push(identity);
        let node = self.layer(path, text, open);
        open.pop();
        node
    }

    fn layer(&mut self, path: &Path, text: String, open: &mut Vec<PathBuf>) -> Option<Node> {
        let source = self.sources.add_file(path, text.clone());
        let text = free_text::of_file(&text, source, &self.sources, &mut self.faults);
        let mut node = parse::document(&text, source, &self.sources, &mut self.faults)?;
        free_text::of_values(&node, "", &self.sources, &mut self.faults);
        let extends = match &mut node.value {
            super::node::Value::Table(table) => table.take("extends"),
            _ => None,
        };
        let Some(extends) = extends else {
            self.paths.push(path.to_path_buf());
            return Some(node);
        };
        let place = self.sources.place(extends.node.origin);
        let Some(file) = extends.node.as_str() else {
            let written = self.sources.written(extends.node.origin);
            self.faults.push(Fault {
                place: Some(place),
                key: "extends".to_owned(),
                message: told!("= {} is not the name of a config file", "= {} 不是配置文件名", cut(written, 60)),
                hint: None,
            });
            return None;
        };
        let base_path = tidy(&path.parent().unwrap_or(Path::new("")).join(file));
        let base = self.chain(&base_path, file, open, |message, hint| Fault {
            place: Some(place.clone()),
            key: "extends".to_owned(),
            message: message.map(|message| format!("= {file:?} {message}")),
            hint,
        });
        self.paths.push(path.to_path_buf());
        let mut base = base?;
        base.origin = node.origin;
        merge(&mut base, node, Schema::shared().root());
        Some(base)
    }

    /// Gives the dotted key before `=` in `setting` the value after it. `label` names the option.
    pub fn set(&mut self, root: &mut Node, label: String, setting: &str, schema: &Schema) {
        let place = Place::Flag { option: label.clone() };
        let Some((key, value)) = setting.split_once('=') else {
            self.faults.push(Fault::of_file(place, told!("is not of the form key=value", "不是 key=value 的形式")));
            return;
        };
        let fault =
            |message: Told| Fault { place: Some(place.clone()), key: key.trim().to_owned(), message, hint: None };
        let Some(path) = KeyPath::parse(key) else {
            self.faults.push(fault(told!(
                "is not a dotted key, such as loan.term_months",
                "不是带点的参数名，例如 loan.term_months"
            )));
            return;
        };
        if path.table().is_some_and(|table| ["extends", "scenario", "sweep", "uncertainty"].contains(&table)) {
            self.faults.push(fault(told!("cannot be set from the command line", "不能在命令行设置")));
            return;
        }
        if value.trim().is_empty() {
            self.faults.push(fault(told!("is given no value", "没有给出值")));
            return;
        }
        let source = self.sources.add_flag(label, value.trim().to_owned());
        let node = parse::value(value.trim(), source);
        free_text::of_values(&node, key.trim(), &self.sources, &mut self.faults);
        let entry = Entry { key: String::new(), key_origin: node.origin, node };
        if let Err(message) = assign(root, &path, entry, schema) {
            self.faults.push(fault(message));
        }
    }
}
