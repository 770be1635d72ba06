//! What made a household default.

use super::Words;

/// What made a household default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum DefaultTrigger {
    /// It could not pay.
    Arrears = 0,
    /// It chose not to.
    Strategic = 1,
    /// It could not meet a margin call.
    MarginCall = 2,
    /// Its home was never delivered, and the contracts were cancelled.
    Rescission = 3,
}

impl DefaultTrigger {
    /// All of them, in the order of their codes.
    pub const ALL: &'static [DefaultTrigger] = &[Self::Arrears, Self::Strategic, Self::MarginCall, Self::Rescission];

    /// Name, as in the files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Arrears => "arrears",
            Self::Strategic => "strategic",
            Self::MarginCall => "margin-call",
            Self::Rescission => "rescission",
        }
    }

    /// In words.
    pub const fn meaning(self) -> Words {
        match self {
            Self::Arrears => Words::new("could not pay", "无力还款"),
            Self::Strategic => Words::new("chose not to pay", "主动停供"),
            Self::MarginCall => Words::new("could not meet a margin call", "未能追加保证"),
            Self::Rescission => Words::new("home never delivered, contracts cancelled", "房屋未交付，合同解除"),
        }
    }
}
