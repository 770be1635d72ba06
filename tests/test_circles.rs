//! No circle of files within a room: of two files one can be read before the other. A folder's `mod.rs` is a door, whose
//! re-exports are looked through.

use std::collections::{BTreeMap, BTreeSet};

use crate::test_architecture::{code, sources};

type Path = Vec<String>;

/// What a file names: the paths of its `use` items, with whether others may use them through it, and those in its text.
struct Named {
    used: Vec<(Path, bool)>,
    in_text: Vec<Path>,
}

/// The files of `src` by their module, `kernel::life` for `src/kernel/life/mod.rs`.
struct Files(BTreeMap<String, Named>);

fn module(path: &str) -> String {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    inner.trim_end_matches("/mod").replace('/', "::")
}

/// The paths of a `use` item, groups in braces taken apart.
fn flattened(item: &str, before: &[String]) -> Vec<Path> {
    let item = item.trim();
    let Some(open) = item.find('{') else {
        let plain = item.split(" as ").next().unwrap_or(item);
        let steps = plain.split("::").map(|step| step.trim().to_owned()).filter(|step| !step.is_empty());
        let path: Path = before.iter().cloned().chain(steps).collect();
        return if path.len() > before.len() { vec![path] } else { Vec::new() };
    };
    let prefix = item[..open].split("::").map(|step| step.trim().to_owned()).filter(|step| !step.is_empty());
    let prefix: Path = before.iter().cloned().chain(prefix).collect();
    let group = item[open + 1..].trim_end().trim_end_matches('}');
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 || at == group.len() => {
                paths.extend(flattened(&group[start..at], &prefix));
                start = at + 1;
            }
            _ => {}
        }
    }
    paths
}

fn named(code: &str) -> Named {
    let (mut used, mut text, mut left) = (Vec::new(), String::new(), code);
    while let Some(at) = left.find("use ") {
        let starts_item = left[..at].chars().next_back().is_none_or(char::is_whitespace);
        let Some(end) = left[at..].find(';').filter(|_| starts_item) else {
            text.push_str(&left[..at + 4]);
            left = &left[at + 4..];
            continue;
        };
        let line = left[..at].rsplit('\n').next().unwrap_or_default();
        used.extend(flattened(&left[at + 4..at + end], &[]).into_iter().map(|path| (path, line.contains("pub"))));
        text.push_str(&left[..at]);
        left = &left[at + end + 1..];
    }
    text.push_str(left);
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let starts = ["crate::", "super::", "self::"];
    let words = text.split(|c: char| !is_part(c)).filter(|word| starts.iter().any(|start| word.starts_with(start)));
    let in_text = words.map(|word| word.split("::").map(str::to_owned).collect()).collect();
    Named { used, in_text }
}

impl Files {
    fn read() -> Self {
        // Where a visibility names a room, nothing is used.
        let plain = |text: &str| code(text, false).replace("pub(in crate::", "pub(in ");
        Self(sources().iter().map(|(path, text)| (module(path), named(&plain(text)))).collect())
    }

    /// The path from the root of the crate; `None` for another crate's.
    fn absolute(&self, from: &str, path: &[String]) -> Option<Path> {
        let own: Path = from.split("::").map(str::to_owned).collect();
        let up = path.iter().take_while(|step| *step == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (own, &path[1..]),
            "super" => (own[..own.len().checked_sub(up)?].to_vec(), &path[up..]),
            first if self.0.contains_key(&format!("{from}::{first}")) => (own, path),
            _ => return None,
        };
        Some(base.into_iter().chain(rest.iter().cloned()).collect())
    }

    /// The file in which a name stands, whatever doors it is reached through.
    fn file_of(&self, path: &[String], doors: usize) -> Option<String> {
        let (length, file) = (1..=path.len()).rev().find_map(|length| {
            let file = path[..length].join("::");
            self.0.contains_key(&file).then_some((length, file))
        })?;
        let Some(name) = path.get(length).filter(|_| doors > 0) else { return Some(file) };
        let through = self.0[&file].used.iter().find(|(used, _)| used.last() == Some(name));
        match through.and_then(|(used, _)| self.absolute(&file, used)) {
            Some(door) => self.file_of(&[&door[..], &path[length + 1..]].concat(), doors - 1),
            None => Some(file),
        }
    }

    /// From each file to those of its own room that it uses.
    fn arrows(&self) -> BTreeMap<String, BTreeSet<String>> {
        let room = |file: &str| file.split("::").next().map(str::to_owned);
        let of = |(file, named): (&String, &Named)| {
            let is_door = self.0.keys().any(|other| other.starts_with(&format!("{file}::")));
            let own = named.used.iter().filter(|(_, is_public)| !(is_door && *is_public)).map(|(path, _)| path);
            let all = own.chain(&named.in_text).filter_map(|path| self.file_of(&self.absolute(file, path)?, 6));
            (file.clone(), all.filter(|other| other != file && room(other) == room(file)).collect())
        };
        self.0.iter().map(of).collect()
    }
}

/// Files that can be reached from each other, in sets of two and more.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Vec<String>> {
    let reached = |from: &String| {
        let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
        while let Some(file) = left.pop() {
            left.extend(arrows.get(file).into_iter().flatten().filter(|other| seen.insert((*other).clone())));
        }
        seen
    };
    let reach: BTreeMap<&String, BTreeSet<String>> = arrows.keys().map(|file| (file, reached(file))).collect();
    let around = |file: &String| -> Vec<String> {
        reach[file].iter().filter(|other| reach[other].contains(file)).cloned().collect()
    };
    arrows.keys().map(around).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn no_circle_of_files_within_a_room() {
    let arrows = Files::read().arrows();
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 300, "hardly an arrow was seen");
    let found: Vec<Vec<String>> = circles(&arrows).into_iter().collect();
    let within = |circle: &Vec<String>| {
        let of =
            |file: &String| arrows[file].iter().filter(|other| circle.contains(other)).cloned().collect::<Vec<_>>();
        circle.iter().map(|file| format!("  {file} → {}\n", of(file).join(", "))).collect::<String>()
    };
    let shown: String = found.iter().map(|circle| within(circle) + "\n").collect();
    assert!(found.is_empty(), "files that use each other:\n{shown}");
}

/// What the reader of files sees, and that it sees a circle.
#[test]
fn circles_are_seen_through_doors() {
    let text =
        "pub(in crate::a) fn f() {}\nuse super::{x::{self, Y as Z}, w};\nfn g() -> crate::a::V { use_it(super::u()) }";
    let seen = named(text);
    let used: Vec<String> = seen.used.iter().map(|(path, _)| path.join("::")).collect();
    assert_eq!(used, ["super::x::self", "super::x::Y", "super::w"]);
    let in_text: Vec<String> = seen.in_text.iter().map(|path| path.join("::")).collect();
    assert_eq!(in_text, ["crate::a", "crate::a::V", "super::u"]);
    let files = [
        ("room", "mod one;\nmod two;\nmod three;\npub use one::One;\nuse two::Two;"),
        ("room::one", "use super::Two;\npub struct One;"),
        ("room::two", "use crate::room::One;\npub struct Two;"),
        ("room::three", "use super::{One, Two};"),
    ];
    let files = Files(files.into_iter().map(|(file, text)| (file.to_owned(), named(text))).collect());
    let circle = ["room::one", "room::two"].map(str::to_owned).to_vec();
    assert_eq!(circles(&files.arrows()), BTreeSet::from([circle]));
}
