//! `underwater tape`.

use std::fmt::Write;
use std::fs;

use super::support::{Ended, Place};

/// A kind of fault: a column, what stands in it, and what is said of it.
const KINDS: [(&str, &str, &str); 20] = [
    ("id", "", "is empty, and every row needs it"),
    ("id", "CN00000001", "stands in line 2 already; every loan has an id of its own"),
    ("term_months", "", "is empty, and every row needs it"),
    ("term_months", "30.5", "= 30.5 is not allowed: a whole number from 1 to 600 is"),
    ("term_months", "thirty", "= \"thirty\" is not a number: a whole number from 1 to 600 is allowed"),
    ("months_on_book", "-1", "= -1 is not allowed: a whole number from 0 to 599 is"),
    ("months_on_book", "599", "makes 599 months on book, not below term_months ="),
    (
        "balance",
        "1,000,000",
        "= \"1,000,000\" is not a number: a number above 0 to 1000000000000 is allowed; write 1000000",
    ),
    ("balance", "0", "= 0 is not allowed: a number above 0 to 1000000000000 is"),
    ("balance", "-5", "= -5 is not allowed: a number above 0 to 1000000000000 is"),
    ("balance", "1e11", "= 100000000000 is more than original_amount ="),
    ("price", "", "is empty and so is value: one of them is needed"),
    ("price", "NaN", "= \"NaN\" is not a number: a number above 0 to 1000000000000 is allowed"),
    ("index_ratio", "", "is empty and so is value: what is the home worth in month 0? Write one of them"),
    ("annual_rate", "4.2", "= 4.2 is not allowed: a number from 0 to 1 is; 4.2% is written 0.042"),
    ("annual_rate", "4.2%", "= \"4.2%\" is not a number: a number from 0 to 1 is allowed; write 0.042"),
    ("method", "levl", "= \"levl\" is not level or constant-principal or interest-only; did you mean level?"),
    ("occupier", "landlord", "= \"landlord\" is not owner or investor"),
    ("income_monthly", "-1", "= -1 is not allowed: a number from 0 to 1000000000000 is"),
    ("segment", "a\u{1}b", "= \"a\\u{1}b\" has the invisible character U+0001"),
];

fn example(place: &Place, rows: usize) -> Vec<Vec<String>> {
    place.run(&["tape", "example", &rows.to_string(), "--seed", "7", "--out", "loans.csv"]).well();
    let text = fs::read_to_string(place.path("loans.csv")).expect("a tape");
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn write(place: &Place, name: &str, rows: &[Vec<String>]) {
    let cell = |cell: &String| if cell.contains(',') { format!("\"{cell}\"") } else { cell.clone() };
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",");
    fs::write(place.path(name), rows.iter().map(line).collect::<Vec<_>>().join("\n")).expect("written");
}

fn said(ended: &Ended) -> Vec<&str> {
    ended.stderr.lines().collect()
}

#[test]
fn two_thousand_faults_of_twenty_kinds() {
    let place = Place::new();
    let mut rows = example(&place, 2_500);
    // What a month of origination tells beside months on book would be found wrong too.
    let origination = rows[0].iter().position(|name| name == "origination_month").expect("a column");
    rows.iter_mut().for_each(|row| drop(row.remove(origination)));
    let mut expected = Vec::new();
    for round in 0..100 {
        for (number, (column, wrong, says)) in KINDS.iter().enumerate() {
            let row = 2 + KINDS.len() * round + number;
            let at = rows[0].iter().position(|name| name == column).expect("a column");
            rows[row][at] = (*wrong).to_owned();
            expected.push((row + 1, *column, *says));
        }
    }
    write(&place, "wrong.csv", &rows);
    let ended = place.run(&["tape", "check", "wrong.csv", "--limit", "5000"]);
    assert_eq!(ended.code, Some(2));
    let lines = said(&ended);
    assert_eq!(lines.last(), Some(&"error: 2,000 faults in wrong.csv"));
    assert_eq!(lines.len(), 2_001);
    for (line, (row, column, says)) in lines.iter().zip(&expected) {
        assert!(line.starts_with(&format!("wrong.csv:{row}  {column} {says}")), "{line}\n{row} {column} {says}");
    }
    assert!(ended.stdout.starts_with("wrong.csv: 2,500 rows, 1,900 of them with faults; of the others, 600 loans:"));

    let ended = place.run(&["tape", "check", "wrong.csv"]);
    let lines = said(&ended);
    assert_eq!(lines.len(), 52);
    assert!(lines[..50].iter().zip(&expected).all(|(line, (row, ..))| line.starts_with(&format!("wrong.csv:{row}  "))));
    assert_eq!(lines[50], "and 1,950 more; --limit lists more of them");
}

