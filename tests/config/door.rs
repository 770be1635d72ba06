//! What may not come in: text that forges lines, files without end, configs without measure.

use std::{
    fmt::Write,
    sync::LazyLock,
    time::{Duration, Instant},
};

use super::support::{Folder, GOOD};

fn faults(text: &str, sets: &[&str]) -> String {
    let folder = Folder::of(&[("a.toml", text)]);
    folder.faults(folder.load_set("a.toml", sets))
}

#[test]
fn no_text_breaks_a_line_or_a_terminal() {
    let text = GOOD.replace("cash_months = 6", "cash_months = 6\n\"\\nerror: 0 faults, all is well\\n\" = 1")
        + "[[scenario]]\nname = \"one\\u001b[31m\\u0000\"\n[[scenario]]\nname = \"two\\u202e\" # \u{85}\n";
    insta::assert_snapshot!(faults(&text, &[]), @r#"
    a.toml:22:1  household.\nerror: 0 faults, all is well\n has a line break in the key
    a.toml:22:1  household.\nerror: 0 faults, all is well\n is not a key
    a.toml:41:8  scenario[0].name has the invisible character U+001B
    a.toml:43:8  scenario[1].name has the invisible character U+202E
    a.toml:43:22  has the invisible character U+0085 here
    "#);
    insta::assert_snapshot!(faults(GOOD, &["study.title='a\nb\u{1b}'", "loan.\n=3"]), @r#"
    --set loan.\n=3:  loan. is not a dotted key, such as loan.term_months
    --set study.title='a\nb\u{1b}':  study.title has a line break
    "#);
}

#[test]
fn text_is_as_long_as_files_and_workbooks_take() {
    let with = |title: usize, name: usize| {
        let text = GOOD.replace("name = \"small\"", &format!("title = \"{}\"\nname = \"small\"", "首".repeat(title)));
        faults(&format!("{text}[[scenario]]\nname = \"{}\"\n", "x".repeat(name)), &[])
    };
    assert_eq!(with(200, 80), "");
    insta::assert_snapshot!(with(40_000, 81), @"
    a.toml:3:9  study.title has 40000 characters, more than 200
    a.toml:41:8  scenario[0].name has 81 characters, more than 80
    ");
}

#[test]
fn text_with_a_meaning_elsewhere_is_let_in() {
    for name in ["[3pt] base", "* star", "=cmd|' /C calc'!A0", "<b>&amp;\\\\input{x} $5 100% 首付", "-20%"] {
        let text = format!("{GOOD}[[scenario]]\nname = '''{name}'''\n");
        assert_eq!(faults(&text, &[]), "", "{name}");
    }
}

/// The faults, and that they came soon: in seconds of this thread's own, however busy the machine is.
fn soon(text: &str, sets: &[&str]) -> String {
    let before = own_time();
    let faults = faults(text, sets);
    let took = own_time() - before;
    assert!(took < Duration::from_secs(25), "{took:?} for\n{faults}");
    faults
}

/// Time that this thread has worked; where the system does not tell, the time that has passed.
fn own_time() -> Duration {
    static SINCE: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|told| told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos));
    worked.unwrap_or_else(|| SINCE.elapsed())
}

#[test]
fn a_config_without_measure_is_refused_soon() {
    let mut tables = GOOD.to_owned();
    (0..50_000).for_each(|at| writeln!(tables, "[t{at}]").expect("a text"));
    let shown = soon(&tables, &[]);
    assert_eq!(shown.lines().count(), 51);
    assert!(shown.ends_with("\nand 49950 more"), "{shown}");

    let knots: String = (0..20_000).map(|at| format!("{{ month = {}, level = -1 }},", at % 7)).collect();
    let path = format!("kind = \"path\"\nknots = [{knots}]");
    let text = GOOD.replace("kind = \"gbm\"\ndrift_annual = 0.02\nvolatility_annual = 0.15", &path);
    assert!(soon(&text, &[]).contains("\nand 22807 more"), "{}", soon(&text, &[]));

    let deep = format!("loan{}=1", ".x".repeat(60_000));
    let shown = soon(GOOD, &[&deep]);
    assert!(shown.ends_with("... is not a dotted key, such as loan.term_months"), "{shown}");
    assert!(shown.len() < 500, "{shown}");

    let axis = (0..5000).map(|at| format!("0.{at:05}")).collect::<Vec<_>>().join(",");
    let grid = format!("{GOOD}[sweep.grid]\n\"loan.down_payment\" = [{axis}]\n\"loan.annual_rate\" = [{axis}]\n");
    insta::assert_snapshot!(soon(&grid, &[]), @"a.toml:39:1  sweep.grid makes more than 10000 cells");
}

#[test]
fn ten_thousand_cells_share_their_config() {
    let knots: String = (0..1000).map(|at| format!("{{ month = {at}, level = 1 }},")).collect();
    let path = format!("kind = \"path\"\nknots = [{knots}]");
    let text = GOOD.replace("kind = \"gbm\"\ndrift_annual = 0.02\nvolatility_annual = 0.15", &path);
    let axis = |count: usize| (0..count).map(|at| format!("0.{at:05}")).collect::<Vec<_>>().join(",");
    let few = format!("{text}[sweep.grid]\n\"loan.down_payment\" = [{}]\n", axis(500));
    assert_eq!(soon(&few, &[]), "");
    let many = format!("{text}[sweep.grid]\n\"loan.down_payment\" = [{}]\n", axis(9990));
    insta::assert_snapshot!(soon(&many, &[]), @"a.toml:1:1  9990 cells of 2023 values each are more than 20000000 values; a long list of values is a column of a CSV file, an `empirical` distribution");
    // A list of values is held once, however many cells draw from it.
    let (values, weights) = (vec!["3e6"; 20_000].join(","), vec!["1"; 20_000].join(","));
    let prices = format!("home_price = {{ discrete = {{ values = [{values}], weights = [{weights}] }} }}");
    let text = GOOD.replace("home_price = { lognormal = { median = 3_000_000, sigma = 0.4 } }", &prices);
    assert_eq!(soon(&format!("{text}[sweep.grid]\n\"household.investor_frac\" = [{}]\n", axis(600)), &[]), "");
}

#[test]
fn files_that_extend_one_another_without_end_are_refused() {
    let names: Vec<String> = (0..12_000).map(|at| format!("{at}.toml")).collect();
    let texts: Vec<String> = (1..=12_000).map(|at| format!("extends = \"{at}.toml\"")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    let folder = Folder::of(&files);
    insta::assert_snapshot!(folder.faults(folder.load("0.toml")), @r#"31.toml:1:11  extends = "32.toml" is the last of 33 files that extend one another; at most 32 are read"#);
}

#[test]
fn only_regular_files_of_some_size_are_read() {
    let empirical = |file: &str| {
        let ratios = format!("down_payment = {{ empirical = {{ file = \"{file}\", column = \"x\" }} }}");
        faults(&GOOD.replace("down_payment = 0.3", &ratios), &[])
    };
    insta::assert_snapshot!(empirical("."), @r#"a.toml:24:39  loan.down_payment.empirical.file = "." is a folder, not a file"#);
    if cfg!(unix) {
        insta::assert_snapshot!(empirical("/dev/zero"), @r#"a.toml:24:39  loan.down_payment.empirical.file = "/dev/zero" is a pipe or a device, not a regular file; save its content to a file and name that"#);
    }
    let folder = Folder::of(&[("long.toml", &"#".repeat(16_000_001)), ("b.toml", "extends = \"long.toml\"")]);
    insta::assert_snapshot!(folder.faults(folder.load("b.toml")), @r#"b.toml:1:11  extends = "long.toml" is larger than 16 MB, the most that is read"#);
    insta::assert_snapshot!(folder.faults(folder.load("")), @"  is a folder, not a file");
}

#[test]
fn a_line_that_is_no_toml_says_what_was_meant() {
    let of = |value: &str| faults(&GOOD.replace("down_payment = 0.3", &format!("down_payment = {value}")), &[]);
    insta::assert_snapshot!(["30%", "0,30", "０.３", "level", "“x”"].map(of).join("\n"), @r#"
    a.toml:24:16  is not how TOML writes it; 30% is written 0.30
    a.toml:24:17  is not how TOML writes it; decimals follow a point: 0.30
    a.toml:24:16  is not how TOML writes it; write `down_payment = 0.3`, with half-width characters and straight quotes
    a.toml:24:16  is not how TOML writes it; a text stands in quotes: down_payment = "level"
    a.toml:24:16  is not how TOML writes it; write `down_payment = "x"`, with half-width characters and straight quotes
    "#);
}

#[test]
fn a_place_without_its_law_is_told_of_extends() {
    let (text, _) = GOOD.split_once("[foreclosure]").expect("a [foreclosure]");
    insta::assert_snapshot!(faults(text, &[]), @r#"
    a.toml:1:1  foreclosure is missing; timeline, auction rounds and costs of a foreclosure; `extends` brings a place's law whole: extends = "regimes/mainland_china.toml" in configs/
    a.toml:1:1  recourse is missing; what the household owes after the home is gone
    "#);
}
