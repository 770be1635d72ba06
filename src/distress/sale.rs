//! Selling in distress (METHOD.md §5, step 12): the price must clear the debt, and there must be a buyer.

/// Whether cash and the price less costs cover what is owed: V(1 − c) + cash ≥ owed, multiplied by 1/V.
#[inline(always)]
pub fn clears(owed: f64, cash: f64, selling_cost_frac: f64, inverse_value: f64) -> bool {
    (owed - cash) * inverse_value <= 1.0 - selling_cost_frac
}

/// Whether a home on offer in so many months, this one included, has been so for the time a sale takes at least.
#[inline(always)]
pub fn is_long_enough_on_offer(months_on_offer: f64, sale_minimum_months: f64) -> bool {
    months_on_offer > sale_minimum_months
}

/// Whether cash and free credit are under so many months' dues.
#[inline(always)]
pub fn is_short_of_means(cash: f64, room: f64, distress_months: f64, due: f64) -> bool {
    cash + room < distress_months * due
}
