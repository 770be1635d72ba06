//! What comes out of one path: a row a month, and the outcome, summed from the rows.

use super::money::Money;

/// One month. Balances are those at the end of the month; flows those of the month.
#[derive(Debug, Clone, Default)]
pub struct LedgerRow {
    pub month: usize,
    /// e^{L_t}.
    pub index: f64,
    pub value: f64,
    /// In money.
    pub worth: Money,
    /// ln (debt ÷ value) at the month's end, in units of 2⁻²⁴.
    pub log_ltv: i64,
    /// Balance per unit lent, where nothing is overdue.
    pub unit_balance: Option<f64>,
    pub employed: bool,
    pub income: Money,
    pub essential: Money,
    /// After the cut.
    pub discretionary: Money,
    /// Outgo beside essential spending: illness and rent elsewhere, service of other debts, less rent and cash flow.
    pub illness: Money,
    pub own_rent: Money,
    /// Yearly premium of the household's.
    pub premium: Money,
    pub other_debt_service: Money,
    pub rent_received: Money,
    pub other_homes_cash_flow: Money,
    pub other_homes_proceeds: Money,
    pub family_help: Money,
    /// Cash that the second earner takes along.
    pub divided: Money,
    pub unmet: Money,
    pub cash_opening: Money,
    pub cash_closing: Money,
    /// Cash after step 9, before any sale or settlement of the month.
    pub cash_before_ways_out: Money,
    pub line_drawn: Money,
    pub line_interest: Money,
    pub line_repaid: Money,
    pub line_balance: Money,
    /// Contract rate in force.
    pub rate_annual: f64,
    pub interest_due: Money,
    pub principal_due: Money,
    /// Debt service received by the lender (interest, principal, penalty), reinstatement included.
    pub paid: Money,
    pub paid_interest: Money,
    pub paid_principal: Money,
    pub paid_penalty: Money,
    pub penalty_accrued: Money,
    pub overdue_interest: Money,
    pub overdue_principal: Money,
    pub penalty_balance: Money,
    /// Σ S.
    pub scheduled_balance: Money,
    /// S + overdue + penalty at month end, of all loans, of secured ones, of the main one; 0 once sold or auctioned.
    pub debt: Money,
    pub debt_of_home: Money,
    pub debt_of_main: Money,
    /// Paid on a margin call, all of it principal.
    pub margin_paid: Money,
    /// Added to the balance under forbearance, and the interest in it.
    pub capitalised: Money,
    pub capitalised_interest: Money,
    pub forborne: bool,
    pub costs_advanced: Money,
    pub costs_owed: Money,
    /// Contract damages, added to the penalty at suit.
    pub damages: Money,
    /// Interest on late performance: of the month, and owed while the home is held.
    pub late_interest: Money,
    pub late_interest_owed: Money,
    /// Lender's costs paid at reinstatement.
    pub costs_paid: Money,
    /// V(1 − selling cost).
    pub sale_proceeds: Money,
    /// Debt and costs paid to lenders out of the sale; and what of unsecured loans it does not pay.
    pub sale_paid: Money,
    pub unsecured_left: Money,
    /// What a loan repaid before its time was repaid with: debt and fee; and the fee alone.
    pub raised: Money,
    pub prepayment_fee: Money,
    /// Repaid from cash before its time, and the fee of it.
    pub prepaid_in_part: Money,
    pub partial_fee: Money,
    /// Taken out of a new loan, and what having it cost.
    pub cash_out: Money,
    pub refinancing_cost: Money,
    /// Price of the settlement: auctioned, taken or unresolved.
    pub auction_price: Money,
    pub third_party_costs: Money,
    pub lender_share: Money,
    pub household_surplus: Money,
    pub deficiency: Money,
    pub seized: Money,
    pub garnished: Money,
    /// Paid by a buyer of the claim.
    pub claim_sold: Money,
    /// Paid by the insurer some months later; and what of the month's collections is the insurer's.
    pub insurance_claim: Money,
    pub passed_on: Money,
    pub recourse_interest: Money,
    pub written_off: Money,
    /// All the household owes the lender at the end of the row: debt and costs, or what is left of the deficiency.
    pub owed_to_lender: Money,
    pub surplus_consumed: Money,
    pub days_past_due: usize,
    /// The household holds the home at the month-end record (step 14).
    pub held: bool,
    /// The path's last month before any collection.
    pub closing: bool,
    /// A month of collection, after the home is gone.
    pub collecting: bool,
    pub events: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinalState {
    Performing,
    Arrears,
    PaidOff,
    Sold,
    SoldAfterDefault,
    Auctioned,
    TakenByLender,
    Unresolved,
    RefusedCash,
    Rescinded,
    RefusedDownPayment,
    RefusedBuildingAge,
    RefusedDsti,
    RefusedBuffer,
    Prepaid,
    Moved,
}

impl FinalState {
    pub const fn name(self) -> &'static str {
        match self {
            FinalState::Performing => "performing",
            FinalState::Arrears => "arrears",
            FinalState::PaidOff => "paid_off",
            FinalState::Sold => "sold",
            FinalState::SoldAfterDefault => "sold_after_default",
            FinalState::Auctioned => "auctioned",
            FinalState::TakenByLender => "taken_by_lender",
            FinalState::Unresolved => "unresolved",
            FinalState::RefusedCash => "refused_cash",
            FinalState::Rescinded => "rescinded",
            FinalState::RefusedDownPayment => "refused_down_payment",
            FinalState::RefusedBuildingAge => "refused_building_age",
            FinalState::RefusedDsti => "refused_dsti",
            FinalState::RefusedBuffer => "refused_buffer",
            FinalState::Prepaid => "prepaid",
            FinalState::Moved => "moved",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    Arrears,
    Strategic,
    MarginCall,
    Rescission,
}

impl Trigger {
    pub const fn name(self) -> &'static str {
        match self {
            Trigger::Arrears => "arrears",
            Trigger::Strategic => "strategic",
            Trigger::MarginCall => "margin-call",
            Trigger::Rescission => "rescission",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Outcome {
    pub final_state: FinalState,
    pub home_price: f64,
    pub loan: f64,
    /// What of it is owed in month 0.
    pub opening_balance: f64,
    pub income_monthly: f64,
    pub opening_cash: f64,
    pub default_month: Option<usize>,
    pub default_trigger: Option<Trigger>,
    pub equity_at_default_frac: Option<f64>,
    pub ead: Option<f64>,
    pub reinstated: bool,
    pub cures: usize,
    pub worst_days_past_due: usize,
    pub forbearances: usize,
    pub margin_paid: f64,
    pub months_under_water: usize,
    pub ever_under_water: bool,
    pub deepest_equity_frac: Option<f64>,
    pub resolution_month: Option<usize>,
    pub sale_month: Option<usize>,
    pub settlement_month: Option<usize>,
    pub auction_round: Option<usize>,
    pub auction_price: Option<f64>,
    pub auction_discount_frac: Option<f64>,
    pub deficiency: Option<f64>,
    pub seized: f64,
    pub garnished: f64,
    pub residual_debt: f64,
    pub recovery_pv: Option<f64>,
    pub lender_costs_pv: Option<f64>,
    pub write_off_month: Option<usize>,
    pub recovery_to_write_off_pv: Option<f64>,
    pub lgd: Option<f64>,
    pub lender_loss_pv: f64,
    pub balance_months: f64,
    pub balance_90_months: f64,
    pub household_loss: f64,
    pub household_loss_from_default: f64,
    pub lowest_cash: f64,
    pub unmet_spending: f64,
    /// (178) By place of the sums.
    pub insured: Vec<f64>,
    /// What (204) adds up.
    pub exit: Vec<f64>,
    /// (310), (311): of each auction held, its round from 1 and what it adds.
    pub auctions: Vec<(usize, [f64; 9])>,
    /// The main lender, then the others.
    pub lenders: Vec<Lender>,
}

/// What became of one lender's loan.
#[derive(Debug, Clone)]
pub struct Lender {
    pub name: String,
    pub secured: bool,
    pub loan: f64,
    /// In all, debt at par in the end among it; and what it lent, advanced and charged, late interest apart, beyond that.
    pub received: Money,
    pub not_received: Money,
    pub default_month: Option<usize>,
    pub ead: Option<f64>,
    pub recovery_pv: Option<f64>,
    pub lender_costs_pv: Option<f64>,
    /// Absent where the lender was owed nothing at its default.
    pub lgd: Option<f64>,
    pub loss_pv: f64,
}

impl Outcome {
    /// Everything zero or None.
    pub fn nothing(final_state: FinalState) -> Outcome {
        Outcome {
            final_state,
            home_price: 0.0,
            loan: 0.0,
            opening_balance: 0.0,
            income_monthly: 0.0,
            opening_cash: 0.0,
            default_month: None,
            default_trigger: None,
            equity_at_default_frac: None,
            ead: None,
            reinstated: false,
            cures: 0,
            worst_days_past_due: 0,
            forbearances: 0,
            margin_paid: 0.0,
            months_under_water: 0,
            ever_under_water: false,
            deepest_equity_frac: None,
            resolution_month: None,
            sale_month: None,
            settlement_month: None,
            auction_round: None,
            auction_price: None,
            auction_discount_frac: None,
            deficiency: None,
            seized: 0.0,
            garnished: 0.0,
            residual_debt: 0.0,
            recovery_pv: None,
            lender_costs_pv: None,
            write_off_month: None,
            recovery_to_write_off_pv: None,
            lgd: None,
            lender_loss_pv: 0.0,
            balance_months: 0.0,
            balance_90_months: 0.0,
            household_loss: 0.0,
            household_loss_from_default: 0.0,
            lowest_cash: 0.0,
            unmet_spending: 0.0,
            insured: Vec::new(),
            exit: Vec::new(),
            auctions: Vec::new(),
            lenders: Vec::new(),
        }
    }
}
