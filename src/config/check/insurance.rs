//! Rules between the keys of `[insurance]`.

use super::tables::{Broken, Tables};
use crate::loan::insurance::{PremiumKind, PremiumPayer};
use crate::told::told;

/// Loans are insured between threshold and ceiling; what is added to the loan is a single premium, and the household's own.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(insurance)) = &tables.insurance else { return };
    if let Some(ceiling_ltv) = insurance.ceiling_ltv.filter(|ceiling_ltv| *ceiling_ltv <= insurance.threshold_ltv) {
        let threshold_ltv = insurance.threshold_ltv;
        let fault = Broken::value(
            "insurance.ceiling_ltv",
            told!(
                "leaves nothing to insure: loans are insured above threshold_ltv",
                "没有可保的部分：贷款超过 threshold_ltv 才投保"
            ),
        );
        let hint = told!(
            "write more than {threshold_ltv}, a lower threshold_ltv than {ceiling_ltv}, or leave it out",
            "请写大于 {threshold_ltv} 的值，或使 threshold_ltv 低于 {ceiling_ltv}，或删去"
        );
        broken.push(fault.hint(hint));
    }
    if !insurance.premium_financed {
        return;
    }
    let key = "insurance.premium_financed";
    if insurance.premium == PremiumKind::Yearly {
        let fault = Broken::value(
            key,
            told!(
                "adds a single premium to the loan, and premium = \"yearly\" has none",
                "把一次性保费计入贷款，而 premium = \"yearly\" 没有一次性保费"
            ),
        );
        broken.push(fault.hint(told!("write premium = \"once\", or leave it out", "请写 premium = \"once\"，或删去")));
    } else if insurance.premium_payer == PremiumPayer::Lender {
        let fault = Broken::value(
            key,
            told!(
                "adds a premium of the household's to its loan, and the lender pays",
                "把家庭的保费计入其贷款，而保费由贷款人支付"
            ),
        );
        broken.push(fault.hint(told!(
            "write premium_payer = \"household\", or leave it out",
            "请写 premium_payer = \"household\"，或删去"
        )));
    }
}
