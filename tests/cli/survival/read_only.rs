//! A folder that nothing can be written into.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::support::{arguments, as_words, files, seed};
use crate::cli::support::Place;

/// A file system of its own at a folder, gone with this.
struct Mounted(PathBuf);

impl Mounted {
    /// None where it cannot be had: only root has it.
    fn new(path: PathBuf) -> Option<Self> {
        fs::create_dir(&path).expect("a folder");
        let is_there = mount(&["-t", "tmpfs", "none"], &path);
        is_there.then_some(Self(path))
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], &self.0), "remounted {how}");
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(options: &[&str], path: &PathBuf) -> bool {
    let status = Command::new("mount").args(options).arg(path).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

#[test]
fn a_folder_that_takes_nothing_is_named_and_keeps_what_it_has() {
    let place = Place::new();
    // No file can be made here by anybody.
    let words = arguments(seed(false), true);
    let elsewhere: Vec<&str> = words.iter().map(|word| if word == "here" { "/proc/here" } else { word }).collect();
    let ended = place.run(&elsewhere);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.starts_with("error: /proc/here: "), "{}", ended.stderr);
    let Some(mounted) = Mounted::new(place.path("here")) else {
        println!("no file system could be mounted: a read-only one was not tried");
        return;
    };
    let run = |words: &[String]| place.run(&as_words(words));
    run(&words).well();
    let whole = files(&place.path("here"));
    mounted.remount("ro");
    let export = ["export", "here", "--format", "tex"].map(str::to_owned);
    for words in [&words[..], &arguments(seed(true), false), &export] {
        let ended = run(words);
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.starts_with("error: here") && ended.stderr.contains("Read-only"), "{}", ended.stderr);
        assert!(files(&place.path("here")) == whole, "what is whole stays");
    }
    mounted.remount("rw");
    run(&words).well();
    assert!(files(&place.path("here")) == whole, "the same bytes");
}
