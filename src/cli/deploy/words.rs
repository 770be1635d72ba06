//! What of the command line goes into files of others: names, and times as Slurm reads them.

use crate::cli::tongue::said;
use crate::told::told;
use std::fmt;

/// A name of something of the cluster, plain enough for a script and for YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Label(pub String);

/// Reads a name: a partition, an account, features, an image.
pub(in crate::cli) fn label(text: &str) -> Result<Label, String> {
    const SIGNS: &str = "._-+/:@,&|*[]()";
    let is_plain = |c: char| c.is_ascii_alphanumeric() || SIGNS.contains(c);
    match text.chars().find(|c| !is_plain(*c)) {
        Some(odd) => Err(said(&told!(
            "it has {odd:?}, and may have letters, digits and any of {SIGNS}",
            "其中有 {odd:?}，只能用字母、数字和 {SIGNS}"
        ))),
        None if text.is_empty() => Err(said(&told!("it is empty", "它是空的"))),
        None if text.starts_with('-') => {
            Err(said(&told!("it begins with -, as options do", "它以 - 开头，与选项相同")))
        }
        None => Ok(Label(text.to_owned())),
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Shortest time limit: two minutes before its end a shard is told to stop, and Slurm is late by up to one.
const LEAST: u64 = 5;
/// Longest time limit, a year.
const MOST: u64 = 365 * 24 * 60;

/// Whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cli) struct Minutes(pub u64);

/// Reads a time as Slurm does: minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM or D-HH:MM:SS.
pub(in crate::cli) fn minutes(text: &str) -> Result<Minutes, String> {
    let wrong = || {
        said(&told!(
            "not a time as Slurm reads it: minutes, HH:MM:SS or D-HH:MM:SS",
            "不是 Slurm 所读的时间：分钟数、HH:MM:SS 或 D-HH:MM:SS"
        ))
    };
    let number = |text: &str| {
        let is_whole = !text.is_empty() && text.len() < 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_whole.then(|| text.parse::<u64>().ok()).flatten()
    };
    let fields = |text: &str| text.split(':').map(number).collect::<Option<Vec<u64>>>().ok_or_else(wrong);
    let (days, (hours, minutes, seconds)) = match text.split_once('-') {
        Some((days, rest)) => (
            number(days).ok_or_else(wrong)?,
            match fields(rest)?[..] {
                [hours] => (hours, 0, 0),
                [hours, minutes] => (hours, minutes, 0),
                [hours, minutes, seconds] => (hours, minutes, seconds),
                _ => return Err(wrong()),
            },
        ),
        None => (
            0,
            match fields(text)?[..] {
                [minutes] => (0, minutes, 0),
                [minutes, seconds] => (0, minutes, seconds),
                [hours, minutes, seconds] => (hours, minutes, seconds),
                _ => return Err(wrong()),
            },
        ),
    };
    let all = ((days * 24 + hours) * 60 + minutes) + seconds.div_ceil(60);
    match all {
        ..LEAST => Err(said(&told!(
            "a shard is told to stop two minutes before its time is up: give {LEAST} at least",
            "片在到时前两分钟被要求停止：至少给 {LEAST} 分钟"
        ))),
        _ if all > MOST => Err(said(&told!("it is more than a year", "它超过一年"))),
        _ => Ok(Minutes(all)),
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes) = (self.0 / 60, self.0 % 60);
        match hours / 24 {
            0 => write!(f, "{hours:02}:{minutes:02}:00"),
            days => write!(f, "{days}-{:02}:{minutes:02}:00", hours % 24),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_slurm_reads_them() {
        for (text, told) in [
            ("90", "01:30:00"),
            ("7:30", "00:08:00"),
            ("12:00:00", "12:00:00"),
            ("1-0", "1-00:00:00"),
            ("2-03:04", "2-03:04:00"),
            ("0-00:05:01", "00:06:00"),
        ] {
            let read = minutes(text);
            assert_eq!(read.as_ref().map(ToString::to_string), Ok(told.to_owned()), "{text}");
            assert_eq!(minutes(told), read);
        }
        for text in ["", "2h", "4", "00:04:59:00", "1:2:3:4", "-5", "1-", "366-0", "99999999999"] {
            assert!(minutes(text).is_err(), "{text}");
        }
        assert!(minutes("00:04:00").expect_err("too short").contains("two minutes before"));
    }

    #[test]
    fn names_are_plain() {
        for text in ["long", "a100|h100", "registry.example:5000/team/underwater@sha256:0f", "[rack1*4]"] {
            assert_eq!(label(text), Ok(Label(text.to_owned())));
        }
        for text in ["", "a b", "a\nb", "a\"b", "$x", "-p", "名"] {
            assert!(label(text).is_err(), "{text}");
        }
    }
}
