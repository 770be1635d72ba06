//! Per month and cell: how many households are in which state at the month's end.

use serde::{Deserialize, Serialize};

use super::saved::TallyError;
use super::{BATCHES, BatchCounts, Column, Unit};

macro_rules! month_counters {
    ($($variant:ident, $name:literal, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        /// A counter of `months.csv`, in file order. The first [`MonthCounter::STATES`] are states: every accepted
        /// household is in exactly one of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum MonthCounter { $(#[doc = $meaning] $variant,)* }

        impl MonthCounter {
            /// All counters in file order.
            pub const ALL: &'static [MonthCounter] = &[$(MonthCounter::$variant,)*];
            /// Number of counters.
            pub const COUNT: usize = Self::ALL.len();

            /// Name, unit and meaning.
            pub const fn column(self) -> Column {
                match self {
                    $(MonthCounter::$variant => Column::new($name, Unit::Fraction, $meaning, $name_zh, $meaning_zh),)*
                }
            }
        }
    };
}

month_counters! {
    Performing, "performing", "Nothing overdue.",
        "正常", "无逾期。";
    PastDue30, "past_due_30", "30 to 59 days past due, no default open.",
        "逾期 30 天", "逾期 30 至 59 天，无未了结的违约。";
    PastDue60, "past_due_60", "60 to 89 days past due, no default open.",
        "逾期 60 天", "逾期 60 至 89 天，无未了结的违约。";
    PastDue90, "past_due_90", "90 days past due or more, no default open.",
        "逾期 90 天", "逾期 90 天以上，无未了结的违约。";
    InDefault, "in_default", "In default, before suit.",
        "违约", "已违约，尚未起诉。";
    InForeclosure, "in_foreclosure", "Sued, home not yet sold.",
        "司法处置中", "已起诉，房屋尚未售出。";
    Sold, "sold", "Home sold by the household.",
        "已出售", "房屋由家庭自行出售。";
    Foreclosed, "foreclosed", "Home auctioned or taken by the lender, or its purchase cancelled.",
        "已被处置", "房屋被拍卖或由债权人接收。";
    PaidOff, "paid_off", "Loan repaid.",
        "已还清", "贷款已还清。";
    UnderWater, "under_water", "Home held and worth less than the debt.",
        "负资产", "仍持有房屋，且价值低于债务。";
    NewDefaults, "new_defaults", "Defaults recorded in the month.",
        "新增违约", "当月记录的违约。";
}

impl MonthCounter {
    /// The first so many counters are states that exclude each other.
    pub const STATES: usize = MonthCounter::PaidOff as usize + 1;
}

/// Counters by cell, month (1 to the horizon) and batch of worlds, as they are added up: of a state, households that
/// entered it in the month less those that left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCounts {
    months: usize,
    /// A cell's months stand one after another, as if each were a cell.
    counts: BatchCounts,
}

/// Counters of a cell's month, batch by batch.
pub type MonthEnd = [[i64; MonthCounter::COUNT]; BATCHES];

impl MonthCounts {
    /// Of so many cells and months, all zero.
    pub fn new(cells: usize, months: usize) -> Self {
        Self { months, counts: BatchCounts::new(cells * months, MonthCounter::COUNT) }
    }

    /// Months of the horizon.
    pub fn months(&self) -> usize {
        self.months
    }

    /// Counters of a cell, month (from 1) and batch, to add to.
    pub fn get_mut(&mut self, cell: usize, month: usize, batch: usize) -> &mut [i64] {
        self.counts.get_mut(cell * self.months + month - 1, batch)
    }

    /// The months of a cell from the first: how many households are in which state at the month's end, and its events.
    pub fn ends(&self, cell: usize) -> impl Iterator<Item = MonthEnd> + '_ {
        let mut end: MonthEnd = [[0; MonthCounter::COUNT]; BATCHES];
        (0..self.months).map(move |month| {
            for (batch, end) in end.iter_mut().enumerate() {
                let counts = self.counts.get(cell * self.months + month, batch);
                for (counter, (end, count)) in end.iter_mut().zip(counts).enumerate() {
                    *end = if counter < MonthCounter::STATES { end.saturating_add(*count) } else { *count };
                }
            }
            end
        })
    }

    /// Lays pairs of batches together, those of the even one counted `rest` times.
    ///
    /// # Errors
    /// A count leaves 64 bits.
    pub(super) fn pair_up(&mut self, rest: u32) -> Result<(), TallyError> {
        self.counts.pair_up(rest)
    }

    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.months == other.months && self.counts.is_like(&other.counts)
    }

    /// Adds another set of the same shape.
    ///
    /// # Errors
    /// A count leaves 64 bits.
    pub fn merge(&mut self, other: &MonthCounts) -> Result<(), TallyError> {
        self.counts.merge(&other.counts)
    }
}
