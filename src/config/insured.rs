//! An insurance that covers no loan of any cell.

use super::document::Document;
use super::fault::Fault;
use super::mirror::Config;
use crate::told::told;

/// A fault where some cell has an insurance and none has a loan above its threshold.
pub(super) fn check<'a>(base: &Document, configs: impl Iterator<Item = &'a Config>) -> Option<Fault> {
    let mut highest: Option<f64> = None;
    let mut threshold_ltv = 0.0;
    for config in configs {
        let Some(insurance) = &config.insurance else { continue };
        // The loan is a share of the lower of price and appraisal.
        let ltv = 1.0 - config.loan.down_payment.quantile(0.0);
        if ltv > insurance.threshold_ltv {
            return None;
        }
        highest = Some(highest.map_or(ltv, |highest| if ltv > highest { ltv } else { highest }));
        threshold_ltv = insurance.threshold_ltv;
    }
    let message = told!(
        "insures no loan: none is above {threshold_ltv} of price and appraisal, the highest is at {:.4}",
        "没有贷款投保：没有一笔超过价格与评估值的 {threshold_ltv}，最高为 {:.4}",
        highest?
    );
    let hint = told!(
        "a lower threshold_ltv or a smaller loan.down_payment insures some; or leave [insurance] out",
        "降低 threshold_ltv 或 loan.down_payment 才有贷款投保；否则请删去 [insurance]"
    );
    Some(base.fault_at("insurance.threshold_ltv", message, Some(hint)))
}
