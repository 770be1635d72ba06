//! What one troubled (or explained) month did, and who wants to know.

/// What happened in a month, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Events(u64);

macro_rules! events {
    ($($variant:ident, $name:literal;)*) => {
        /// Something that can happen to a household in a month.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u64)]
        pub enum Event { $(#[doc = $name] $variant,)* }

        impl Event {
            /// All events, in the order in which they happen within a month.
            pub const ALL: &'static [Event] = &[$(Event::$variant,)*];

            /// What is said of it in a story.
            pub const fn name(self) -> &'static str {
                match self { $(Event::$variant => $name,)* }
            }
        }
    };
}

events! {
    Repriced, "loan repriced";
    RateHeld, "rate rises turned off: contract rate held at that of the first month";
    ValueHeld, "price falls turned off: value held at the price, else it would be less";
    LostWork, "lost work";
    FoundWork, "found work";
    DeveloperFailed, "developer failed: the home will not be delivered";
    SecondLostWork, "second earner lost work";
    SecondFoundWork, "second earner found work";
    SlumpBegan, "slump of own business begins";
    SlumpEnded, "slump of own business over";
    LeaveBegan, "second earner's leave begins";
    LeaveEnded, "second earner's leave over";
    FellIll, "illness begins";
    Recovered, "illness over";
    TenantLeft, "tenant of the home, were it let, left";
    TenantFound, "tenant of the home, were it let, found";
    Sued, "sued, balance accelerated";
    Judgment, "judgment, home appraised";
    StillOccupied, "home still lived in: worth less to a bidder";
    SoleHomeDelay, "auction put off: the household owns no other home";
    WalkedAway, "walked away: equity lost exceeds what can be collected and the threshold";
    MarginCalled, "margin call: debt ÷ value over its trigger, gap asked for";
    MarginMet, "margin call met from cash";
    MarginLapsed, "margin call lapsed: debt ÷ value back at its target";
    MarginUnmet, "margin call past its deadline: cash above the minimum under the gap";
    DiscretionaryCut, "discretionary spending cut: cash under its trigger";
    SpendingUnmet, "spending unmet: no income, cash or credit left";
    CreditDrawn, "credit line drawn: cash at its minimum";
    OtherHomesSold, "other homes sold";
    FamilyHelped, "family helped, once";
    Missed, "instalment missed: nothing to pay with";
    PaidInPart, "paid in part: all there was above the minimum";
    InHoliday, "payment holiday: interest added to the balance";
    ForbearanceGranted, "forbearance granted: arrears added to the balance";
    ForbearanceRefused, "forbearance refused";
    Cured, "cured: nothing overdue";
    Reinstated, "reinstated: everything overdue paid";
    Defaulted, "default";
    LoanCalled, "loan called for its arrears: suit is brought forward";
    Rescinded, "contracts cancelled: developer pays buyer and bank in part, nothing is owed";
    OtherHomesOffered, "other homes put up for sale";
    HomeLet, "home let and something else rented from next month on";
    SaleUnderWater, "in distress, a sale would not clear the debt";
    NoBuyer, "in distress, no buyer yet";
    SoldHome, "sold the home";
    RoundFailed, "auction round failed";
    Reappraised, "last round failed: home appraised anew, rounds start over";
    Auctioned, "home auctioned";
    SoldAtValue, "auction losses turned off: first round sells at the value";
    TakenByLender, "home taken by the lender";
    SettledUnresolved, "case open at the end: settled at the expected price";
    Seized, "cash seized for the deficiency";
    Garnished, "income garnished";
    Cleared, "deficiency cleared";
    WrittenOff, "claim written off by the lender";
    Discharged, "rest of the debt discharged";
    PaidOff, "loan repaid";
}

impl Events {
    /// Puts an event into the set.
    pub fn add(&mut self, event: Event) {
        self.0 |= 1 << event as u64;
    }

    /// Whether an event is in the set.
    pub fn has(self, event: Event) -> bool {
        self.0 & (1 << event as u64) != 0
    }

    /// The events in the set.
    pub fn iter(self) -> impl Iterator<Item = Event> {
        Event::ALL.iter().copied().filter(move |event| self.has(*event))
    }
}

/// One month of one path: flows of the month and balances at its end, currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MonthRecord {
    /// Month from origination.
    pub month: u32,
    /// Market value of the home at the month's end.
    pub value: f64,
    /// What the home would be worth, where its value is held at its price.
    pub value_unheld: f64,
    /// Contract rate of the month, a fraction.
    pub rate_monthly: f64,
    /// Income of all earners in the month.
    pub income: f64,
    /// Spending wanted: essential and discretionary, for illness, for rent elsewhere.
    pub spending: f64,
    /// Service of other debts in the month.
    pub other_debt_service: f64,
    /// Rent received for the home.
    pub rent_received: f64,
    /// Cash flow of other homes.
    pub other_homes: f64,
    /// What the sale of other homes brought in the month.
    pub other_homes_proceeds: f64,
    /// What the family gave in the month.
    pub family_help: f64,
    /// Spending and service of other debts that no means were left for.
    pub unmet: f64,
    /// Due before payment: overdue, instalment and penalty.
    pub due: f64,
    /// Interest of the month's instalment.
    pub interest_due: f64,
    /// Principal of the month's instalment.
    pub principal_due: f64,
    /// Penalty accrued in the month on what is overdue.
    pub penalty_accrued: f64,
    /// Paid to the lender, costs apart.
    pub paid: f64,
    /// Money asked for by a margin call.
    pub margin_gap: f64,
    /// Paid on a margin call, in principal.
    pub margin_paid: f64,
    /// Interest and principal added to the balance under forbearance.
    pub capitalised: f64,
    /// The interest in what was added to the balance.
    pub capitalised_interest: f64,
    /// Lender's costs repaid.
    pub costs_paid: f64,
    /// Lender's costs advanced.
    pub costs_advanced: f64,
    /// Surplus of the month that was not kept.
    pub consumed: f64,
    /// Drawn from the credit line.
    pub line_drawn: f64,
    /// Repaid on the credit line.
    pub line_repaid: f64,
    /// Interest of the credit line.
    pub line_interest: f64,
    /// Balance of the credit line.
    pub line_balance: f64,
    /// Cash at the month's end.
    pub cash: f64,
    /// Principal not yet due.
    pub balance: f64,
    /// Overdue interest and principal.
    pub overdue: f64,
    /// Overdue principal alone.
    pub overdue_principal: f64,
    /// Penalty owed at the month's end.
    pub penalty: f64,
    /// Lender's costs owed at the month's end.
    pub costs_owed: f64,
    /// Damages set by the contract, added to the penalty.
    pub damages: f64,
    /// Interest on late performance, accrued.
    pub late_interest: f64,
    /// Interest on late performance, owed while the home is held.
    pub late_interest_owed: f64,
    /// Days past due at the month's end, thirty a month.
    pub days_past_due: u32,
    /// Price reached by a sale (less its costs) or an auction.
    pub proceeds: f64,
    /// Part of the price that went to third parties.
    pub third_parties: f64,
    /// Part of the price that went to the lender.
    pub lender_share: f64,
    /// Cash brought to a sale, negative where a surplus came back.
    pub cash_brought: f64,
    /// What is still owed after this month once the home is gone: D + Λ, cash seized taken off.
    pub deficiency: f64,
    /// Deficiency that ended unpaid: no recourse, or a discharge.
    pub forgiven: f64,
    /// Interest of the month on the deficiency.
    pub deficiency_interest: f64,
    /// Cash seized in the month.
    pub seized: f64,
    /// Income garnished in the month.
    pub garnished: f64,
    /// What happened in the month.
    pub events: Events,
}

/// Somebody who wants every month of every path. With one that is active each path is computed month by month on its own;
/// the numbers are the same to the last bit.
pub trait Recorder {
    /// Whether months are wanted at all.
    const ACTIVE: bool;
    /// A month of a lane under a cell.
    fn month(&mut self, cell: usize, lane: usize, record: &MonthRecord);
}

/// Wants no months: quiet households stay in their lanes.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRecord;

impl Recorder for NoRecord {
    const ACTIVE: bool = false;
    #[inline(always)]
    fn month(&mut self, _: usize, _: usize, _: &MonthRecord) {}
}

/// Keeps everything, path by path.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// (cell, lane, month's record) in order of time.
    pub records: Vec<(usize, usize, MonthRecord)>,
}

impl Recorder for Ledger {
    const ACTIVE: bool = true;
    fn month(&mut self, cell: usize, lane: usize, record: &MonthRecord) {
        self.records.push((cell, lane, *record));
    }
}