/// CSV and Parquet hold the same loans, in whatever order, with names of their own or not.
#[test]
fn what_a_tape_holds() {
    let place = Place::new();
    let mut rows = example(&place, 300);
    place.run(&["tape", "example", "300", "--seed", "7", "--out", "loans.parquet"]).well();
    let of = |name: &str, more: &[&str]| {
        let printed = place.run(&[&["tape", "check", name], more].concat()).well();
        printed.strip_prefix(name).expect("its name").to_owned()
    };
    let told = of("loans.csv", &[]);
    assert_eq!(told, of("loans.parquet", &[]));
    rows[1..].reverse();
    rows[0][0] = "LOAN_NO".to_owned();
    write(&place, "other.csv", &rows);
    assert_eq!(told, of("other.csv", &["--column", "id=LOAN_NO"]));
    assert!(told.contains(" 300 loans\n") && told.contains("\n vintage "), "{told}");

    // Months of origination tell months on book, once month 0 is known.
    let months = rows[0].iter().position(|name| name == "months_on_book").expect("a column");
    rows.iter_mut().for_each(|row| drop(row.remove(months)));
    write(&place, "months.csv", &rows);
    let column = ["--column", "id=LOAN_NO"];
    assert_eq!(told, of("months.csv", &[&column[..], &["--month", "2025-12"]].concat()));
    let refused = place.run(&[&["tape", "check", "months.csv"][..], &column].concat());
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("months.csv:2  origination_month needs to know month 0"), "{}", refused.stderr);
    let early = place.run(&[&["tape", "check", "months.csv", "--month", "2015-01"][..], &column].concat());
    assert!(early.stderr.contains(" is after month 0, 2015-01"), "{}", early.stderr);
    // A tape is written once.
    let again = place.run(&["tape", "example", "3", "--out", "months.csv"]);
    assert_eq!(again.refused(), "error: months.csv exists already and stays as it is; give another name\n");
}

#[test]
fn files_that_are_no_tape() {
    let place = Place::new();
    place.run(&["tape", "example", "3000", "--out", "loans.parquet"]).well();
    let whole = fs::read(place.path("loans.parquet")).expect("a tape");
    let mut damaged = whole.clone();
    let middle = whole.len() / 2;
    damaged[middle - 2_000..middle + 2_000].fill(0x5A);
    let header = "id,term_months,months_on_book,balance,value\n";
    let mut long = String::from(header);
    (0..3).for_each(|row| writeln!(long, "L{row},120,12,1000,2000").expect("a text"));
    let files: [(&str, Vec<u8>, &str); 15] = [
        (
            "cut.parquet",
            whole[..whole.len() / 2].to_vec(),
            "begins as Parquet and cannot be read as such: it is cut short or damaged",
        ),
        ("damaged.parquet", damaged, "it is cut short or damaged"),
        ("foreign.parquet", b"id,term_months\n".to_vec(), "is no Parquet file: it does not begin as one"),
        ("empty.csv", Vec::new(), "is empty"),
        ("header.csv", header.into(), "has no rows"),
        ("book.xlsx", b"PK\x03\x04rest".to_vec(), "is an Excel workbook or another archive, no CSV"),
        ("wide.csv", b"\xFF\xFEi\0d\0".to_vec(), "is UTF-16, not UTF-8"),
        ("semicolons.csv", b"id;term_months\nL;120\n".to_vec(), "has cells that are parted by semicolons"),
        (
            "other.csv",
            b"month,rate\n2021-01,3\n".to_vec(),
            "has none of the columns of a loan tape; it has month, rate",
        ),
        ("short.csv", format!("{header}L,120,12,1000\n").into(), "short.csv:2  has 4 cells where the header has 5"),
        ("twice.csv", b"id,id,term_months\nL,L,120\n".to_vec(), "twice.csv  id is the name of two columns"),
        (
            "near.csv",
            b"id,term_month,months_on_book,balance,value\nL,120,1,2,3\n".to_vec(),
            "term_month is no column of a tape; did you mean `term_months`?",
        ),
        (
            "later.csv",
            b"id,term_months,months_on_book,balance,value,earners\nL,120,1,2,3,2\n".to_vec(),
            "earners cannot be simulated: second earners are drawn",
        ),
        (
            "gbk.csv",
            [header.as_bytes(), b"\xB1\xB1\xBE\xA9,120,12,1000,2000\n"].concat(),
            "gbk.csv:2  id is not UTF-8 text",
        ),
        (
            "arrears.csv",
            b"id,term_months,months_on_book,balance,value,days_past_due\nL,120,1,2,3,60\n".to_vec(),
            "arrears.csv:2  days_past_due = 60 makes 2 unpaid instalments, of a loan of 1 months on book",
        ),
    ];
    for (name, bytes, says) in files {
        fs::write(place.path(name), bytes).expect("written");
        let ended = place.run(&["tape", "check", name]);
        assert_eq!(ended.code, Some(2), "{name}: {}", ended.stderr);
        assert!(ended.stderr.contains(says), "{name}: {}", ended.stderr);
    }
    // A mark of UTF-8, blank lines and lines that end in \r\n are nothing.
    let marked = format!("\u{feff}{}", long.replace('\n', "\r\n\r\n"));
    fs::write(place.path("marked.csv"), marked.clone() + "L3,120,12,x,2000\r\n").expect("written");
    let ended = place.run(&["tape", "check", "marked.csv"]);
    assert!(ended.stderr.starts_with("marked.csv:9  balance = \"x\" is not a number"), "{}", ended.stderr);
    for (name, says) in [("none.csv", "none.csv  does not exist"), (".", ".  is a folder, not a file")] {
        assert!(place.run(&["tape", "check", name]).refused().starts_with(says), "{name}");
    }
}

