//! Nothing a user can write makes the loader panic.

use super::support::{Folder, GOOD};

const MORE: &str = r#"
[correlation]
price_labour = 0.1
[policy_rate]
kind = "knots"
knots = [{ month = 0, level_annual = 0.03 }]
[sweep]
grid = { "loan.down_payment" = [0.2, 0.3] }
[[scenario]]
name = "crash"
loan = { term_months = 120 }
"#;

#[test]
fn any_value_in_any_place_gives_faults_or_a_study() {
    let text = format!("{GOOD}{MORE}");
    let strange = [
        "{}",
        "[]",
        "[[1]]",
        "{ a = { b = 1 } }",
        "{ uniform = 3 }",
        "{ discrete = { values = 1 } }",
        "{ empirical = { file = \"\", column = \"\" } }",
        "-1",
        "nan",
        "-inf",
        "\"\"",
        "true",
        "1979-05-27",
        "170141183460469231731687303715884105728",
        "9223372036854775807",
        "'''\n'''",
        "= 3",
    ];
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let Some((key, _)) = line.split_once(" = ") else {
            continue;
        };
        for value in strange {
            let changed = format!("{key} = {value}");
            let mut lines = lines.clone();
            lines[index] = &changed;
            let folder = Folder::of(&[("a.toml", &lines.join("\n"))]);
            // The result does not matter here, only that there is one.
            let _ = folder.load("a.toml");
        }
    }
}

#[test]
fn any_line_may_be_left_out() {
    let lines: Vec<&str> = GOOD.lines().collect();
    for index in 0..lines.len() {
        let mut lines = lines.clone();
        lines.remove(index);
        let folder = Folder::of(&[("a.toml", &lines.join("\n"))]);
        let _ = folder.load("a.toml");
    }
}
