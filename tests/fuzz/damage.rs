//! Ways to damage a text or a file.

use crate::twin::random_config::Dice;

/// Values that stand where another was: ends of ranges, other types, other spellings, other people's slips.
const VALUES: [&str; 40] = [
    "0",
    "-0.0",
    "1",
    "-1",
    "2",
    "1e-300",
    "1e300",
    "-1e300",
    "nan",
    "inf",
    "-inf",
    "0.5",
    "0.9999999999",
    "1.0000001",
    "1e-18",
    "1200",
    "1201",
    "4294967296",
    "9223372036854775807",
    "99999999999999999999",
    "\"\"",
    "\"garbage\"",
    "true",
    "[]",
    "[1, 2, 3]",
    "{}",
    "{ uniform = { min = 0, max = 1 } }",
    "{ uniform = { min = 1, max = 0 } }",
    "{ lognormal = { median = 1, sigma = 50 } }",
    "{ beta = { alpha = 1e-9, beta = 1e9, min = 0, max = 1 } }",
    "{ discrete = { values = [0, 1], weights = [0, 0] } }",
    "{ empirical = { file = \"x.csv\", column = \"y\" } }",
    "30%",
    "0,30",
    "１２",
    "\"=cmd\"",
    "\"\\u0007\"",
    "1979-05-27",
    "'''\n'''",
    "\"a\\nb\"",
];

/// Damages a config in one to four places.
pub fn config(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..dice.whole(1, 4) {
        if lines.is_empty() {
            break;
        }
        let at = dice.whole(0, lines.len() as u64 - 1) as usize;
        match dice.whole(0, 9) {
            0 => {
                lines.remove(at);
            }
            1 => {
                let copy = lines[at].clone();
                lines.insert(dice.whole(0, lines.len() as u64) as usize, copy);
            }
            2 => lines.truncate(at + 1),
            3 => {
                let with = dice.whole(0, lines.len() as u64 - 1) as usize;
                lines.swap(at, with);
            }
            4 => lines[at] = damaged_text(&lines[at], dice),
            _ => {
                if let Some((key, _)) = lines[at].split_once('=') {
                    let value = VALUES[dice.whole(0, VALUES.len() as u64 - 1) as usize];
                    lines[at] = format!("{key}= {value}");
                }
            }
        }
    }
    lines.join("\n")
}

fn damaged_text(line: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    let strange = ['\u{0}', '\u{7}', '\r', '"', '[', '=', '#', '９', '\u{202e}', '-', '.', '{', 'e', '_'];
    let letter = strange[dice.whole(0, strange.len() as u64 - 1) as usize];
    let at = dice.whole(0, letters.len() as u64) as usize;
    if at < letters.len() && dice.coin(0.5) {
        letters[at] = letter
    } else {
        letters.insert(at, letter)
    }
    letters.into_iter().collect()
}

/// Damages the bytes of a file: bits, bytes, stretches, its end.
pub fn bytes(content: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut damaged = content.to_vec();
    for _ in 0..dice.whole(1, 3) {
        let length = damaged.len() as u64;
        if length == 0 {
            damaged.push(dice.whole(0, 255) as u8);
            continue;
        }
        let at = dice.whole(0, length - 1) as usize;
        let end = dice.whole(at as u64, (at as u64 + 40).min(length - 1)) as usize;
        match dice.whole(0, 6) {
            0 => damaged[at] ^= 1 << dice.whole(0, 7),
            1 => damaged[at] = dice.whole(0, 255) as u8,
            2 => damaged.truncate(at),
            3 => damaged[at..=end].fill(0),
            4 => damaged[at..=end].iter_mut().for_each(|byte| *byte = dice.whole(0, 255) as u8),
            5 => {
                damaged.drain(at..=end);
            }
            _ => {
                let copy = damaged[at..=end].to_vec();
                damaged.splice(at..at, copy);
            }
        }
    }
    damaged
}
