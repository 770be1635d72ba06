//! What a study's author should be told before it runs: it can be simulated, but its answer may be to another question
//! than the one that was meant. One file a caution.

mod balloon;
mod claim_sale;
mod counterfactual;
mod credit;
mod feedback;
mod first_instalment;
mod formula_names;
mod median_household;
mod negative_contract_rate;
mod regions;
mod rollover;
mod sampling;
mod survey;
mod tape;
mod ties;

use std::borrow::Cow;

use super::{Cell, Study};

/// Something to think about before running a study. It refuses nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// Key of the config that it is about.
    pub key: Cow<'static, str>,
    /// What will happen, how large it is, and how it is avoided.
    pub english: String,
    /// The same in Chinese.
    pub chinese: String,
}

/// A rule: what it has to say of a study.
type Rule = fn(&Study) -> Vec<Caution>;

/// Every rule, in the order in which people read them.
const RULES: [Rule; 14] = [
    first_instalment::cautions,
    balloon::cautions,
    rollover::cautions,
    negative_contract_rate::cautions,
    ties::cautions,
    formula_names::cautions,
    counterfactual::cautions,
    claim_sale::cautions,
    tape::cautions,
    regions::cautions,
    feedback::cautions,
    credit::cautions,
    sampling::cautions,
    survey::cautions,
];

/// Everything that applies to a study.
pub fn cautions(study: &Study) -> Vec<Caution> {
    RULES.iter().flat_map(|rule| rule(study)).collect()
}

/// How many cells of a study are concerned, in English and in Chinese: nothing where all are.
fn in_cells(concerned: usize, cells: &[Cell]) -> (String, String) {
    let all = cells.len();
    if concerned == all {
        (String::new(), String::new())
    } else {
        (format!("in {concerned} of {all} cells, "), format!("{all} 个单元中有 {concerned} 个，"))
    }
}
