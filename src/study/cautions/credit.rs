//! Credit that would tighten where there is nothing to tighten, equations (322) to (325).

use super::{Caution, in_cells};
use crate::study::{Cell, Study};

/// One caution for each sensitivity that nothing hangs on.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let is_on = |sensitivity: Option<f64>| sensitivity.is_some_and(|sensitivity| sensitivity > 0.0);
    let credit = |cell: &Cell| cell.feedback.and_then(|terms| terms.credit);
    let lends_nothing = |cell: &&Cell| {
        let lends = cell.refinancing.is_some() || cell.has_rollover();
        !lends && credit(cell).is_some_and(|credit| is_on(credit.lending_sensitivity))
    };
    let sells_nothing = |cell: &&Cell| {
        let moves = cell.prepayment.is_some_and(|terms| terms.turnover_annual > 0.0);
        let sells = moves || cell.distress.sale_probability_monthly > 0.0;
        !sells && credit(cell).is_some_and(|credit| is_on(credit.sale_sensitivity))
    };
    let lending = study.cells.iter().filter(lends_nothing).count();
    let sales = study.cells.iter().filter(sells_nothing).count();
    let mut found = Vec::new();
    if lending > 0 {
        let (english, chinese) = in_cells(lending, &study.cells);
        found.push(Caution {
            key: "feedback.credit.lending_sensitivity".into(),
            english: format!("{english}no loan is refinanced or renewed, so that it does nothing; loans of month 0 are granted before anybody defaults"),
            chinese: format!("{chinese}没有贷款会被转贷或续作，因此不起作用；第 0 月的贷款在任何人违约之前发放"),
        });
    }
    if sales > 0 {
        let (english, chinese) = in_cells(sales, &study.cells);
        found.push(Caution {
            key: "feedback.credit.sale_sensitivity".into(),
            english: format!("{english}no home is sold in distress or at a move, so that it does nothing"),
            chinese: format!("{chinese}没有住房会在困境中或搬迁时出售，因此不起作用"),
        });
    }
    found
}
