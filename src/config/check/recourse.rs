//! Rules between the keys of `[recourse]`.

use super::tables::{Broken, Tables};
use crate::foreclosure::{Recourse, RecourseKind, RecourseParameters};
use crate::told::told;

/// A payment plan has a term; a claim that is sold is one that is still collected.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(recourse) = &tables.recourse else { return };
    if recourse.kind == RecourseKind::PaymentPlan && recourse.discharge_months.is_none() {
        let why = told!(
            "kind = \"payment-plan\" needs the months after which the rest is forgiven",
            "kind = \"payment-plan\" 需要写明多少个月后免除余债"
        );
        broken.push(Broken::missing("recourse.discharge_months", why));
    }
    broken.extend(claim_sale(recourse));
}

/// There is a claim to sell, and it is sold before collection has ended.
fn claim_sale(recourse: &Recourse) -> Option<Broken> {
    let sale = recourse.claim_sale?;
    let RecourseParameters::Full(collection) = RecourseParameters::from(recourse) else {
        let message = told!(
            "has nothing to sell: with kind = \"none\" the debt ends with the home",
            "没有可出售的债权：kind = \"none\" 时债务随住房了结"
        );
        return Some(Broken::value("recourse.claim_sale", message).hint(told!("leave it out", "请删去")));
    };
    let key = "recourse.claim_sale.months";
    let months = collection.months();
    if collection.ends_in_discharge() && sale.months >= months {
        let message = told!(
            "is not below the {months} months after which the rest is forgiven: nothing is left to sell",
            "不小于免除余债前的 {months} 个月：届时已无可出售"
        );
        return Some(Broken::value(key, message));
    }
    (sale.months > months).then(|| {
        Broken::value(
            key,
            told!(
                "is above the {months} months of collection: the claim would never be sold",
                "大于 {months} 个月的追偿期：债权永远不会出售"
            ),
        )
        .hint(told!("a later sale needs more collection_months", "若要更晚出售，请增大 collection_months"))
    })
}
