//! `tables.compare_to`: which cell each cell is compared with, and questions that name none, or several.

use super::support::{Folder, GOOD};

const GRID: &str = r#"
[sweep.grid]
"loan.down_payment" = [0.2, 0.4]
"loan.term_months" = [240, 360]
[[scenario]]
name = "flat"
[[scenario]]
name = "fall"
price.drift_annual = -0.05
"#;

/// Each key alone, after the config as it is.
const ALONE: &str = r#"
[sweep.one_at_a_time]
"loan.down_payment" = [0.2, 0.4]
"loan.term_months" = [240, 360]
"#;

fn folder(sweep: &str, compare_to: &str) -> Folder {
    let tables =
        if compare_to.is_empty() { String::new() } else { format!("[tables]\ncompare_to = {{ {compare_to} }}\n") };
    Folder::of(&[("a.toml", &format!("{GOOD}{tables}{sweep}"))])
}

/// The number of the cell that each cell is compared with.
fn bases(sweep: &str, compare_to: &str) -> Vec<usize> {
    let loaded = folder(sweep, compare_to).load("a.toml").unwrap_or_else(|faults| panic!("{faults}"));
    loaded.cells.iter().map(|cell| cell.compared_to).collect()
}

fn fault(sweep: &str, compare_to: &str) -> String {
    let folder = folder(sweep, compare_to);
    let text = folder.faults(folder.load("a.toml"));
    text.split_once("  ").map_or_else(|| text.clone(), |(_, fault)| fault.to_owned())
}

#[test]
fn the_first_cell_of_the_same_scenario_unless_the_author_says() {
    assert_eq!(bases(GRID, ""), [0, 0, 0, 0, 0, 4, 4, 4]);
    assert_eq!(bases(ALONE, ""), [0, 0, 0, 0, 0]);
    assert_eq!(bases("", ""), [0]);
}

#[test]
fn what_is_not_named_is_the_cells_own() {
    assert_eq!(bases(GRID, r#"scenario = "fall""#), [4, 5, 6, 7, 4, 5, 6, 7]);
    assert_eq!(bases(GRID, r#""loan.term_months" = 360.0"#), [1, 1, 3, 3, 5, 5, 7, 7]);
    assert_eq!(bases(GRID, r#"scenario = "flat", "loan.down_payment" = 0.4, "loan.term_months" = 240"#), [2; 8]);
}

/// Cells that change other keys have no cell that shares theirs; the only one with the value named is meant.
#[test]
fn one_cell_of_keys_moved_alone() {
    assert_eq!(bases(ALONE, r#""loan.down_payment" = 0.4"#), [2; 5]);
}

#[test]
fn a_base_that_names_no_cell_or_several() {
    let of = |sweep: &str, compare_to: &str| fault(sweep, compare_to);
    assert_eq!(
        of(GRID, r#"scenario = "flatt""#),
        r#"tables.compare_to.scenario = "flatt" is a value of no cell; did you mean `flat`?"#
    );
    assert_eq!(
        of(GRID, r#""loan.down_payment" = 0.3"#),
        "tables.compare_to.loan.down_payment = 0.3 is a value of no cell; there are 0.2, 0.4"
    );
    assert_eq!(
        of(GRID, r#""loan.annual_rate" = 0.3"#),
        "tables.compare_to.loan.annual_rate is not swept; cells differ in scenario, loan.down_payment, loan.term_months"
    );
    assert_eq!(
        of(ALONE, r#"scenario = "flat""#),
        "tables.compare_to.scenario names a scenario, and the study has none; cells differ in loan.down_payment, loan.term_months"
    );
    assert_eq!(
        of(ALONE, r#""loan.down_payment" = 0.4, "loan.term_months" = 240"#),
        "tables.compare_to names no cell to compare the cell that changes nothing with; name values that one cell has together"
    );
    let points = r#"
[sweep]
points = [
    { "loan.down_payment" = 0.2, "loan.term_months" = 240 },
    { "loan.down_payment" = 0.4, "loan.term_months" = 360 },
    { "loan.down_payment" = 0.4, "loan.term_months" = 300 },
]
"#;
    assert_eq!(bases(points, r#""loan.down_payment" = 0.2"#), [0; 3]);
    assert_eq!(
        of(points, r#""loan.down_payment" = 0.4"#),
        "tables.compare_to names more than one cell to compare the cell loan.down_payment = 0.2, loan.term_months = 240 \
         with: loan.down_payment = 0.4, loan.term_months = 360; loan.down_payment = 0.4, loan.term_months = 300; name in \
         it what sets them apart"
    );
    assert_eq!(
        of(GRID, "loan.down_payment = 0.4"),
        "tables.compare_to.loan is a table, not a number, a word or a switch; a dotted key is written in quotes: \
         \"loan.term_months\""
    );
}
