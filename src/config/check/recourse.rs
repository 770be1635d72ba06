//! Rules between the keys of `[recourse]`.

use super::tables::{Broken, Tables};
use crate::foreclosure::{Recourse, RecourseKind, RecourseParameters};

/// A payment plan has a term; a claim that is sold is one that is still collected.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(recourse) = &tables.recourse else { return };
    if recourse.kind == RecourseKind::PaymentPlan && recourse.discharge_months.is_none() {
        let why = "kind = \"payment-plan\" needs the months after which the rest is forgiven";
        broken.push(Broken::missing("recourse.discharge_months", why));
    }
    broken.extend(claim_sale(recourse));
}

/// There is a claim to sell, and it is sold before collection has ended.
fn claim_sale(recourse: &Recourse) -> Option<Broken> {
    let sale = recourse.claim_sale?;
    let RecourseParameters::Full(collection) = RecourseParameters::from(recourse) else {
        let message = "has nothing to sell: with kind = \"none\" the debt ends with the home";
        return Some(Broken::value("recourse.claim_sale", message).hint("leave it out".to_owned()));
    };
    let key = "recourse.claim_sale.months";
    let months = collection.months();
    if collection.ends_in_discharge() && sale.months >= months {
        let message =
            format!("is not below the {months} months after which the rest is forgiven: nothing is left to sell");
        return Some(Broken::value(key, message));
    }
    (sale.months > months).then(|| {
        Broken::value(key, format!("is above the {months} months of collection: the claim would never be sold"))
            .hint("a later sale needs more collection_months".to_owned())
    })
}
