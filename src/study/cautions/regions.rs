//! Regions in which the tape has no loan: what is said of them moves nothing.

use super::Caution;
use crate::study::Study;

/// One caution for all of them.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let regions = study.cells.first().map_or(&[][..], |cell| cell.regions.all());
    let empty: Vec<&str> =
        regions.iter().filter(|region| region.loans == 0).map(|region| region.name.as_str()).collect();
    if empty.is_empty() {
        return Vec::new();
    }
    vec![Caution {
        key: "region".into(),
        english: format!("no loan of the tape is in {}: its index is told and moves nothing", empty.join(", ")),
        chinese: format!("贷款清单中没有位于 {} 的贷款：其指数会列出，但不影响任何结果", empty.join("、")),
    }]
}
