//! How and when a default came to an end.

macro_rules! ways {
    ($($variant:ident, $name:literal, $meaning:literal;)*) => {
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

            /// How the default ended, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Resolution::$variant => $meaning,)* }
            }
        }
    };
}

ways! {
    Reinstated, "reinstated", "Everything overdue was paid.";
    Sold, "sold", "The household sold the home.";
    Auctioned, "auctioned", "The home was auctioned.";
    TakenByLender, "taken_by_lender", "The lender took the home.";
    Rescinded, "rescinded", "The home was never delivered and its contracts were cancelled.";
    Unresolved, "unresolved", "Still open at the end of the tail.";
}

impl Resolution {
    /// Place of a case that ended this way so many months after default.
    pub fn place(self, months_since_default: usize) -> usize {
        months_since_default * Self::COUNT + self as usize
    }
}
