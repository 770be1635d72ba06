//! Where each step of a month is: METHOD.md §5 names the steps, a file says at its head which of them it is about, and the
//! table of CONTRIBUTING.md follows from both.

use super::text::read;
use crate::test_architecture::sources;

/// Behind it a file names its steps: `step 4)`, `steps 6, 8 and 9)`, `steps 6 to 8)`.
const NAMED: &str = "METHOD.md §5, step";
const HEADING: &str = "| step of METHOD.md §5 | files |\n|---|---|\n";

/// The steps of a month in their order, each with the words it begins with.
fn steps() -> Vec<(String, String)> {
    let method = read("docs/METHOD.md");
    let section = method.split("\n## 5. ").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("§5");
    let step = |line: &str| {
        // `1. The world`, `3. **Employment.** At`, `* **3a. Homes never delivered** (`; an equation begins in brackets.
        let line = line.trim_start().trim_start_matches("* **");
        let (number, words) = line.split_once(". ")?;
        let is_number = number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase());
        let words = words.trim_start_matches("**").split("**").next().unwrap_or(words);
        let words = words.split([';', ':', ',', '(', '.', '=']).next().unwrap_or(words);
        is_number.then(|| (number.to_owned(), words.trim().to_owned()))
    };
    section.lines().filter_map(step).collect()
}

/// The steps that the head of a file names.
fn named(text: &str, numbers: &[String]) -> Vec<String> {
    let head: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let head = head.join(" ");
    let Some((_, rest)) = head.split_once(NAMED) else { return Vec::new() };
    let list = rest.trim_start_matches('s').split([')', ':']).next().unwrap_or(rest).split(" equation").next();
    let words: Vec<&str> =
        list.unwrap_or(rest).split([' ', ',']).filter(|word| !word.is_empty() && *word != "and").collect();
    let at = |word: &str| numbers.iter().position(|number| number == word).unwrap_or_else(|| panic!("no step {word}"));
    let mut named = Vec::new();
    for (place, word) in words.iter().enumerate() {
        match *word {
            "to" => {
                let whole = |number: &&String| number.parse::<u32>().is_ok();
                let between = &numbers[at(words[place - 1]) + 1..at(words[place + 1])];
                named.extend(between.iter().filter(whole).cloned());
            }
            number => named.push(numbers[at(number)].clone()),
        }
    }
    named
}

/// CONTRIBUTING.md with its table.
pub(super) fn contributing() -> String {
    let steps = steps();
    let numbers: Vec<String> = steps.iter().map(|(number, _)| number.clone()).collect();
    let files: Vec<(String, Vec<String>)> =
        sources().into_iter().map(|(path, text)| (path, named(&text, &numbers))).collect();
    let row = |(number, words): &(String, String)| {
        let of_step = files.iter().filter(|(_, named)| named.contains(number));
        let paths: Vec<String> = of_step.map(|(path, _)| format!("`{}`", path.trim_start_matches("src/"))).collect();
        assert!(!paths.is_empty(), "no file of src says at its head that it is about step {number} of METHOD.md §5");
        format!("| {number} {words} | {} |\n", paths.join(", "))
    };
    let table: String = steps.iter().map(row).collect();
    let text = read("CONTRIBUTING.md");
    let (before, rest) = text.split_once(HEADING).expect("the table of steps");
    let (_, after) = rest.split_once("\n\n").expect("what stands behind it");
    format!("{before}{HEADING}{table}\n{after}")
}

#[test]
fn steps_are_read_as_they_are_written() {
    let numbers: Vec<String> = steps().into_iter().map(|(number, _)| number).collect();
    let expected = [
        "1", "2", "3", "3a", "4", "5", "5a", "6", "7", "8", "9", "9a", "10", "11", "11a", "12a", "12", "12b", "13",
        "14",
    ];
    assert_eq!(numbers, expected);
    let of = |head: &str| named(&format!("//! A rule\n//! (METHOD.md §5, {head}.\nuse x;"), &numbers);
    assert_eq!(of("step 9a)"), ["9a"]);
    assert_eq!(of("steps 6, 8 and 9)"), ["6", "8", "9"]);
    assert_eq!(of("steps 6 to 8)"), ["6", "7", "8"]);
    assert_eq!(of("step 3, equations (50) to (53))"), ["3"]);
    assert_eq!(of("first)"), Vec::<String>::new());
}
