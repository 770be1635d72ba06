//! METHOD §5: one path, month by month, in the order of the method.

use super::draws::{
    AUCTION, DISTRESS_LETTING, FORECLOSURE_TIMELINE, HOME_WALK, OTHER_HOMES_SALE, SALE_THRESHOLD, Stream,
};
use super::foreclosure::{costs_at_suit, unresolved_price, waterfall, whole_months};
use super::household::Household;
use super::life::{Life, LifeMonth};
use super::loan::Schedule;
use super::outcome::{FinalState, LedgerRow, Outcome, Trigger};
use super::parameters::{ContractRate, Parameters, Success};
use super::summary::summary;
use super::world::World;

/// An instalment, as far as it is not paid.
struct Unpaid {
    month: usize,
    interest: f64,
    principal: f64,
}

/// A default and the legal steps which follow, until reinstatement or settlement.
struct Case {
    /// 0 for the household's first default.
    ordinal: u32,
    default_month: usize,
    suit: Option<usize>,
    judgment: Option<Judgment>,
}

struct Judgment {
    court_appraisal: f64,
    first_auction: usize,
    /// 0-based number of the round to come.
    round: usize,
    month_of_round: usize,
    /// Start of the round before.
    last_start: f64,
}

/// The first default.
pub struct DefaultRecord {
    pub month: usize,
    pub trigger: Trigger,
    pub ead: f64,
    pub equity_frac: f64,
    pub rate: f64,
}

/// A sale, an auction or another settlement.
pub struct Closing {
    pub state: FinalState,
    pub month: usize,
    /// 1-based; 0 when taken or unresolved.
    pub round: usize,
}

pub struct Path<'a> {
    pub p: &'a Parameters,
    pub world: &'a World,
    stream: Stream,
    pub household: Household,

    // The home.
    own_walk: f64,
    // The loan.
    schedule: Schedule,
    unpaid: Vec<Unpaid>,
    penalty: f64,
    costs_owed: f64,
    // The household.
    cash: f64,
    line: f64,
    life: Life,
    walking: bool,
    sale_exposure: f64,
    helped: bool,
    /// Month in which other homes bring their proceeds.
    other_homes_sale: Option<usize>,
    other_homes_sold: bool,
    /// Whether an owner in arrears lets the home, and from when on; decided once.
    letting: Option<Option<usize>>,
    // The case.
    case: Option<Case>,
    cases_begun: u32,
    days_past_due: usize,

    // What the outcome asks for.
    pub first_default: Option<DefaultRecord>,
    pub reinstated: bool,
    pub reinstated_month: Option<usize>,
    pub cures: usize,
    pub closing: Option<Closing>,
    pub final_state: FinalState,
    pub residual_debt: f64,
    pub rows: Vec<LedgerRow>,
}

pub fn walk(p: &Parameters, world: &World, stream: Stream) -> (Outcome, Vec<LedgerRow>) {
    let household = Household::draw(p, world, stream);
    if let Some(refused) = household.refused {
        return (Outcome::nothing(refused), Vec::new());
    }
    let mut path = Path {
        p,
        world,
        stream,
        own_walk: 0.0,
        schedule: Schedule::new(p.loan.method, p.loan.term, household.rate, household.loan),
        unpaid: Vec::new(),
        penalty: 0.0,
        costs_owed: 0.0,
        cash: household.opening_cash,
        line: 0.0,
        life: Life::new(p, stream),
        walking: false,
        sale_exposure: 0.0,
        helped: false,
        other_homes_sale: None,
        other_homes_sold: false,
        letting: None,
        case: None,
        cases_begun: 0,
        days_past_due: 0,
        first_default: None,
        reinstated: false,
        reinstated_month: None,
        cures: 0,
        closing: None,
        final_state: FinalState::Performing,
        residual_debt: 0.0,
        rows: Vec::new(),
        household,
    };
    path.run();
    let outcome = summary(&path);
    (outcome, path.rows)
}

