//! A lender of the mainland that sells claims on mortgages: what the law does not allow it.

use super::Caution;
use crate::foreclosure::{FeeSchedule, RecourseParameters};
use crate::study::{Cell, Study};

/// One caution where a cell under the mainland's courts sells claims.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let sells = |cell: &Cell| matches!(&cell.recourse, RecourseParameters::Full(it) if it.claim_sale.is_some());
    let is_mainland = |cell: &Cell| cell.foreclosure.fee_schedule == FeeSchedule::China2007;
    if !study.cells.iter().any(|cell| sells(cell) && is_mainland(cell)) {
        return Vec::new();
    }
    let english =
        "counterfactual: transfers of personal non-performing loans on the mainland cover unsecured loans and not \
                   mortgages (assumption of the method)"
            .to_owned();
    let chinese = "反事实设定：内地个人不良贷款转让仅限无担保贷款，不含住房按揭（方法中的假设）".to_owned();
    vec![Caution { key: "recourse.claim_sale".into(), english, chinese }]
}