/// A study of a tape: what `check` says, a run, a loan's story, and all that it cannot be.
#[test]
fn a_study_of_a_tape() {
    let place = Place::new();
    place.run(&["tape", "example", "200", "--seed", "3", "--out", "loans.csv"]).well();
    let study = r#"
[study]
name = "book"
worlds = 4
horizon_months = 24
[portfolio]
file = "loans.csv"
arrears_out_of_work_frac = 0.5
[price]
kind = "gbm"
drift_annual = -0.1
volatility_annual = 0.1
[labour]
kind = "ar1"
separation_monthly = 0.05
finding_monthly = 0.05
[household]
price_to_income_years = 10.0
cash_months = 2.0
[loan]
start_month = "2025-12"
[foreclosure]
rounds = [{ start_level_frac = 0.8, success = 0.5 }]
[recourse]
kind = "full"
"#;
    let write = |text: &str| fs::write(place.path("book.toml"), text).expect("written");
    write(study);
    let checked = place.run(&["check", "book.toml"]).well();
    assert!(checked.contains("4 worlds × 200 households = 800") && checked.contains("/loans.csv"), "{checked}");
    assert!(checked.contains("portfolio.file: the results are those of these 200 loans"), "{checked}");
    place.run(&["run", "book.toml", "--out", "here", "--save-paths"]).well();
    let told = place.run(&["explain", "book.toml", "--world", "1", "--loan", "CN00000007"]).well();
    assert!(told.starts_with("study book, seed 1, world 1, loan CN00000007 (household "), "{told}");
    assert!(told.contains("loan was granted before") || told.contains("on book"), "{told}");
    let none = place.run(&["explain", "book.toml", "--world", "1", "--loan", "CN7"]).refused();
    assert_eq!(none, "error: --loan CN7 is not in the study's tape\n");
    // The page says whose results they are.
    let page = fs::read_to_string(place.path("here/report.html")).expect("a page");
    assert!(page.contains("nothing of what other loans would"));

    let refused = |text: &str, more: &[&str], says: &str| {
        write(text);
        let ended = place.run(&[&["check", "book.toml"], more].concat());
        assert!(ended.code == Some(2) && ended.stderr.contains(says), "{says}\n{}", ended.stderr);
    };
    let with = |table: &str, key: &str| study.replace(&format!("[{table}]\n"), &format!("[{table}]\n{key}\n"));
    let held = "is what the rows of [portfolio] hold, every one of them; leave it out";
    for (table, key) in [
        ("study", "households = 5"),
        ("household", "home_price = 1.0"),
        ("loan", "down_payment = 0.3"),
        ("loan", "term_months = 360"),
        ("loan", "method = \"level\""),
        ("loan", "annual_rate = 0.03"),
        ("household", "investor_frac = 0.1"),
        ("loan", "on_book = { months = 3, index_ratio = 1.0 }"),
    ] {
        let name = key.split(" =").next().expect("a key");
        let name = if name == "on_book" { "on_book.months" } else { name };
        refused(&with(table, key), &[], &format!("{table}.{name} {held}"));
    }
    refused(&format!("{study}[sweep]\ngrid = {{ \"loan.down_payment\" = [0.2, 0.3] }}\n"), &[], held);
    refused(study, &["--households", "9"], &format!("--households 9:  study.households {held}"));
    let beside = "cannot stand beside [portfolio]: ";
    for (table, key) in [
        ("loan", "interest_only_months = 12"),
        ("loan", "balloon_frac = 0.3"),
        ("loan", "rollover = { every_months = 12 }"),
        ("household", "cash_mode = \"savings\"\nsavings = 9.0"),
    ] {
        refused(&with(table, key), &[], beside);
    }
    refused(&format!("{study}[insurance]\nthreshold_ltv = 0.7\nceiling_ltv = 0.9\n"), &[], beside);
    refused(&format!("{study}[underwriting]\nmaximum_dsti = 0.5\n"), &[], beside);
    refused(&study.replace("start_month = \"2025-12\"", "start_month = \"2024-12\""), &[], "there are ");
    refused(
        &study.replace("price_to_income_years = 10.0\n", ""),
        &[],
        "[household] needs price_to_income_years or income_monthly",
    );
    refused(&study.replace("\"loans.csv\"", "\"none.csv\""), &[], "portfolio.file = \"none.csv\" does not exist");
    refused(&with("portfolio", "columns = { idd = \"A\" }"), &[], "idd is no column of a tape");
    refused(
        &with("portfolio", "columns = { id = \"A\" }"),
        &[],
        "id is to be read from \"A\", and the file has no such column",
    );
    let loans = fs::read_to_string(place.path("loans.csv")).expect("a tape");
    // A household in arrears may be out of work.
    fs::write(place.path("loans.csv"), loans.replacen(",level,0,", ",level,25,", 1)).expect("written");
    let why = "portfolio.arrears_out_of_work_frac is missing: the loan of line ";
    refused(&study.replace("arrears_out_of_work_frac = 0.5\n", ""), &[], why);
    // A row that floats has nothing to float over.
    let floats = loans.replacen(",annual_rate,", ",spread_annual,", 1);
    fs::write(place.path("loans.csv"), floats).expect("written");
    refused(study, &[], "a loan that floats over a policy rate, and there is no [policy_rate]");
    // A faulty row is told by its line, however many there are.
    fs::write(place.path("loans.csv"), loans.replace(",level,", ",levl,")).expect("written");
    refused(study, &[], "loans.csv:2  method = \"levl\" is not level or constant-principal or interest-only");
    refused(study, &[], "faults more; `underwater tape check` lists them");
}

