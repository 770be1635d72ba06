//! `[counterfactual]`: switches, and what is no switch.

use super::support::{Folder, GOOD, faults_after};

#[test]
fn what_is_no_switch() {
    let with = |table: &'static str| faults_after(&[("[recourse]\n", table)]);
    let table = "[counterfactual]\nprice_fall = false\nincome_shocks = 0\nrate_rises = \"off\"\nauction_losses = [false]\n[recourse]\n";
    insta::assert_snapshot!(with(table), @r#"
    a.toml:38:1  counterfactual.price_fall is not a key; did you mean `price_falls`?
    a.toml:39:17  counterfactual.income_shocks = 0 is not true or false; 0 is written false
    a.toml:40:14  counterfactual.rate_rises = "off" is not true or false; off is written false
    a.toml:41:18  counterfactual.auction_losses is a list, not true or false
    "#);
    let misspelt = with("[counterfactuals]\nprice_falls = false\n[recourse]\n");
    assert!(
        misspelt.starts_with("a.toml:37:2  counterfactuals is not a table; did you mean `counterfactual`?"),
        "{misspelt}"
    );
}

/// The table is made by a key laid over a study without it, and every combination goes.
#[test]
fn any_combination_goes() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let keys = ["price_falls", "income_shocks", "rate_rises", "auction_losses"];
    for bits in 0..16_u32 {
        let sets: Vec<String> =
            keys.iter().zip(0..).map(|(key, bit)| format!("counterfactual.{key}={}", bits >> bit & 1 == 1)).collect();
        let loaded = folder.load_set("a.toml", &sets.iter().map(String::as_str).collect::<Vec<_>>());
        let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
        let counterfactual = loaded.cells[0].config.counterfactual.expect("a table");
        let off: Vec<&str> =
            keys.into_iter().zip(0..).filter(|(_, bit)| bits >> bit & 1 == 0).map(|(key, _)| key).collect();
        assert_eq!(counterfactual.turned_off(), off);
    }
    assert!(folder.load("a.toml").expect("the study").cells[0].config.counterfactual.is_none());
}
