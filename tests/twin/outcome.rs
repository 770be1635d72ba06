//! What comes out of one path: a row a month, and the outcome, summed from the rows.

/// One month. Balances are those at the end of the month; flows those of the month.
#[derive(Debug, Clone, Default)]
pub struct LedgerRow {
    pub month: usize,
    /// e^{L_t}.
    pub index: f64,
    pub value: f64,
    pub employed: bool,
    pub income: f64,
    pub essential: f64,
    /// After the cut.
    pub discretionary: f64,
    /// Outgo beside essential spending: illness and rent elsewhere, service of other debts, less rent and cash flow.
    pub illness: f64,
    pub own_rent: f64,
    pub other_debt_service: f64,
    pub rent_received: f64,
    pub other_homes_cash_flow: f64,
    pub other_homes_proceeds: f64,
    pub family_help: f64,
    pub unmet: f64,
    pub cash_opening: f64,
    pub cash_closing: f64,
    /// Cash after step 9, before any sale or settlement of the month.
    pub cash_before_ways_out: f64,
    pub line_drawn: f64,
    pub line_interest: f64,
    pub line_repaid: f64,
    pub line_balance: f64,
    /// Contract rate in force.
    pub rate_annual: f64,
    pub interest_due: f64,
    pub principal_due: f64,
    /// Debt service received by the lender (interest, principal, penalty), reinstatement included.
    pub paid: f64,
    pub paid_interest: f64,
    pub paid_principal: f64,
    pub paid_penalty: f64,
    pub penalty_accrued: f64,
    pub overdue_interest: f64,
    pub overdue_principal: f64,
    pub penalty_balance: f64,
    /// S.
    pub scheduled_balance: f64,
    /// S + overdue + penalty at month end; 0 once sold or auctioned.
    pub debt: f64,
    /// Paid on a margin call, all of it principal.
    pub margin_paid: f64,
    /// Added to the balance under forbearance, and the interest in it.
    pub capitalised: f64,
    pub capitalised_interest: f64,
    pub forborne: bool,
    pub costs_advanced: f64,
    pub costs_owed: f64,
    /// Contract damages, added to the penalty at suit.
    pub damages: f64,
    /// Interest on late performance: of the month, and owed while the home is held.
    pub late_interest: f64,
    pub late_interest_owed: f64,
    /// Lender's costs paid at reinstatement.
    pub costs_paid: f64,
    /// V(1 − selling cost).
    pub sale_proceeds: f64,
    /// Debt and costs paid to the lender out of the sale.
    pub sale_paid: f64,
    /// Price of the settlement: auctioned, taken or unresolved.
    pub auction_price: f64,
    pub third_party_costs: f64,
    pub lender_share: f64,
    pub household_surplus: f64,
    pub deficiency: f64,
    pub seized: f64,
    pub garnished: f64,
    pub recourse_interest: f64,
    pub written_off: f64,
    /// All the household owes the lender at the end of the row: debt and costs, or what is left of the deficiency.
    pub owed_to_lender: f64,
    pub surplus_consumed: f64,
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
}

impl Outcome {
    /// Everything zero or None.
    pub fn nothing(final_state: FinalState) -> Outcome {
        Outcome {
            final_state,
            home_price: 0.0,
            loan: 0.0,
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
        }
    }
}
