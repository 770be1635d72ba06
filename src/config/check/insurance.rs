//! Rules between the keys of `[insurance]`.

use super::tables::{Broken, Tables};
use crate::loan::insurance::{PremiumKind, PremiumPayer};

/// Loans are insured between threshold and ceiling; what is added to the loan is a single premium, and the household's own.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(insurance)) = &tables.insurance else { return };
    if let Some(ceiling_ltv) = insurance.ceiling_ltv.filter(|ceiling_ltv| *ceiling_ltv <= insurance.threshold_ltv) {
        let threshold_ltv = insurance.threshold_ltv;
        let fault =
            Broken::value("insurance.ceiling_ltv", "leaves nothing to insure: loans are insured above threshold_ltv");
        let hint =
            format!("write more than {threshold_ltv}, a lower threshold_ltv than {ceiling_ltv}, or leave it out");
        broken.push(fault.hint(hint));
    }
    if !insurance.premium_financed {
        return;
    }
    let key = "insurance.premium_financed";
    if insurance.premium == PremiumKind::Yearly {
        let fault = Broken::value(key, "adds a single premium to the loan, and premium = \"yearly\" has none");
        broken.push(fault.hint("write premium = \"once\", or leave it out".to_owned()));
    } else if insurance.premium_payer == PremiumPayer::Lender {
        let fault = Broken::value(key, "adds a premium of the household's to its loan, and the lender pays");
        broken.push(fault.hint("write premium_payer = \"household\", or leave it out".to_owned()));
    }
}
