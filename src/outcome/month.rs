//! Per month and cell: how many households are in which state at the month's end.

use super::{BATCHES, Column, Unit};

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
            /// How many there are.
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

/// Counters by cell, month (1 to horizon) and batch of worlds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthCounts {
    cells: usize,
    months: usize,
    counts: Vec<i64>,
}

impl MonthCounts {
    /// All zero.
    pub fn new(cells: usize, months: usize) -> Self {
        Self { cells, months, counts: vec![0; cells * months * BATCHES * MonthCounter::COUNT] }
    }

    /// Number of months.
    pub fn months(&self) -> usize {
        self.months
    }

    fn at(&self, cell: usize, month: usize, batch: usize) -> usize {
        ((cell * self.months + (month - 1)) * BATCHES + batch) * MonthCounter::COUNT
    }

    /// Counters of a cell, month (from 1) and batch.
    pub fn get(&self, cell: usize, month: usize, batch: usize) -> &[i64] {
        let at = self.at(cell, month, batch);
        &self.counts[at..at + MonthCounter::COUNT]
    }

    /// Counters of a cell, month (from 1) and batch, to add to.
    pub fn get_mut(&mut self, cell: usize, month: usize, batch: usize) -> &mut [i64] {
        let at = self.at(cell, month, batch);
        &mut self.counts[at..at + MonthCounter::COUNT]
    }

    /// Turns entries into and exits from states into states: each month becomes the sum of all months up to it.
    pub fn integrate_states(&mut self) {
        for cell in 0..self.cells {
            for month in 2..=self.months {
                for batch in 0..BATCHES {
                    let (before, now) = (self.at(cell, month - 1, batch), self.at(cell, month, batch));
                    for state in 0..MonthCounter::STATES {
                        self.counts[now + state] += self.counts[before + state];
                    }
                }
            }
        }
    }

    /// Adds another set of the same shape.
    pub fn merge(&mut self, other: &MonthCounts) {
        debug_assert_eq!((self.cells, self.months), (other.cells, other.months));
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }
}
