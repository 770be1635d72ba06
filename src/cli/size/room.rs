//! How much memory this process may have: the least of what the machine can give, its control group allows, and `ulimit`
//! allows; or what the user says. `sysinfo` tells of the machine, Linux by its files what `sysinfo` does not: limits of
//! `ulimit`, the most memory there has been, and control groups. Of these it takes pages of files that can be dropped for
//! used, so that a group which has read much has no room, or leaves out what others under the same limit hold.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use sysinfo::System;

use super::Bytes;
use crate::outcome::Words;
use crate::report::Language;

/// Share of what is free that a run may ask for: others need some, and an estimate is one.
const MOST_OF_FREE: f64 = 0.8;

/// Memory this process may have in all, what it has already included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::cli) struct Room {
    bytes: f64,
    of: Limit,
}

/// What limits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    Machine,
    ControlGroup,
    AddressSpace,
    User,
}

impl Room {
    /// What there is; `said` takes the place of everything else.
    pub fn find(said: Option<Bytes>) -> Option<Self> {
        if let Some(Bytes(bytes)) = said {
            return Some(Self { bytes, of: Limit::User });
        }
        let now = resident().map_or(0.0, |(_, now)| now);
        let more = [
            (Limit::Machine, available()),
            (Limit::ControlGroup, control_group()),
            (Limit::AddressSpace, address_space()),
        ];
        let known = more.into_iter().filter_map(|(of, more)| Some(Self { bytes: now + more?, of }));
        known.min_by(|a, b| a.bytes.total_cmp(&b.bytes))
    }

    /// Memory in all, for people.
    pub fn bytes(&self) -> Bytes {
        Bytes(self.bytes)
    }

    /// How much there is and who says so.
    pub fn told(&self, language: Language) -> String {
        let bytes = self.bytes();
        let (before, after) = match self.of {
            Limit::Machine => (Words::new("", "可用内存 "), Words::new(" are available", "")),
            Limit::ControlGroup => (Words::new("the control group leaves ", "控制组允许 "), Words::new("", "")),
            Limit::AddressSpace => (Words::new("ulimit leaves ", "ulimit 允许 "), Words::new("", "")),
            Limit::User => (Words::new("--memory-limit is ", "--memory-limit 为 "), Words::new("", "")),
        };
        format!("{}{bytes}{}", language.of(before), language.of(after))
    }

    /// Most that a run may ask for.
    pub fn usable(&self) -> Bytes {
        Bytes(if self.of == Limit::User { self.bytes } else { self.bytes * MOST_OF_FREE })
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Language::English))
    }
}

/// The most and the present resident memory of this process, bytes.
pub(super) fn resident() -> Option<(f64, f64)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    Some((kibibytes(&status, "VmHWM:")?, kibibytes(&status, "VmRSS:")?))
}

/// A line such as `VmRSS:     1234 kB`, in bytes.
fn kibibytes(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(number * 1024.0)
}

/// What the machine can give without swapping.
fn available() -> Option<f64> {
    let mut system = System::new();
    system.refresh_memory();
    Some(system.available_memory() as f64).filter(|bytes| *bytes > 0.0)
}

/// What `ulimit -v` or `-d` leaves: address space or data that is not yet taken.
fn address_space() -> Option<f64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let left = |limit: &str, taken: &str| Some(soft_limit(&limits, limit)? - kibibytes(&status, taken)?);
    let known = [left("Max address space", "VmSize:"), left("Max data size", "VmData:")];
    known.into_iter().flatten().min_by(f64::total_cmp).map(|left| if left > 0.0 { left } else { 0.0 })
}

/// The soft limit of a line of `/proc/self/limits`; `None` where there is none.
fn soft_limit(limits: &str, name: &str) -> Option<f64> {
    limits.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

/// What the control groups of this process leave, the least over the group and those above it.
fn control_group() -> Option<f64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let mut left: Vec<f64> = Vec::new();
    for line in groups.lines() {
        let mut fields = line.splitn(3, ':');
        let (Some(_), Some(controllers), Some(group)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let (top, limit, usage) = match controllers {
            "" => ("/sys/fs/cgroup", "memory.max", "memory.current"),
            _ if controllers.split(',').any(|name| name == "memory") => {
                ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes")
            }
            _ => continue,
        };
        left.extend(folders(Path::new(top), group).iter().filter_map(|folder| left_of(folder, limit, usage)));
    }
    left.into_iter().min_by(f64::total_cmp)
}

/// The folder of a group and of all above it. In a container the group's own name may not be visible: its top is.
fn folders(top: &Path, group: &str) -> Vec<PathBuf> {
    let own = top.join(group.trim_start_matches('/'));
    own.ancestors().take_while(|folder| folder.starts_with(top)).map(Path::to_path_buf).collect()
}

/// A group's limit less what it uses, pages of files that can be dropped apart; `None` without a limit.
fn left_of(folder: &Path, limit: &str, usage: &str) -> Option<f64> {
    let number = |name: &str| -> Option<f64> { fs::read_to_string(folder.join(name)).ok()?.trim().parse().ok() };
    let limit = number(limit)?;
    // Version 1 writes the largest number there is for none.
    const NONE: f64 = 9e18;
    if limit > NONE {
        return None;
    }
    let stat = fs::read_to_string(folder.join("memory.stat")).unwrap_or_default();
    let field = |name: &str| stat.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<f64>().ok());
    let droppable = field("total_inactive_file ").or_else(|| field("inactive_file ")).unwrap_or(0.0);
    let left = limit - (number(usage)? - droppable);
    Some(if left > 0.0 { left } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_system_are_read() {
        assert_eq!(kibibytes("VmPeak:\t 9 kB\nVmHWM:\t    1234 kB\n", "VmHWM:"), Some(1234.0 * 1024.0));
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max data size             unlimited            unlimited            bytes\n\
                      Max address space         2048000              unlimited            bytes\n";
        assert_eq!(soft_limit(limits, "Max address space"), Some(2_048_000.0));
        assert_eq!(soft_limit(limits, "Max data size"), None);
        let all = folders(Path::new("/sys/fs/cgroup"), "/user/app");
        let all: Vec<String> = all.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(all, ["/sys/fs/cgroup/user/app", "/sys/fs/cgroup/user", "/sys/fs/cgroup"]);
    }

    #[test]
    fn a_group_leaves_its_limit_less_what_it_uses() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        write("memory.max", "max\n");
        write("memory.current", "300\n");
        write("memory.stat", "anon 10\ninactive_file 100\n");
        let left = || left_of(folder.path(), "memory.max", "memory.current");
        assert_eq!(left(), None);
        write("memory.max", "1000\n");
        assert_eq!(left(), Some(800.0));
        write("memory.max", "100\n");
        assert_eq!(left(), Some(0.0));
        write("memory.max", "9223372036854771712\n");
        assert_eq!(left(), None);
    }

    #[test]
    fn what_the_user_says_takes_the_place_of_everything() {
        let room = Room::find(Some(Bytes(5.0))).expect("a room");
        assert_eq!((room.usable(), room.to_string()), (Bytes(5.0), "--memory-limit is 5 B".to_owned()));
    }
}
