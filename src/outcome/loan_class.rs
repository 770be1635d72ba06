//! What a loan of a book is at a year's end, as far as stages along paths ask (METHOD.md equations (304) and (305)).

use super::MonthCounter;
use super::anniversary::{BANDS, DSTI_BANDS, LTV_BANDS};

/// What a loan is at a year's end: a number, so that moves between them are counted in few places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoanClass(u8);

/// Bands of DSTI of loans that are alike, by those of (78): to 30%, to 50%, above.
const DSTI_GROUPS: [u8; DSTI_BANDS] = [0, 1, 1, 2, 2];
/// How many these are.
const DSTI_COUNT: u8 = 3;
/// Pairs of a band of LTV and one of DSTI.
const PAIRS: u8 = LTV_BANDS as u8 * DSTI_COUNT;

/// What a path notes of a loan that is looked at and not in order, beside the pairs of bands of (78).
const NOTED: u8 = BANDS as u8;

impl LoanClass {
    /// One instalment behind.
    pub const PAST_DUE_30: Self = Self(PAIRS);
    /// Two instalments behind.
    pub const PAST_DUE_60: Self = Self(PAIRS + 1);
    /// Three behind or more, in default, or a cured one on probation.
    pub const IMPAIRED: Self = Self(PAIRS + 2);
    /// A default that was cured, its probation over.
    pub const CURED: Self = Self(PAIRS + 3);
    /// Repaid, or its home sold without a default.
    pub const ENDED: Self = Self(PAIRS + 4);
    /// The home gone after a default.
    pub const LOST: Self = Self(PAIRS + 5);
    /// Not on the book yet: what stands before the first look.
    pub const NONE: Self = Self(PAIRS + 6);

    /// Of the pair of bands of (78) in which a loan in order is.
    pub fn of_pair(band: u8) -> Self {
        let (ltv, dsti) = (usize::from(band) / DSTI_BANDS, usize::from(band) % DSTI_BANDS);
        Self(ltv as u8 * DSTI_COUNT + DSTI_GROUPS[dsti])
    }

    /// As a path notes it of a loan on the book that is not in order.
    pub fn noted(self) -> u8 {
        NOTED + self.0 - PAIRS
    }

    /// Of what a path has noted: a pair of bands, or what [`Self::noted`] gives; `None` of anything else.
    pub fn of_note(note: u8) -> Option<Self> {
        let last = Self::CURED.noted();
        match note {
            pair if pair < NOTED => Some(Self::of_pair(pair)),
            other if other <= last => Some(Self(PAIRS + other - NOTED)),
            _ => None,
        }
    }

    /// Of a loan out of order without a default on record, by its state; `None` of one in order.
    pub fn of_state(state: MonthCounter) -> Option<Self> {
        match state {
            MonthCounter::PastDue30 => Some(Self::PAST_DUE_30),
            MonthCounter::PastDue60 => Some(Self::PAST_DUE_60),
            MonthCounter::PastDue90 | MonthCounter::InDefault | MonthCounter::InForeclosure => Some(Self::IMPAIRED),
            _ => None,
        }
    }

    /// Whether its stage hangs on its probability of default: it is in order, or at most one instalment behind.
    pub fn is_judged_by_pd(self) -> bool {
        self <= Self::PAST_DUE_30
    }

    /// Whether the loan is on the book.
    pub fn is_on_book(self) -> bool {
        self <= Self::CURED
    }

    /// Its number.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// How many there are.
    pub const COUNT: usize = Self::NONE.0 as usize + 1;
}

impl serde::Serialize for LoanClass {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for LoanClass {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        if number <= Self::NONE.0 { Ok(Self(number)) } else { Err(serde::de::Error::custom("no class of loans")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_back() {
        for class in [LoanClass::PAST_DUE_30, LoanClass::PAST_DUE_60, LoanClass::IMPAIRED, LoanClass::CURED] {
            assert_eq!(LoanClass::of_note(class.noted()), Some(class));
            assert!(class.is_on_book() && class.number() >= usize::from(PAIRS));
        }
        assert_eq!(LoanClass::of_note(u8::MAX), None);
        // LTV above 60% to 70%, DSTI above 40% to 50%.
        assert_eq!(LoanClass::of_note(2 * DSTI_BANDS as u8 + 2), Some(LoanClass(2 * DSTI_COUNT + 1)));
        assert!(LoanClass::of_pair(BANDS as u8 - 1) < LoanClass::PAST_DUE_30);
    }
}
