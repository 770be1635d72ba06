//! A number of bytes as people write and read it.

use crate::cli::tongue::said;
use crate::told::told;
use std::fmt;

/// Units by name: thousands, and the powers of 1024 that kernels count in.
const UNITS: [(&str, f64); 9] = [
    ("TiB", 1_099_511_627_776.0),
    ("GiB", 1_073_741_824.0),
    ("MiB", 1_048_576.0),
    ("KiB", 1024.0),
    ("TB", 1e12),
    ("GB", 1e9),
    ("MB", 1e6),
    ("kB", 1e3),
    ("B", 1.0),
];

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(in crate::cli) struct Bytes(pub f64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousands = UNITS.iter().filter(|(name, unit)| !name.contains('i') && *unit > 1.0);
        match thousands.into_iter().find(|(_, unit)| self.0 >= *unit) {
            Some((name, unit)) => {
                let digits = if self.0 / unit < 10.0 { 1 } else { 0 };
                write!(f, "{:.digits$} {name}", self.0 / unit)
            }
            None => write!(f, "{:.0} B", self.0),
        }
    }
}

/// Reads `4GiB`, `500 MB` or a plain number of bytes.
pub(in crate::cli) fn bytes(text: &str) -> Result<Bytes, String> {
    let wrong = || {
        let names = UNITS.map(|(name, _)| name).join(", ");
        said(&told!(
            "not a size such as 4GiB, 500MB or 2000000000; units are {names}",
            "不是 4GiB、500MB 或 2000000000 这样的大小；单位有 {names}"
        ))
    };
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let known = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit.trim()));
    let factor = if unit.trim().is_empty() { 1.0 } else { known.ok_or_else(wrong)?.1 };
    if number > 0.0 { Ok(Bytes(number * factor)) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, number) in [
            ("4GiB", 4_294_967_296.0),
            ("500 MB", 5e8),
            ("1.5gb", 1.5e9),
            ("2000000000", 2e9),
            ("64 kib", 65_536.0),
            ("7B", 7.0),
        ] {
            assert_eq!(bytes(text), Ok(Bytes(number)), "{text}");
        }
        for text in ["", "GB", "4 G", "-1GB", "0", "1e9", "4GiBs", "..", "1.2.3MB"] {
            assert!(bytes(text).is_err(), "{text}");
        }
        assert_eq!(Bytes(2.29e9).to_string(), "2.3 GB");
        assert_eq!(Bytes(15_640_000_000.0).to_string(), "16 GB");
        assert_eq!(Bytes(999.0).to_string(), "999 B");
    }
}
