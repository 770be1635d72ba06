//! A config file and those it extends, merged; then `--set`.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    fault::Fault,
    key_path::KeyPath,
    merge::{assign, merge},
    node::{Entry, Node},
    origin::{Place, Sources, tidy},
    parse,
    schema::Schema,
    suggest,
};

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
        self.chain(path, &mut Vec::new(), |message, hint| Fault::of_file(place.clone(), message).hint(hint))
    }

    /// `open` are the files now being read, outermost first; `blame` makes a fault at the place
    /// that names this file.
    fn chain(
        &mut self,
        path: &Path,
        open: &mut Vec<PathBuf>,
        blame: impl Fn(String, Option<String>) -> Fault,
    ) -> Option<Node> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let hint = suggest::file(path);
                self.faults.push(blame(unreadable(&error), hint));
                return None;
            }
        };
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if open.contains(&identity) {
            self.faults.push(blame("leads back to this file".to_owned(), None));
            return None;
        }
        open.push(identity);
        let node = self.layer(path, text, open);
        open.pop();
        node
    }

    fn layer(&mut self, path: &Path, text: String, open: &mut Vec<PathBuf>) -> Option<Node> {
        let source = self.sources.add_file(path, text.clone());
        let mut node = parse::document(&text, source, &self.sources, &mut self.faults)?;
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
                message: format!("= {written} is not the name of a config file"),
                hint: None,
            });
            return None;
        };
        let base_path = tidy(&path.parent().unwrap_or(Path::new("")).join(file));
        let base = self.chain(&base_path, open, |message, hint| Fault {
            place: Some(place.clone()),
            key: "extends".to_owned(),
            message: format!("= {file:?} {message}"),
            hint,
        });
        self.paths.push(path.to_path_buf());
        let mut base = base?;
        base.origin = node.origin;
        merge(&mut base, node);
        Some(base)
    }

    /// Gives the dotted key before `=` in `setting` the value after it. `label` names the option.
    pub fn set(&mut self, root: &mut Node, label: String, setting: &str, schema: &Schema) {
        let place = Place::Flag { option: label.clone() };
        let Some((key, value)) = setting.split_once('=') else {
            self.faults.push(Fault::of_file(place, "is not of the form key=value"));
            return;
        };
        let fault =
            |message: String| Fault { place: Some(place.clone()), key: key.trim().to_owned(), message, hint: None };
        let Some(path) = KeyPath::parse(key) else {
            self.faults.push(fault("is not a dotted key, such as loan.term_months".to_owned()));
            return;
        };
        if path.table().is_some_and(|table| ["extends", "scenario", "sweep"].contains(&table)) {
            self.faults.push(fault("cannot be set from the command line".to_owned()));
            return;
        }
        if value.trim().is_empty() {
            self.faults.push(fault("is given no value".to_owned()));
            return;
        }
        let source = self.sources.add_flag(label, value.trim().to_owned());
        let node = parse::value(value.trim(), source);
        let entry = Entry { key: String::new(), key_origin: node.origin, node };
        if let Err(message) = assign(root, &path, entry, schema) {
            self.faults.push(fault(message));
        }
    }
}

/// Why a file cannot be read.
pub(super) fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "does not exist".to_owned(),
        ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        ErrorKind::InvalidData => "is not UTF-8 text".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
