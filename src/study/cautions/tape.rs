//! Existing loans: what an error tells of them, and what it does not, equation (236).

use super::Caution;
use crate::study::Study;

/// What a study of a tape should be read as.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let Some(tape) = &study.tape else { return Vec::new() };
    let loans = tape.len();
    vec![Caution {
        key: "portfolio.file".into(),
        english: format!(
            "the results are those of these {loans} loans: errors tell what other worlds and other lives of them would change, \
             and nothing of what other loans would"
        ),
        chinese: format!(
            "结果只属于这 {loans} 笔贷款：误差反映另一批世界、同一批贷款另一种经历会带来的变化，不反映换一批贷款的变化"
        ),
    }]
}
