//! What auctions of each round come to, round by round as they are held: places of the sums of a cell and round, METHOD.md
//! equations (310) and (311).

use super::cell_sums::path_sums;

path_sums! {
    AuctionSum:
    Held, "Auctions held.";
    Sold, "Those at which the home sold.";
    Taken, "Those after which the lender took the home.";
    Start, "Start prices, of all held.";
    Value, "Values of the homes then, of all held.";
    Price, "Prices, of those at which the home sold; and so the sums below.";
    AppraisalOfSold, "The court's last appraisals.";
    ValueOfSold, "Values of the homes then.";
    FirstValueOfSold, "Values of the homes in month 0.";
}

/// Rounds told apart; those after them are told with the last. No list of rounds is longer, so that only rounds after a
/// reappraisal come so far.
pub const ROUNDS: usize = 12;

/// Place of a round, from 1, counted on through reappraisals.
pub const fn place_of_round(round: usize) -> usize {
    if round > ROUNDS { ROUNDS - 1 } else { round.saturating_sub(1) }
}
