//! A foreclosure under way: default, suit, judgment, auction rounds (METHOD.md §5, steps 4 and 11).

use super::Foreclosure;
use crate::random::{Draws, Purpose};

/// Slots of the timeline's stream.
pub(super) mod timeline {
    pub const SUIT: u8 = 0;
    pub const JUDGMENT: u8 = 1;
    pub const AUCTION: u8 = 2;
    pub const APPRAISAL: u8 = 3;
}

/// A foreclosure under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proceeding {
    /// Which default of the household led to it, from 0.
    pub ordinal: u16,
    /// Months from suit to judgment.
    pub months_to_judgment: u32,
    /// Months from judgment to the first auction, the round's own apart.
    pub months_to_auction: u32,
    /// How far it is.
    pub stage: Stage,
}

/// How far a foreclosure is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stage {
    /// In default, not sued yet.
    BeforeSuit {
        /// Month of suit.
        suit: u32,
    },
    /// Sued: the balance is accelerated.
    Sued {
        /// Month of judgment.
        judgment: u32,
    },
    /// Judged: the home is auctioned.
    Judged(Judged),
}

/// What follows from a judgment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Month of the judgment.
    pub month: u32,
    /// The court's last appraisal of the home, currency units.
    pub appraisal: f64,
    /// Part of the judgment debt that bears interest on late performance.
    pub judgment_debt: f64,
    /// Month of the next auction round.
    pub next_round: u32,
    /// Auction rounds held so far, those before a reappraisal included.
    pub rounds: usize,
    /// Price the next round's start is a share of: start of the round before, or the appraisal.
    pub base: f64,
    /// The last round held.
    pub last: Option<HeldRound>,
}

/// An auction that was held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldRound {
    /// Its month.
    pub month: u32,
    /// Its number, from 1, counted on through reappraisals.
    pub number: usize,
    /// The court's last appraisal of the home.
    pub appraisal: f64,
    /// Market value of the home then.
    pub value: f64,
    /// Start price.
    pub start: f64,
    /// What came of it.
    pub end: RoundEnd,
}

/// What came of an auction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RoundEnd {
    /// The home sold.
    Sold {
        /// Its price.
        price: f64,
    },
    /// Nobody bought, and another round is to come.
    Failed,
    /// Nobody bought, and the lender took the home.
    Taken,
}

impl Proceeding {
    /// Begins with a default in `month`, the household's `ordinal`-th.
    pub fn open(foreclosure: &Foreclosure, ordinal: u16, month: u32, draws: Draws<'_>) -> Self {
        let months = |of, slot| draws.months(of, Purpose::ForeclosureTimeline, slot, ordinal);
        Self {
            ordinal,
            months_to_judgment: months(&foreclosure.months_to_judgment, timeline::JUDGMENT),
            months_to_auction: months(&foreclosure.months_to_auction, timeline::AUCTION),
            stage: Stage::BeforeSuit { suit: month + months(&foreclosure.months_to_suit, timeline::SUIT) },
        }
    }

    /// Whether the balance is accelerated.
    pub fn is_accelerated(&self) -> bool {
        !matches!(self.stage, Stage::BeforeSuit { .. })
    }

    /// What follows from the judgment, once there is one.
    pub fn judged(&self) -> Option<&Judged> {
        match &self.stage {
            Stage::Judged(judged) => Some(judged),
            Stage::BeforeSuit { .. } | Stage::Sued { .. } => None,
        }
    }

    /// The auction of `month`, where one was held.
    pub fn round_of(&self, month: u32) -> Option<&HeldRound> {
        self.judged()?.last.as_ref().filter(|held| held.month == month)
    }

    /// Whether the first auction month has come; none is known before judgment.
    pub fn auction_has_come(&self, month: u32) -> bool {
        self.judged().is_some_and(|judged| judged.rounds > 0 || month >= judged.next_round)
    }

    /// Step 11a: suit comes by `latest`. Whether it was to come later.
    pub fn bring_suit_forward(&mut self, latest: u32) -> bool {
        match &mut self.stage {
            Stage::BeforeSuit { suit } if latest < *suit => {
                *suit = latest;
                true
            }
            _ => false,
        }
    }
}