/// The invented loans of the shipped study are those that the command writes.
#[test]
fn the_invented_tape_is_made_by_its_command() {
    let place = Place::new();
    let name = "invented_tape_china.csv";
    place.run(&["tape", "example", "1000", "--seed", "20251201", "--out", name]).well();
    let kept = fs::read(crate::support::root().join("data").join(name)).expect("a tape");
    assert!(kept == fs::read(place.path(name)).expect("a tape"));
}

/// A row in no region of the study is told with line, column, what is there and what was meant; the own name of a column holds; and
/// nothing is written.
#[test]
fn rows_are_in_regions_of_the_study() {
    let place = Place::new();
    let mut rows = example(&place, 40);
    let region = rows[0].iter().position(|name| name == "region").expect("a column");
    rows[0][region] = "city".to_owned();
    let used: std::collections::BTreeSet<String> = rows[1..].iter().map(|row| row[region].clone()).collect();
    write(&place, "loans.csv", &rows);
    let regions: String = used.iter().map(|name| format!("[[region]]\nname = {name:?}\nloading = 0.5\n")).collect();
    let study = |regions: &str| {
        let text = fs::read_to_string(super::support::config("portfolio_china")).expect("a config");
        let head = text
            .split("\n# Five cities")
            .next()
            .expect("a config")
            .replace("extends = \"regimes/", &format!("extends = \"{}/configs/regimes/", env!("CARGO_MANIFEST_DIR")));
        let head = head.replace(
            "file = \"../data/invented_tape_china.csv\"",
            "file = \"loans.csv\"\ncolumns = { region = \"city\" }",
        );
        fs::write(place.path("book.toml"), format!("{head}\n{regions}")).expect("written");
    };
    study(&regions);
    place.run(&["run", "book.toml", "--worlds", "3", "--out", "well", "--quiet"]).well();
    assert!(place.path("well/region_index.parquet").is_file());
    let page = fs::read_to_string(place.path("well/report.html")).expect("a page");
    assert!(page.contains("The index drawn is that of [price]: homes in regions follow indices of their own"));
    let told = place.run(&["explain", "book.toml", "--world", "0", "--loan", &rows[1][0]]).well();
    assert!(told.contains(&format!("region: {}, whose index is 1 in month 0", rows[1][region])), "{told}");

    rows[4][region] = "wuhann".to_owned();
    rows[7][region].clear();
    write(&place, "loans.csv", &rows);
    let ended = place.run(&["run", "book.toml", "--worlds", "3", "--out", "ill", "--quiet"]);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    let said = said(&ended).join("\n");
    let line = format!("loans.csv:5:{}", region + 1);
    assert!(said.contains("= \"wuhann\" is no [[region]] of the study; there are \"beijing\""), "{said}");
    assert!(said.contains("did you mean `wuhan`?") && said.contains(":5") && said.contains("city"), "{line}: {said}");
    assert!(said.contains("is empty, and the study has an index for each region: \"beijing\""), "{said}");
    assert!(!place.path("ill").exists());
}

