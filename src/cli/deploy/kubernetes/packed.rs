//! The files of a study as a ConfigMap holds them: those of the config and of its data, each with the place it has beside
//! the others.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf, absolute};

use serde::Serialize;

use crate::cli::deploy::asked::text_of;
use crate::cli::deploy::template::yaml_text;
use crate::cli::failure::Failure;
use crate::cli::plan::Plan;
use crate::cli::size::Bytes;
use crate::told::told;

/// Most bytes that a ConfigMap holds.
const MOST_BYTES: usize = 1_048_576;
/// Columns at which the text of a file stands in the ConfigMap.
const INDENT: usize = 4;

/// A file in the ConfigMap.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PackedFile {
    /// Its name there.
    key: String,
    /// Where a pod finds it, below the study's folder.
    path: String,
    /// Its text, as YAML.
    text: String,
}

/// The files of a study.
pub(super) struct Packed {
    pub files: Vec<PackedFile>,
    /// Where a pod finds the config.
    pub config: String,
}

impl Packed {
    /// Of a study.
    ///
    /// # Errors
    /// A file is named by its absolute path, is not UTF-8, or together they are more than a ConfigMap holds.
    pub fn of(plan: &Plan) -> Result<Self, Failure> {
        let configs = plan.loaded.source_paths.iter();
        let data = plan.loaded.files_read.iter();
        if let Some(file) = data.clone().find(|file| Path::new(&file.written).is_absolute()) {
            return Err(foreign(&file.written));
        }
        let mut paths = Vec::new();
        for path in configs.chain(data.map(|file| &file.path)) {
            let path = tidied(path)?;
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let top = shared_folder(&paths);
        let (mut files, mut keys, mut bytes, mut config) = (Vec::new(), BTreeSet::new(), 0, String::new());
        let last_config = plan.loaded.source_paths.last().map(|path| tidied(path)).transpose()?;
        for path in &paths {
            let inner = text_of(path.strip_prefix(&top).unwrap_or(path))?.to_owned();
            let text = fs::read(path).map_err(|error| Failure::other(format!("{}: {error}", path.display())))?;
            let text = String::from_utf8(text).map_err(|_| {
                Failure::Input(told!(
                    "{}: a ConfigMap holds text in UTF-8, and this is none; save the file as UTF-8",
                    "{}：ConfigMap 只能存 UTF-8 文本，而它不是；请存为 UTF-8",
                    path.display()
                ))
            })?;
            if path.extension() == Some(OsStr::new("toml"))
                && let Some(base) = absolute_base(&text)
            {
                return Err(foreign(base));
            }
            let key = free_key(&inner, &mut keys);
            bytes += key.len() + text.len();
            if Some(path) == last_config.as_ref() {
                config.clone_from(&inner);
            }
            files.push(PackedFile { key, path: inner, text: yaml_text(&text, INDENT) });
        }
        if bytes > MOST_BYTES {
            return Err(Failure::Input(told!(
                "config and data files take {}, and a ConfigMap holds 1 MiB; leave out of the data files what the study \
                 does not read, or run it under Slurm, where the nodes share a file system",
                "配置和数据文件共 {}，而 ConfigMap 只能存 1 MiB；请从数据文件中去掉研究不读的部分，或在各节点共用文件系统的 Slurm 上运行",
                Bytes(bytes as f64)
            )));
        }
        Ok(Self { files, config })
    }
}

fn foreign(written: &str) -> Failure {
    Failure::Input(told!(
        "{written}: named by its absolute path, where no pod has it; name it relative to the config, and deploy again",
        "{written}：用的是绝对路径，pod 中没有；请改为相对于配置文件的路径，再重新部署"
    ))
}

/// What a config extends, where it is named by its absolute path.
fn absolute_base(text: &str) -> Option<&str> {
    let lines = text.lines().map(str::trim_start).take_while(|line| !line.starts_with('['));
    let value = lines.filter_map(|line| line.strip_prefix("extends")?.trim_start().strip_prefix('=')).next()?;
    let value = value.trim_start();
    let sign = value.chars().next().filter(|sign| ['"', '\''].contains(sign))?;
    value[1..].split(sign).next().filter(|path| Path::new(path).is_absolute())
}

/// An absolute path without steps upwards.
fn tidied(path: &Path) -> Result<PathBuf, Failure> {
    let path = absolute(path).map_err(|error| Failure::other(format!("{}: {error}", path.display())))?;
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(tidy.pop()),
            other => tidy.push(other),
        }
    }
    Ok(tidy)
}

/// The innermost folder that holds all files.
fn shared_folder(paths: &[PathBuf]) -> PathBuf {
    let mut folders = paths.iter().filter_map(|path| path.parent());
    let first = folders.next().unwrap_or(Path::new("/")).to_path_buf();
    folders.fold(first, |shared, folder| {
        let parts = shared.components().zip(folder.components());
        parts.take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
    })
}

/// A name that a ConfigMap can have and no other file has.
fn free_key(path: &str, taken: &mut BTreeSet<String>) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let plain: String = path.chars().map(|c| if is_plain(c) { c } else { '.' }).collect();
    // Names have at most 253 signs; the end of a path tells more than its beginning.
    let start = plain.len().saturating_sub(240);
    let mut names = (0_u32..).map(|number| match number {
        0 => plain[start..].to_owned(),
        _ => format!("{number}.{}", &plain[start..]),
    });
    let free = names.find(|name| !name.starts_with("..") && taken.insert(name.clone()));
    free.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_config_map_are_plain_and_each_is_one() {
        let mut taken = BTreeSet::new();
        let keys: Vec<String> = ["a/b.toml", "a.b.toml", "数据.csv", "../x", &"y".repeat(300)]
            .iter()
            .map(|path| free_key(path, &mut taken))
            .collect();
        assert_eq!(keys[..2], ["a.b.toml", "1.a.b.toml"]);
        assert_eq!(keys[2..4], ["1....csv", "1....x"]);
        assert_eq!(keys[4].len(), 240);
    }

    #[test]
    fn what_a_config_extends_by_its_absolute_path_is_seen() {
        assert_eq!(absolute_base("# x\nextends = \"/etc/a.toml\"\n"), Some("/etc/a.toml"));
        assert_eq!(absolute_base("extends='/a'"), Some("/a"));
        for text in ["extends = \"a/b.toml\"", "[t]\nextends = \"/a\"", "x = 1", "extends = ["] {
            assert_eq!(absolute_base(text), None, "{text}");
        }
    }

    #[test]
    fn files_keep_their_places_beside_each_other() {
        let paths: Vec<PathBuf> =
            ["/w/configs/a.toml", "/w/configs/regimes/b.toml", "/w/data/c.csv"].map(PathBuf::from).into();
        assert_eq!(shared_folder(&paths), Path::new("/w"));
        assert_eq!(shared_folder(&paths[..1]), Path::new("/w/configs"));
        assert_eq!(tidied(Path::new("/w/configs/../data/./c.csv")).ok(), Some(paths[2].clone()));
    }
}
