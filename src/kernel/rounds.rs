//! What an auction round adds to the sums of its cell, equations (310) and (311).

use crate::foreclosure::{HeldRound, RoundEnd};
use crate::outcome::auction_sums::AuctionSum;
use crate::outcome::kept::money;

/// What it adds, of a home worth `first_value` in month 0; amounts up to `most_cents` are kept.
pub(super) fn amounts(held: &HeldRound, first_value: f64, most_cents: i64) -> [i64; AuctionSum::COUNT] {
    use AuctionSum as Sum;
    let cents = |amount| money(amount, most_cents);
    let mut amounts = [0; AuctionSum::COUNT];
    amounts[Sum::Held as usize] = 1;
    amounts[Sum::Start as usize] = cents(held.start);
    amounts[Sum::Value as usize] = cents(held.value);
    match held.end {
        RoundEnd::Sold { price } => {
            amounts[Sum::Sold as usize] = 1;
            amounts[Sum::Price as usize] = cents(price);
            amounts[Sum::AppraisalOfSold as usize] = cents(held.appraisal);
            amounts[Sum::ValueOfSold as usize] = cents(held.value);
            amounts[Sum::FirstValueOfSold as usize] = cents(first_value);
        }
        RoundEnd::Taken => amounts[Sum::Taken as usize] = 1,
        RoundEnd::Failed => {}
    }
    amounts
}
