//! `[loan.on_book]`: what does not go with a purchase that is past.

use super::support::faults_after;

#[test]
fn a_purchase_that_is_past() {
    let faults = |on_book: &str, before: &str| {
        faults_after(&[("[loan]\n", &format!("{before}[loan]\non_book = {{ {on_book} }}\n"))])
    };
    assert_eq!(faults("months = 36, index_ratio = 1.1", ""), "");
    for (on_book, before, expected) in [
        (
            "months = 360, index_ratio = 1.1",
            "",
            "loan.on_book.months = 360 is not below loan.term_months = 360; the term is that of origination",
        ),
        ("months = 36", "", "loan.on_book.index_ratio is missing"),
        ("months = 36, index_ratio = 0", "", "loan.on_book.index_ratio = 0 is not in (0, 100]"),
        ("months = 36, index_ratio = 1, balance_frac = 1.2", "", "loan.on_book.balance_frac = 1.2 is not in (0, 1]"),
        (
            "months = 36, index_ratio = 1",
            "[underwriting]\nmaximum_dsti = 0.5\n",
            "underwriting refuses nobody: with loan.on_book every loan was granted already; leave the table out",
        ),
    ] {
        let faults = faults(on_book, before);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
    let saved = [
        ("[loan]\n", "[loan]\non_book = { months = 36, index_ratio = 1 }\n"),
        ("cash_months = 6", "cash_mode = \"savings\"\nsavings = 900_000"),
    ];
    let faults = faults_after(&saved);
    assert!(faults.contains("household.cash_mode = \"savings\" is what is left of a purchase"), "{faults}");
}
