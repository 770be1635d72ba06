//! Who may draw what: every decision of the model has a purpose of its own, so that switching one mechanism off shifts
//! no draw of another.

use super::philox::{Words, philox4x32_10};
use super::uniform::Uniforms;

/// What a draw is for. Numbers are written out and never used again for something else (METHOD.md §1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Monthly innovation of the price index; slot = region.
    PriceShock = 1,
    /// Monthly innovation of the labour market.
    LabourShock = 2,
    /// Monthly innovation of the policy rate.
    PolicyRateShock = 3,
    /// A block of the stationary bootstrap; slot = region.
    BootstrapBlock = 4,
    /// Spread of a month's price innovation where its distribution is Student's t; slot = region.
    PriceMixing = 5,
    /// Number of price jumps in a month; slot = region.
    JumpCount = 6,
    /// Size of a month's price jumps; slot = region.
    JumpSize = 7,
    /// Regime of a month.
    Regime = 8,
    /// An attribute of the household at origination; slot = attribute.
    Origination = 16,
    /// Monthly innovation of the home's own walk.
    HomeWalk = 17,
    /// Length of a spell in or out of work; slot = earner.
    EmploymentSpell = 18,
    /// How much exposure to buyers a sale takes.
    SaleThreshold = 19,
    /// Months to suit, judgment, first auction; the court's appraisal.
    ForeclosureTimeline = 20,
    /// An auction round.
    Auction = 21,
    /// A second earner's leave for a child: whether, when and how long.
    Leave = 22,
    /// An illness.
    Illness = 23,
    /// How long a tenant stays, or none is found.
    Tenancy = 24,
    /// Monthly innovation of the persistent part of wages.
    PersistentWage = 25,
    /// Monthly innovation of the transitory part of wages.
    TransitoryWage = 26,
    /// Months to the sale of other homes.
    OtherHomesSale = 27,
    /// Whether and when an owner in arrears lets the home.
    DistressLetting = 28,
    /// A request for forbearance.
    Forbearance = 38,
    /// A reappraisal after the last round; slot = 0 appraisal ratio, 1 months.
    Reappraisal = 39,
    /// Whether a home has been vacated.
    Occupation = 40,
    /// How much later the auction of an only home comes.
    SoleHome = 41,
    /// Whether and when a home is delivered; slot = 0 off-plan, 1 failure, 2 delivery, 3 months to rescission.
    Delivery = 42,
    /// When a couple parts.
    Divorce = 43,
    /// How much exposure it takes for a loan to be repaid before its time; slot = 0 prepayment, 1 a move, 2 whether it is in part, 3 asking for a new loan.
    Prepayment = 44,
    /// Whether the first earner of a loan of a tape is out of work on the first day.
    FirstDay = 48,
    /// Whether a lender renews a loan; index = ordinal of the renewal.
    Rollover = 47,
    /// How the points of a batch of worlds are scrambled; world = batch.
    PointSet = 49,
}

/// A household of a world: the part of a counter that does not name a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// Number of the household in its world (a tape would give its row's id); 0 for the world's own draws.
    pub household: u64,
    /// Number of the world.
    pub world: u32,
}

/// The streams of one study: all chance there is.
#[derive(Clone, Copy, Debug)]
pub struct Streams {
    key: [u32; 2],
}

impl Streams {
    /// Streams of a seed.
    pub fn new(seed: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32] }
    }

    /// Philox key: low word, high word of the seed.
    pub fn key(&self) -> [u32; 2] {
        self.key
    }

    /// Words of one call.
    #[inline]
    pub fn words(&self, who: Who, purpose: Purpose, slot: u8, index: u16) -> Words {
        philox4x32_10(counter(who, purpose, slot, index), self.key)
    }

    /// The two uniforms of one call.
    #[inline]
    pub fn uniforms(&self, who: Who, purpose: Purpose, slot: u8, index: u16) -> Uniforms {
        Uniforms::from_words(self.words(who, purpose, slot, index))
    }
}

/// (household low, household high, world, purpose·2²⁴ + slot·2¹⁶ + index).
#[inline]
pub fn counter(who: Who, purpose: Purpose, slot: u8, index: u16) -> Words {
    [who.household as u32, (who.household >> 32) as u32, who.world, decision(purpose, slot, index)]
}

/// The counter's last word.
#[inline]
pub fn decision(purpose: Purpose, slot: u8, index: u16) -> u32 {
    (purpose as u32) << 24 | u32::from(slot) << 16 | u32::from(index)
}