/// Whatever is wrong with a tape, and what it holds, is told in Chinese too.
#[test]
fn a_tape_is_told_in_chinese() {
    let place = Place::new();
    let mut rows = example(&place, 60);
    let told = place.run(&["tape", "check", "loans.csv", "--language", "zh"]).well();
    for words in
        ["loans.csv：60 行，60 笔贷款", "余额 ÷ 价值", "占比", "房屋价值", "没有 spread_annual 列：`annual_rate`"]
    {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let is_chinese = |line: &str| line.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let origination = rows[0].iter().position(|name| name == "origination_month").expect("a column");
    rows.iter_mut().for_each(|row| drop(row.remove(origination)));
    for (number, (column, wrong, _)) in KINDS.iter().enumerate() {
        let at = rows[0].iter().position(|name| name == column).expect("a column");
        rows[2 + number][at] = (*wrong).to_owned();
    }
    write(&place, "wrong.csv", &rows);
    let ended = place.run(&["tape", "check", "wrong.csv", "--limit", "15", "--language=zh"]);
    assert_eq!(ended.code, Some(2));
    let lines = said(&ended);
    assert_eq!(lines.len(), 17, "{}", ended.stderr);
    assert!(lines.iter().all(|line| is_chinese(line)), "{}", ended.stderr);
    assert!(lines[3].ends_with("term_months = 30.5 不允许，应为：1 至 600 的整数"), "{}", ended.stderr);
    assert_eq!(lines[15..], ["另有 5 处；用 --limit 可列出更多", "错误：wrong.csv 中有 20 处错误"]);
    let missing = place.run(&["tape", "check", "no.csv", "--language", "zh"]);
    assert_eq!(said(&missing), ["no.csv  不存在", "错误：no.csv 中有 1 处错误"]);
}

/// A loan that stands twice is told of in the file's own words.
#[test]
fn a_loan_that_stands_twice_is_told_by_the_files_own_name() {
    let place = Place::new();
    let mut rows = example(&place, 20);
    rows[0][0] = "LOAN_NO".to_owned();
    let first = rows[3][0].clone();
    rows[9][0].clone_from(&first);
    rows[15][0] = first;
    write(&place, "twice.csv", &rows);
    let ended = place.run(&["tape", "check", "twice.csv", "--column", "id=LOAN_NO"]);
    let expected = [10, 16]
        .map(|line| format!("twice.csv:{line}  LOAN_NO stands in line 4 already; every loan has an id of its own"));
    assert_eq!(said(&ended)[..2], expected);
}
