//! The configs that come with the program, built into it: an installed program has no folder of them.

/// A config of the folder `configs`: its name there, without the extension, and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Name, `regimes/mainland_china`.
    pub name: &'static str,
    /// The file, as it is.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        [$(Shipped { name: $name, text: include_str!(concat!("../../configs/", $name, ".toml")) }),*]
    };
}

/// Law and practice of a place, for a study to stand on.
pub const REGIMES: [Shipped; 9] = shipped![
    "regimes/mainland_china",
    "regimes/mainland_china_full",
    "regimes/mainland_china_costs_2024",
    "regimes/mainland_china_costs_2026",
    "regimes/mainland_china_provident_fund",
    "regimes/hong_kong",
    "regimes/hong_kong_plan",
    "regimes/hong_kong_insured",
    "regimes/us_non_recourse",
];

/// Studies, those whose values have the most sources first.
pub const STUDIES: [Shipped; 18] = shipped![
    "china_households",
    "china_leverage",
    "hong_kong_1997",
    "hong_kong_2003",
    "hong_kong_insured",
    "prepayment_china",
    "business_loan",
    "china_combined",
    "portfolio_china",
    "stress_china",
    "fire_sales",
    "contagion",
    "us_non_recourse",
    "ways_out",
    "investor_chain",
    "regime_switching",
    "price_models",
    "smoke",
];

impl Shipped {
    /// Its text without the line that names the schema for editors.
    pub fn body(&self) -> &'static str {
        match self.text.split_once('\n') {
            Some((first, rest)) if first.starts_with("#:schema") => rest,
            _ => self.text,
        }
    }
}
