//! How and when a default came to an end.

use super::path::ABSENT;
use super::{Column, FinalState, PathOutcome, Unit};

macro_rules! ways {
    ($($variant:ident, $name:literal, $meaning:literal, $share:literal, $share_zh:literal, $share_meaning_zh:literal;)*) => {
        /// A way in which a default ended, in file order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Resolution { $(#[doc = $meaning] $variant,)* }

        impl Resolution {
            /// All ways in file order.
            pub const ALL: &'static [Resolution] = &[$(Resolution::$variant,)*];
            /// Number of ways.
            pub const COUNT: usize = Self::ALL.len();

            /// Name, as in the files.
            pub const fn name(self) -> &'static str {
                match self { $(Resolution::$variant => $name,)* }
            }

            /// The column of its share of defaults.
            pub const fn share(self) -> Column {
                match self {
                    $(Resolution::$variant => Column::new(
                        concat!($name, "_rate"), Unit::Fraction, $share, $share_zh, $share_meaning_zh,
                    ),)*
                }
            }
        }
    };
}

ways! {
    Reinstated, "reinstated", "Everything overdue was paid.",
        "Of all, by reinstatement.", "恢复履约率", "其中恢复履约者，占全部违约。";
    Sold, "sold", "The household sold the home.",
        "Of all, by the household's sale.", "自行出售率", "其中自行出售者，占全部违约。";
    Auctioned, "auctioned", "The home was auctioned.",
        "Of all, by auction.", "法拍成交率", "其中法拍成交者，占全部违约。";
    TakenByLender, "taken_by_lender", "The lender took the home.",
        "Of all, taken by the lender.", "以物抵债率", "其中以物抵债者，占全部违约。";
    Rescinded, "rescinded", "The home was never delivered and its contracts were cancelled.",
        "Of all, by cancelled contracts of a home never delivered.", "合同解除率", "其中因未交付而解除合同者，占全部违约。";
    Unresolved, "unresolved", "Still open at the end of the tail.",
        "Of all, still open at the end of the tail.", "未结案率", "期末仍未结案者，占全部违约。";
}

impl Resolution {
    /// How a path's default ended, and how many months after it was recorded; `None` without one.
    pub fn of(outcome: &PathOutcome) -> Option<(Self, usize)> {
        if outcome.default_month == ABSENT {
            return None;
        }
        if outcome.resolution_month == ABSENT {
            return Some((Self::Unresolved, 0));
        }
        let ended = |state: FinalState| outcome.final_state == state as i64;
        let way = if outcome.reinstated != 0 {
            Self::Reinstated
        } else if ended(FinalState::SoldAfterDefault) {
            Self::Sold
        } else if ended(FinalState::Auctioned) {
            Self::Auctioned
        } else if ended(FinalState::Rescinded) {
            Self::Rescinded
        } else {
            Self::TakenByLender
        };
        Some((way, (outcome.resolution_month - outcome.default_month) as usize))
    }

    /// Place of a case that ended this way so many months after default.
    pub fn place(self, months_since_default: usize) -> usize {
        months_since_default * Self::COUNT + self as usize
    }
}