impl Path<'_> {
    fn run(&mut self) {
        let horizon = self.p.study.horizon;
        let end = horizon + self.p.study.tail;
        for t in 1..=end {
            let mut row = self.month(t);

            let stops = if let Some(closing) = &self.closing {
                self.final_state = closing.state;
                true
            } else if t >= self.p.loan.term && self.debt() == 0.0 && self.case.is_none() {
                self.final_state = FinalState::PaidOff;
                row.events.push("paid off".into());
                true
            } else if t >= horizon && self.case.is_none() {
                self.final_state = if self.days_past_due > 0 { FinalState::Arrears } else { FinalState::Performing };
                true
            } else if t == end {
                self.final_state = FinalState::Unresolved;
                let court_appraisal = self.judgment().map(|judgment| judgment.court_appraisal);
                let price = unresolved_price(&self.p.foreclosure, row.value, court_appraisal);
                self.settle(t, price, FinalState::Unresolved, 0, &mut row);
                true
            } else {
                false
            };
            row.closing = stops;
            let deficiency = row.deficiency - row.seized;
            let settled = self.closing.is_some();
            self.rows.push(row);
            if stops {
                if settled {
                    self.collect(t, deficiency);
                }
                return;
            }
        }
    }

    /// S + overdue interest + overdue principal + penalty.
    fn debt(&self) -> f64 {
        self.schedule.balance + self.overdue() + self.penalty
    }

    fn overdue_interest(&self) -> f64 {
        self.unpaid.iter().map(|unpaid| unpaid.interest).sum()
    }

    fn overdue_principal(&self) -> f64 {
        self.unpaid.iter().map(|unpaid| unpaid.principal).sum()
    }

    fn overdue(&self) -> f64 {
        self.overdue_interest() + self.overdue_principal()
    }

    fn unused_credit(&self) -> f64 {
        (self.household.credit_limit - self.line).max(0.0)
    }

    fn cash_above_minimum(&self) -> f64 {
        (self.cash - self.p.household.cash_minimum_months * self.household.essential).max(0.0)
    }

    fn accelerated(&self) -> bool {
        self.case.as_ref().is_some_and(|case| case.suit.is_some())
    }

    fn judgment(&self) -> Option<&Judgment> {
        self.case.as_ref().and_then(|case| case.judgment.as_ref())
    }

    /// A month of the legal timeline of the current case.
    fn timeline(&self, slot: u32, law: &super::laws::Law) -> usize {
        let ordinal = self.case.as_ref().unwrap().ordinal;
        whole_months(law.sample(self.stream.uniform(FORECLOSURE_TIMELINE, slot, ordinal)))
    }

    /// u₁ of a draw of round `round` (0-based) of the current case.
    fn auction_draw(&self, slot: u32, round: usize) -> f64 {
        let ordinal = self.case.as_ref().unwrap().ordinal;
        self.stream.uniform(AUCTION, slot, ordinal * 256 + round as u32)
    }

    fn month(&mut self, t: usize) -> LedgerRow {
        let mut row = LedgerRow { month: t, cash_opening: self.cash, ..LedgerRow::default() };

        // 1, 2: the world moves; repricing; value.
        self.reprice(t);
        row.rate_annual = self.schedule.rate;
        row.index = self.world.log_index[t].exp();
        let sd = self.p.household.home_volatility;
        self.own_walk += -sd * sd / 24.0 + sd / 12f64.sqrt() * self.stream.month_noise(HOME_WALK, 0, t);
        let value = self.household.price * (self.world.log_index[t] + self.own_walk).exp(); // (10)
        row.value = value;

        // 3
        let life = self.live_on(t, &mut row);
        // 4
        self.legal_steps(t, value, &mut row);
        // 5
        self.walk_away(value, &mut row);
        // 6
        let accelerated = self.accelerated();
        let margin = self.live(t, life, accelerated, &mut row);
        self.sell_other_homes(t, &mut row);
        // 7
        let surplus = if accelerated {
            self.accelerated_month(t, margin, &mut row);
            0.0
        } else {
            margin.max(0.0) - self.debt_service(t, margin, &mut row)
        };
        let due_before_payment = self.overdue() + self.penalty + row.paid;
        // 8
        self.use_surplus(surplus, &mut row);
        // 9
        row.line_interest = self.line * self.p.household.credit_rate / 12.0;
        self.line += row.line_interest;
        row.cash_before_ways_out = self.cash;
        // 10
        self.count_days_past_due(t, &mut row);
        // 11
        self.default(t, value, &mut row);
        self.look_elsewhere(t);
        // 12
        self.sell(t, value, due_before_payment, &mut row);
        // 13
        if self.closing.is_none() {
            self.auction(t, value, &mut row);
        }
        // 14
        row.cash_closing = self.cash;
        row.line_balance = self.line;
        row.overdue_interest = self.overdue_interest();
        row.overdue_principal = self.overdue_principal();
        row.penalty_balance = self.penalty;
        row.scheduled_balance = self.schedule.balance;
        row.debt = self.debt();
        row.costs_owed = self.costs_owed;
        row.held = self.closing.is_none();
        if row.held {
            row.owed_to_lender = row.debt + row.costs_owed;
        }
        row
    }

    /// Step 1, (20); and the instalment of a new phase of the schedule.
    fn reprice(&mut self, t: usize) {
        let new_rate = match self.p.loan.rate {
            ContractRate::Spread(spread) if t > 1 && t % 12 == 1 => Some(self.world.policy_rate[t - 1] + spread),
            _ => None,
        };
        self.schedule.start_month(t, new_rate);
    }

    /// Step 3 and §5a.
    fn live_on(&mut self, t: usize, row: &mut LedgerRow) -> LifeMonth {
        let life = self.life.month(self.p, self.world, self.household.wage, t, row);
        row.employed = self.life.employed();
        row.income = life.income;
        life
    }

    /// (63) Proceeds, between living and debt service.
    fn sell_other_homes(&mut self, t: usize, row: &mut LedgerRow) {
        if self.other_homes_sale == Some(t) {
            row.other_homes_proceeds = self.household.other_homes.unwrap().1 * self.world.log_index[t].exp();
            self.cash += row.other_homes_proceeds;
            self.other_homes_sold = true;
            row.events.push("other homes sold".into());
        }
    }

    /// (63), (64) At a month end in arrears.
    fn look_elsewhere(&mut self, t: usize) {
        if self.days_past_due < self.p.distress.distress_dpd || self.walking {
            return;
        }
        let extras = &self.p.household.extras;
        if let (Some(homes), Some(_), None) = (&extras.other_homes, self.household.other_homes, self.other_homes_sale) {
            let months = whole_months(homes.months_to_sell.sample(self.stream.uniform(OTHER_HOMES_SALE, 0, 0)));
            self.other_homes_sale = Some(t + months.max(1));
        }
        let letting = extras.letting.as_ref().and_then(|letting| letting.in_distress.as_ref());
        if let (Some(letting), false, None) = (letting, self.household.investor, self.letting) {
            let would = self.stream.uniform(DISTRESS_LETTING, 0, 0) < letting.probability;
            let months = whole_months(letting.months.sample(self.stream.uniform(DISTRESS_LETTING, 1, 0)));
            self.letting = Some(would.then_some(t + months.max(1)));
        }
    }

    /// Step 4.
    fn legal_steps(&mut self, t: usize, value: f64, row: &mut LedgerRow) {
        let law = &self.p.foreclosure;
        let Some(case) = &self.case else { return };

        if case.suit.is_none() && t >= case.default_month + self.timeline(0, &law.months_to_suit) {
            row.costs_advanced = costs_at_suit(law, self.debt()); // (21)
            self.costs_owed += row.costs_advanced;
            self.case.as_mut().unwrap().suit = Some(t);
            row.events.push("suit".into());
        }

        let case = self.case.as_ref().unwrap();
        let Some(suit) = case.suit else { return };
        if case.judgment.is_none() && t >= suit + self.timeline(1, &law.months_to_judgment) {
            let ratio = law.appraisal_ratio.sample(self.stream.uniform(FORECLOSURE_TIMELINE, 3, case.ordinal));
            let first_auction = t
                + self.timeline(2, &law.months_to_auction)
                + whole_months(law.rounds[0].months.sample(self.auction_draw(4, 0)));
            self.case.as_mut().unwrap().judgment = Some(Judgment {
                court_appraisal: value * ratio,
                first_auction,
                round: 0,
                month_of_round: first_auction,
                last_start: 0.0,
            });
            row.events.push("judgment".into());
        }
    }

    /// Step 5, (22).
    fn walk_away(&mut self, value: f64, row: &mut LedgerRow) {
        let Some(threshold) = self.household.walk_away_threshold else { return };
        if self.walking || self.case.is_some() {
            return;
        }
        let recourse = &self.p.recourse;
        let collectable = if recourse.full {
            let i = self.schedule.rate / 12.0;
            let months = recourse.discharge_months.unwrap_or(recourse.collection_months) as i32;
            let annuity = if i == 0.0 { f64::from(months) } else { (1.0 - (1.0 + i).powi(-months)) / i };
            let wage = self.household.wage;
            let taken = recourse.garnished_share * (wage - recourse.allowance_income_frac * wage).max(0.0);
            self.cash + taken * annuity
        } else {
            0.0
        };
        if (self.debt() - value) / value - collectable / value > threshold {
            self.walking = true;
            row.events.push("walks away".into());
        }
    }

    /// Step 6. Returns the margin.
    fn live(&mut self, t: usize, life: LifeMonth, accelerated: bool, row: &mut LedgerRow) -> f64 {
        let trigger = self.p.household.discretionary_cut_below_months * self.household.need;
        let cut = self.cash < trigger || accelerated;
        // (57)
        let growth = (1.0 + self.p.household.extras.spending_growth).powi(((t - 1) / 12) as i32);
        let is_let = matches!(self.letting, Some(Some(from)) if t >= from);
        row.essential = self.household.essential * growth;
        row.discretionary = if cut { 0.0 } else { self.household.discretionary * growth };
        row.illness = life.illness;
        if self.household.investor || is_let {
            row.rent_received = if life.tenant { self.household.rent } else { 0.0 };
        }
        if is_let {
            let letting = self.p.household.extras.letting.as_ref().unwrap();
            row.own_rent = letting.in_distress.as_ref().unwrap().own_rent_frac * self.household.rent;
        }
        let (service, last_month) = self.household.other_debt;
        row.other_debt_service = if t <= last_month { service } else { 0.0 };
        if let (Some((cash_flow, _)), false) = (self.household.other_homes, self.other_homes_sold) {
            row.other_homes_cash_flow = cash_flow;
        }
        let outgo = row.essential + row.illness + row.own_rent + row.other_debt_service
            - row.rent_received
            - row.other_homes_cash_flow;
        let margin = life.income - outgo - row.discretionary;
        if margin < 0.0 {
            let mut lacking = -margin;
            let from_cash = lacking.min(self.cash);
            self.cash -= from_cash;
            lacking -= from_cash;
            let from_line = lacking.min(self.unused_credit());
            self.line += from_line;
            row.line_drawn += from_line;
            lacking -= from_line;
            row.unmet = lacking;
        }
        margin
    }

    /// Step 7 before acceleration. Returns what the margin paid.
    fn debt_service(&mut self, t: usize, margin: f64, row: &mut LedgerRow) -> f64 {
        let penalty_rate = self.p.distress.penalty_multiple * self.schedule.rate / 12.0;
        row.penalty_accrued = penalty_rate * self.overdue();
        self.penalty += row.penalty_accrued;

        let (interest, principal) = self.schedule.instalment(t);
        self.fall_due(t, interest, principal, row);

        if self.walking {
            return 0.0;
        }
        let due = self.overdue() + self.penalty;
        let mut rest = due;
        let from_margin = rest.min(margin.max(0.0));
        rest -= from_margin;
        let from_cash = rest.min(self.cash_above_minimum());
        rest -= from_cash;
        let from_line = rest.min(self.unused_credit());
        rest -= from_line;
        self.cash -= from_cash;
        self.line += from_line;
        row.line_drawn += from_line;
        // (62)
        let mut from_family = 0.0;
        if rest > 0.0 && !self.helped && self.household.family_help > 0.0 {
            self.helped = true;
            row.family_help = self.household.family_help;
            from_family = rest.min(row.family_help);
            rest -= from_family;
            self.cash += row.family_help - from_family;
            row.events.push("family helped".into());
        }
        if rest == 0.0 {
            self.receive_all(row);
        } else {
            self.receive(from_margin + from_cash + from_line + from_family, row);
        }
        if self.case.is_some() && self.unpaid.is_empty() {
            self.reinstate(row);
        }
        from_margin
    }

    /// Step 7 after acceleration.
    fn accelerated_month(&mut self, t: usize, margin: f64, row: &mut LedgerRow) {
        let penalty_rate = self.p.distress.penalty_multiple * self.schedule.rate / 12.0;
        row.penalty_accrued = penalty_rate * (self.schedule.balance + self.overdue());
        self.penalty += row.penalty_accrued;

        let (_, principal) = self.schedule.instalment(t);
        self.fall_due(t, 0.0, principal, row);

        self.cash += margin.max(0.0);
        let needed = self.overdue() + self.penalty + self.costs_owed;
        if self.judgment().is_none() && !self.walking && self.cash_above_minimum() >= needed {
            self.cash -= needed;
            self.receive_all(row);
            row.costs_paid = self.costs_owed;
            self.costs_owed = 0.0;
            self.reinstate(row);
        }
    }

    fn fall_due(&mut self, t: usize, interest: f64, principal: f64, row: &mut LedgerRow) {
        row.interest_due = interest;
        row.principal_due = principal;
        self.schedule.balance -= principal;
        if interest + principal > 0.0 {
            self.unpaid.push(Unpaid { month: t, interest, principal });
        }
    }

    /// Receipts go to the oldest instalment (interest, then principal), then penalty.
    fn receive(&mut self, amount: f64, row: &mut LedgerRow) {
        row.paid += amount;
        let mut left = amount;
        for unpaid in &mut self.unpaid {
            let interest = left.min(unpaid.interest);
            unpaid.interest -= interest;
            row.paid_interest += interest;
            left -= interest;
            let principal = left.min(unpaid.principal);
            unpaid.principal -= principal;
            row.paid_principal += principal;
            left -= principal;
        }
        self.unpaid.retain(|unpaid| unpaid.interest > 0.0 || unpaid.principal > 0.0);
        self.penalty -= left;
        row.paid_penalty += left;
    }

    /// Everything overdue and the penalty are paid, leaving exact zeros.
    fn receive_all(&mut self, row: &mut LedgerRow) {
        row.paid += self.overdue() + self.penalty;
        row.paid_interest += self.overdue_interest();
        row.paid_principal += self.overdue_principal();
        row.paid_penalty += self.penalty;
        self.unpaid.clear();
        self.penalty = 0.0;
    }

    fn reinstate(&mut self, row: &mut LedgerRow) {
        self.case = None;
        self.reinstated = true;
        if self.reinstated_month.is_none() {
            self.reinstated_month = Some(row.month);
        }
        row.events.push("reinstated".into());
    }

    /// Step 8.
    fn use_surplus(&mut self, surplus: f64, row: &mut LedgerRow) {
        let mut left = surplus;
        let repaid = left.min(self.line);
        self.line -= repaid;
        row.line_repaid = repaid;
        left -= repaid;
        let target = self.p.household.buffer_target_months * self.household.need;
        let filled = left.min((target - self.cash).max(0.0));
        self.cash += filled;
        left -= filled;
        let saved = self.p.household.saved_share * left;
        self.cash += saved;
        row.surplus_consumed = left - saved;
    }

    /// Step 10.
    fn count_days_past_due(&mut self, t: usize, row: &mut LedgerRow) {
        let before = self.days_past_due;
        self.days_past_due = self.unpaid.first().map_or(0, |oldest| 30 * (t - oldest.month + 1));
        row.days_past_due = self.days_past_due;
        if before > 0 && self.days_past_due == 0 && self.first_default.is_none() {
            self.cures += 1;
            row.events.push("cure".into());
        }
    }

    /// Step 11.
    fn default(&mut self, t: usize, value: f64, row: &mut LedgerRow) {
        let behind = self.days_past_due >= self.p.distress.default_dpd;
        if !behind || self.case.is_some() || t > self.p.study.horizon {
            return;
        }
        self.case = Some(Case { ordinal: self.cases_begun, default_month: t, suit: None, judgment: None });
        self.cases_begun += 1;
        if self.first_default.is_none() {
            let debt = self.debt();
            self.first_default = Some(DefaultRecord {
                month: t,
                trigger: if self.walking { Trigger::Strategic } else { Trigger::Arrears },
                ead: debt,
                equity_frac: (value - debt) / value,
                rate: self.schedule.rate,
            });
            row.events.push("default".into());
        } else {
            row.events.push("default again".into());
        }
    }

    /// Step 12.
    fn sell(&mut self, t: usize, value: f64, due_before_payment: f64, row: &mut LedgerRow) {
        let d = &self.p.distress;
        let in_distress = self.days_past_due >= d.distress_dpd
            || self.cash + self.unused_credit() < d.distress_months * due_before_payment;
        let owed = self.debt() + self.costs_owed;
        let proceeds = value * (1.0 - d.selling_cost_frac);
        let clears = proceeds + self.cash >= owed;
        let auction_has_come = self.judgment().is_some_and(|judgment| t >= judgment.first_auction);
        if !in_distress || !clears || auction_has_come {
            return;
        }
        let trend = self.world.twelve_month_trend(t);
        self.sale_exposure += -(1.0 - d.sale_probability).ln() * (d.sale_trend_sensitivity * trend).exp();
        let threshold = -self.stream.uniform(SALE_THRESHOLD, 0, 0).ln();
        if self.sale_exposure < threshold {
            return;
        }
        row.sale_proceeds = proceeds;
        row.sale_paid = owed;
        self.cash += proceeds - owed;
        self.nothing_left_to_lender();
        let state = if self.first_default.is_some() { FinalState::SoldAfterDefault } else { FinalState::Sold };
        self.closing = Some(Closing { state, month: t, round: 0 });
        row.events.push("sold".into());
    }

    /// Step 13.
    fn auction(&mut self, t: usize, value: f64, row: &mut LedgerRow) {
        let Some(judgment) = self.judgment() else { return };
        if t < judgment.month_of_round {
            return;
        }
        let round = judgment.round;
        let rounds = &self.p.foreclosure.rounds;
        let law = &rounds[round];
        let base = if round == 0 { judgment.court_appraisal } else { judgment.last_start };
        let start = law.start_level.sample(self.auction_draw(1, round)) * base; // (23)
        let probability = match &law.success {
            Success::Drawn(law) => law.sample(self.auction_draw(2, round)),
            Success::Logistic { alpha, beta, gamma } => {
                let x = alpha - beta * (start / value).ln() + gamma * self.world.twelve_month_trend(t);
                1.0 / (1.0 + (-x).exp())
            }
        };
        // (48)
        let log_odds = (probability / (1.0 - probability)).ln() + self.world.auction_log_odds[t];
        let probability = 1.0 / (1.0 + (-log_odds).exp());
        let succeeds = start <= value && self.auction_draw(0, round) < probability;
        if succeeds {
            let premium = law.premium.sample(self.auction_draw(3, round));
            let price = (start * (1.0 + premium)).min(value);
            row.events.push(format!("auctioned in round {}", round + 1));
            self.settle(t, price, FinalState::Auctioned, round + 1, row);
        } else if round + 1 == rounds.len() {
            row.events.push("taken by the lender".into());
            self.settle(t, start.min(value), FinalState::TakenByLender, 0, row);
        } else {
            row.events.push(format!("round {} failed", round + 1));
            let later = whole_months(rounds[round + 1].months.sample(self.auction_draw(4, round + 1))).max(1);
            let judgment = self.case.as_mut().unwrap().judgment.as_mut().unwrap();
            judgment.last_start = start;
            judgment.round += 1;
            judgment.month_of_round += later;
        }
    }

    /// Settlement at a price (25), and the cash which full recourse takes at once.
    fn settle(&mut self, t: usize, price: f64, state: FinalState, round: usize, row: &mut LedgerRow) {
        let split = waterfall(&self.p.foreclosure, price, self.debt(), self.costs_owed);
        row.auction_price = price;
        row.third_party_costs = split.third_parties;
        row.lender_share = split.lender;
        row.household_surplus = split.household;
        row.deficiency = split.deficiency;
        self.cash += split.household;
        if self.p.recourse.full {
            row.seized = self.cash.min(split.deficiency);
            self.cash -= row.seized;
            row.owed_to_lender = split.deficiency - row.seized;
        } else {
            row.written_off = split.deficiency;
            row.owed_to_lender = 0.0;
        }
        row.cash_closing = self.cash;
        self.nothing_left_to_lender();
        self.closing = Some(Closing { state, month: t, round });
        row.events.push("settled".into());
    }

    fn nothing_left_to_lender(&mut self) {
        self.schedule.balance = 0.0;
        self.unpaid.clear();
        self.penalty = 0.0;
        self.costs_owed = 0.0;
        self.case = None;
    }

    /// (26) Collection of what the seizure left of the deficiency.
    fn collect(&mut self, settlement: usize, after_seizure: f64) {
        let recourse = &self.p.recourse;
        if !recourse.full || after_seizure <= 0.0 {
            return;
        }
        let i = recourse.interest.unwrap_or(self.schedule.rate) / 12.0;
        let wage = self.household.wage;
        let months =
            recourse.discharge_months.map_or(recourse.collection_months, |d| d.min(recourse.collection_months));
        let mut d = after_seizure;
        for t in settlement + 1..=settlement + months {
            if d == 0.0 {
                break;
            }
            let mut row = LedgerRow { month: t, collecting: true, ..LedgerRow::default() };
            row.index = self.world.log_index[t].exp();
            row.cash_opening = self.cash;
            row.cash_closing = self.cash;
            row.line_balance = self.line;
            let income = self.live_on(t, &mut row).income;
            row.recourse_interest = d * i;
            let grown = d * (1.0 + i);
            row.garnished =
                grown.min(recourse.garnished_share * (income - recourse.allowance_income_frac * wage).max(0.0));
            d = grown - row.garnished;
            if recourse.discharge_months == Some(t - settlement) {
                row.written_off = d;
                row.events.push("discharged".into());
                d = 0.0;
            }
            row.owed_to_lender = d;
            self.rows.push(row);
        }
        self.residual_debt = d;
    }
}
