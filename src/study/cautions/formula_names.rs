//! Names that a spreadsheet takes for formulas where it opens the tables as CSV.

use std::collections::BTreeSet;

use super::Caution;
use crate::study::Study;

/// One caution for all scenarios whose names begin as a formula does and are no number: the tables hold names as they
/// are, for every program that reads them.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let names: BTreeSet<&str> = study.cells.iter().filter_map(|cell| cell.label.scenario.as_deref()).collect();
    let formulas: Vec<String> =
        names.into_iter().filter(|name| is_formula(name)).map(|name| format!("{name:?}")).collect();
    if formulas.is_empty() {
        return Vec::new();
    }
    let names = formulas.join(", ");
    let english = format!(
        "Excel takes {names} for a formula where it opens a table as CSV; choose a name that begins with a letter, or \
         read the workbook, --format xlsx, in which names are text"
    );
    let chinese = format!(
        "用 Excel 打开 CSV 表时，{names} 会被当作公式；请改用以文字开头的名称，或使用 --format xlsx 的工作簿，其中名称均为文本"
    );
    vec![Caution { key: "scenario.name".into(), english, chinese }]
}

fn is_formula(name: &str) -> bool {
    let rest = name.trim_start_matches(['+', '-']);
    let is_number = rest.trim_end_matches('%').trim().parse::<f64>().is_ok();
    name.starts_with(['=', '@']) || (rest.len() < name.len() && !is_number)
}

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn a_change_in_per_cent_is_a_number() {
        for name in ["-20%", "+2", "-0.5 %", "base", "a=b", "首付", ""] {
            assert!(!is_formula(name), "{name}");
        }
        for name in ["=cmd|' /C calc'!A0", "@SUM(1)", "+A1", "-2+3", "--x"] {
            assert!(is_formula(name), "{name}");
        }
    }
}
