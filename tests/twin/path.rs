//! METHOD §5: one path, month by month, in the order of the method.

use super::config::Config;
use super::draws::{
    AUCTION, DELIVERY, DISTRESS_LETTING, FORBEARANCE, FORECLOSURE_TIMELINE, HOME_WALK, OCCUPATION, OTHER_HOMES_SALE,
    PREPAYMENT, REAPPRAISAL, ROLLOVER, SALE_THRESHOLD, SOLE_HOME, Stream,
};
use super::foreclosure::{costs_at_suit, unresolved_price, waterfall, whole_months};
use super::household::Household;
use super::lenders::{Loan, Rank, Terms, in_proportion, share_out};
use super::life::{Life, LifeMonth};
use super::loan::{Due, log_units, units};
use super::money::{LEAST, Money, NONE};
use super::outcome::{FinalState, LedgerRow, Outcome, Trigger};
use super::rate::on_book;
use super::summary::summary;
use super::world::World;

/// A default and the legal steps which follow, until reinstatement or settlement.
struct Case {
    /// 0 for the household's first default.
    ordinal: u32,
    default_month: usize,
    /// Called for its arrears: suit by this month.
    suit_at_the_latest: usize,
    suit: Option<usize>,
    judgment: Option<Judgment>,
}

struct Judgment {
    month: usize,
    /// What bears interest on late performance: principal and costs.
    debt: Money,
    court_appraisal: Money,
    first_auction: usize,
    /// 0-based number of the round to come, counted on through reappraisals.
    round: usize,
    month_of_round: usize,
    /// Start of the round before.
    last_start: Money,
}

/// The first default of the home.
pub struct DefaultRecord {
    pub month: usize,
    pub trigger: Trigger,
    pub equity_frac: f64,
}

/// A sale, an auction or another settlement.
pub struct Closing {
    pub state: FinalState,
    pub month: usize,
    /// 1-based; 0 when taken or unresolved.
    pub round: usize,
}

pub struct Path<'a> {
    pub config: &'a Config,
    pub world: &'a World,
    stream: Stream,
    pub household: Household,

    // The home.
    /// Y, in units of 2⁻²⁴ of the log.
    own_walk: i64,
    /// ln (V ÷ price) in units of 2⁻²⁴.
    log_value: i64,
    /// The main loan, then those beside it.
    pub loans: Vec<Loan<'a>>,
    costs_owed: Money,
    late_interest: Money,
    /// Of a case that was settled.
    judgment_debt: Money,
    // The household.
    cash: Money,
    line: Money,
    life: Life,
    walking: bool,
    sale_exposure: f64,
    months_on_offer: usize,
    prepayment_exposure: f64,
    moving_exposure: f64,
    refinancing_exposure: f64,
    refinanced: usize,
    pub refinanced_month: Option<usize>,
    /// Months of failure and of rescission of a home that is never delivered.
    failure: Option<(usize, usize)>,
    // Forbearance.
    requests: u32,
    granted: usize,
    has_asked: bool,
    holiday_until: Option<usize>,
    /// Deadline of a margin call that is not met.
    margin_deadline: Option<usize>,
    helped: bool,
    /// Month in which other homes bring their proceeds.
    other_homes_sale: Option<usize>,
    other_homes_sold: bool,
    /// (221) The home's lender's share of what is taken, where lenders of other homes have a part.
    lender_share: Option<f64>,
    /// Whether an owner in arrears lets the home, and from when on; decided once.
    letting: Option<Option<usize>>,
    // The case.
    case: Option<Case>,
    cases_begun: u32,
    /// Of the main loan, of the worst of secured ones, and of the worst of all.
    days_past_due: usize,
    secured_days: usize,
    most_days: usize,

    // What the outcome asks for.
    pub first_default: Option<DefaultRecord>,
    pub reinstated: bool,
    pub reinstated_month: Option<usize>,
    pub cures: usize,
    pub closing: Option<Closing>,
    pub final_state: FinalState,
    pub residual_debt: Money,
    pub write_off_month: Option<usize>,
    claim_sold_month: Option<usize>,
    /// What the insurer, and the lender itself, have still lost; the insurer's share where both have collections at once.
    claim_left: Money,
    own_loss_left: Money,
    claim_share: Option<f64>,
    pub rows: Vec<LedgerRow>,
    /// (310), (311).
    pub auctions: Vec<(usize, [f64; 9])>,
}

pub fn walk<'a>(config: &'a Config, world: &'a World, stream: Stream) -> (Outcome, Vec<LedgerRow>) {
    let household = Household::draw(config, world, stream);
    if let Some(refused) = household.refused {
        return (Outcome::nothing(refused), Vec::new());
    }
    let policy_rate = world.policy_rate[0];
    let loan = |(terms, &lent): (Terms<'a>, &Money)| Loan::new(terms, policy_rate, lent);
    let mut path = Path {
        config,
        world,
        stream,
        own_walk: 0,
        log_value: 0,
        loans: Terms::all(config).into_iter().zip(&household.lent).map(loan).collect(),
        costs_owed: NONE,
        late_interest: NONE,
        judgment_debt: NONE,
        cash: household.opening_cash,
        line: NONE,
        life: Life::new(config, stream),
        walking: false,
        sale_exposure: 0.0,
        months_on_offer: 0,
        prepayment_exposure: 0.0,
        moving_exposure: 0.0,
        refinancing_exposure: 0.0,
        refinanced: 0,
        refinanced_month: None,
        failure: failure(config, stream),
        requests: 0,
        granted: 0,
        has_asked: false,
        holiday_until: None,
        margin_deadline: None,
        helped: false,
        other_homes_sale: None,
        other_homes_sold: false,
        lender_share: None,
        letting: None,
        case: None,
        cases_begun: 0,
        days_past_due: 0,
        secured_days: 0,
        most_days: 0,
        first_default: None,
        reinstated: false,
        reinstated_month: None,
        cures: 0,
        closing: None,
        final_state: FinalState::Performing,
        residual_debt: NONE,
        write_off_month: None,
        claim_sold_month: None,
        claim_left: NONE,
        own_loss_left: NONE,
        claim_share: None,
        rows: Vec::new(),
        auctions: Vec::new(),
        household,
    };
    if let Some(unpaid) = config.maybe_whole("row.unpaid_instalments") {
        path.loans[0].is_behind(unpaid);
        path.household.repaid_before -= path.loans[0].overdue_principal();
        (path.days_past_due, path.secured_days, path.most_days) = (30 * unpaid, 30 * unpaid, 30 * unpaid);
    }
    path.run();
    let outcome = summary(&path);
    (outcome, path.rows)
}

/// (90) Months of the developer's failure and of the rescission.
fn failure(config: &Config, stream: Stream) -> Option<(usize, usize)> {
    let u = |slot: u32| stream.uniform(DELIVERY, slot, 0);
    if u(0) >= config.number("off_plan.off_plan_frac") {
        return None;
    }
    let delivery = whole_months(config.draw("off_plan.delivery_month", u(2)));
    let lambda = -(-config.number("off_plan.failure_probability_monthly")).ln_1p();
    let month = (1..delivery).find(|&t| t as f64 * lambda >= -u(1).ln())?;
    Some((month, month + whole_months(config.draw("off_plan.months_to_rescission", u(3)))))
}

/// A step of a walk in units of 2⁻²⁴ of the log, in single precision as normal numbers are.
pub fn walk_step(volatility_annual: f64, z: f64) -> i64 {
    let deviation = (volatility_annual / 12f64.sqrt() * 16_777_216.0) as f32;
    (z as f32 * deviation).round_ties_even() as i64
}

impl Path<'_> {
    fn run(&mut self) {
        let horizon = self.config.whole("study.horizon_months");
        let end = horizon + self.config.whole("study.workout_tail_months");
        for t in 1..=end {
            let mut row = self.month(t);

            let stops = if let Some(closing) = &self.closing {
                self.final_state = closing.state;
                true
            } else if t >= self.last_month() && self.all_debt() == NONE && self.case.is_none() {
                self.final_state = FinalState::PaidOff;
                row.events.push("paid off".into());
                true
            } else if t >= horizon && self.case.is_none() {
                self.final_state = if self.days_past_due > 0 { FinalState::Arrears } else { FinalState::Performing };
                true
            } else if t == end {
                self.final_state = FinalState::Unresolved;
                let court_appraisal = self.judgment().map(|judgment| judgment.court_appraisal);
                let price = if self.config.is_off("auction_losses") {
                    row.worth // (108)
                } else {
                    unresolved_price(self.config, self.market(row.worth), court_appraisal)
                };
                self.settle(t, price, FinalState::Unresolved, 0, &mut row);
                true
            } else {
                false
            };
            row.closing = stops;
            let deficiency = row.deficiency - row.seized;
            let settled = self.closing.is_some();
            let judgment_debt = self.judgment_debt;
            if stops && !settled {
                // Every lender has its debt back.
                for loan in &mut self.loans {
                    let debt = loan.debt();
                    loan.receives(t, debt, false);
                }
            }
            self.rows.push(row);
            if stops {
                if settled {
                    self.collect(t, deficiency, judgment_debt);
                }
                return;
            }
        }
    }

    /// Months from the loan's origination to month `t`.
    fn age(&self, t: usize) -> usize {
        t + on_book(self.config)
    }

    fn main(&self) -> &Loan<'_> {
        &self.loans[0]
    }

    fn secured(&self) -> impl Iterator<Item = &Loan<'_>> {
        self.loans.iter().filter(|loan| loan.secured)
    }

    /// Debt of the home.
    fn debt(&self) -> Money {
        self.secured().map(Loan::debt).sum()
    }

    fn all_debt(&self) -> Money {
        self.loans.iter().map(Loan::debt).sum()
    }

    fn last_month(&self) -> usize {
        self.loans.iter().map(|loan| loan.schedule.term).max().unwrap()
    }

    /// (110) ln (debt ÷ price) in units of 2⁻²⁴: of the schedule where nothing is overdue and no other loan is secured.
    fn log_debt(&self) -> i64 {
        let price = self.household.home_value;
        if self.loans[1..].iter().any(|loan| loan.secured && loan.lent > NONE) {
            return log_units(self.debt().units() / price.units());
        }
        let main = self.main();
        let is_clear = main.unpaid.is_empty() && main.penalty == NONE;
        let unit = if is_clear { main.schedule.unit } else { main.debt().units() / main.schedule.lent() };
        main.schedule.log_debt(unit, price)
    }

    /// Of all loans.
    fn overdue(&self) -> Money {
        self.loans.iter().map(Loan::overdue).sum()
    }

    fn penalty(&self) -> Money {
        self.loans.iter().map(|loan| loan.penalty).sum()
    }

    fn unused_credit(&self) -> Money {
        (self.household.credit_limit - self.line).or_nothing()
    }

    fn cash_above_minimum(&self) -> Money {
        let minimum = self.household.essential.times(self.config.number("household.cash_minimum_months"));
        (self.cash - minimum).or_nothing()
    }

    fn accelerated(&self) -> bool {
        self.case.as_ref().is_some_and(|case| case.suit.is_some())
    }

    fn judgment(&self) -> Option<&Judgment> {
        self.case.as_ref().and_then(|case| case.judgment.as_ref())
    }

    /// A month of the legal timeline of the current case.
    fn timeline(&self, slot: u32, key: &str) -> usize {
        let ordinal = self.case.as_ref().unwrap().ordinal;
        whole_months(self.config.draw(key, self.stream.uniform(FORECLOSURE_TIMELINE, slot, ordinal)))
    }

    /// u₁ of a draw of round `round` (0-based) of the current case.
    fn auction_draw(&self, slot: u32, round: usize) -> f64 {
        let ordinal = self.case.as_ref().unwrap().ordinal;
        self.stream.uniform(AUCTION, slot, ordinal * 256 + round as u32)
    }

    /// Months before an auction round: `in_loop` of the list, `round` counted on through reappraisals.
    fn months_to_round(&self, in_loop: usize, round: usize) -> usize {
        whole_months(self.config.tables("foreclosure.rounds")[in_loop].draw("months", self.auction_draw(4, round)))
    }

    fn month(&mut self, t: usize) -> LedgerRow {
        let mut row = LedgerRow { month: t, cash_opening: self.cash, ..LedgerRow::default() };

        // 1, 2: the world moves; repricing; value.
        self.reprice(t);
        row.rate_annual = self.main().schedule.rate;
        row.index = self.world.log_index[t].exp();
        let sd = self.config.number("household.home_volatility_annual");
        self.own_walk += walk_step(sd, self.stream.month_noise(HOME_WALK, 0, t));
        // (10)
        let level = self.world.log_index[t] - sd * sd / 24.0 * t as f64;
        let price = self.household.home_value;
        let mut worth = price.times((level + self.own_walk as f64 / 16_777_216.0).exp()).max(LEAST);
        let mut log_value = units(level, 60.0) + self.own_walk;
        if self.config.is_off("price_falls") {
            worth = worth.max(price); // (105)
            log_value = log_value.max(0);
        }
        let value = worth.units();
        row.value = value;
        row.worth = worth;
        self.log_value = log_value;

        // 3
        let life = self.live_on(t, &mut row);
        // 3a
        if self.stopped(t) {
            self.margin_deadline = None;
        }
        // 4
        self.legal_steps(t, worth, &mut row);
        // 5
        self.walk_away(value, &mut row);
        // 5a
        self.margin_call(t, worth, &mut row);
        // 6
        let accelerated = self.accelerated();
        let income = life.income;
        let margin = self.live(t, life, accelerated, &mut row);
        self.sell_other_homes(t, &mut row);
        // 7
        let surplus = if accelerated {
            self.accelerated_month(t, worth, margin, &mut row);
            NONE
        } else {
            margin.or_nothing() - self.debt_service(t, margin, &mut row)
        };
        let due_before_payment = self.overdue() + self.penalty() + row.paid;
        // 8
        self.use_surplus(surplus, &mut row);
        // 9
        row.line_interest = self.line.times(self.config.number("household.credit_rate_annual") / 12.0);
        self.line += row.line_interest;
        row.cash_before_ways_out = self.cash;
        // 9a
        self.forbearance(t, &mut row);
        // 10
        self.count_days_past_due(t, &mut row);
        // 11
        self.default(t, value, &mut row);
        // 11a
        self.call_for_arrears(t);
        self.look_elsewhere(t);
        // 12a
        self.rescind(t, &mut row);
        // 12
        if self.closing.is_none() {
            self.sell(t, worth, due_before_payment, &mut row);
        }
        // 12b
        if self.closing.is_none() {
            self.repay_early(t, worth, &mut row);
        }
        if self.closing.is_none() && !self.refinance(t, worth, income, &mut row) {
            self.repay_in_part(t, &mut row);
        }
        // 13
        if self.closing.is_none() {
            self.auction(t, worth, &mut row);
        }
        // 14
        row.cash_closing = self.cash;
        row.line_balance = self.line;
        row.overdue_interest = self.loans.iter().map(Loan::overdue_interest).sum();
        row.overdue_principal = self.loans.iter().map(Loan::overdue_principal).sum();
        row.penalty_balance = self.penalty();
        row.scheduled_balance = self.loans.iter().map(|loan| loan.schedule.balance).sum();
        row.debt = self.all_debt();
        row.debt_of_home = self.debt();
        row.debt_of_main = self.main().debt();
        row.costs_owed = self.costs_owed;
        row.late_interest_owed = self.late_interest;
        row.log_ltv = self.log_debt() - log_value;
        let main = self.main();
        row.unit_balance = (main.overdue() + main.penalty == NONE).then_some(main.schedule.unit);
        row.held = self.closing.is_none();
        if row.held {
            row.owed_to_lender = row.debt + row.costs_owed + row.late_interest_owed;
        }
        row.owed_to_lender += row.unsecured_left;
        row
    }

    /// Step 1, (20), (190) to (192); and the instalment of a new phase of the schedule.
    fn reprice(&mut self, t: usize) {
        let age = self.age(t);
        for loan in &mut self.loans {
            let is_set = t > 1 && loan.contract_rate.start_month(age, self.world.policy_rate[t - 1]);
            let new_rate = is_set.then(|| {
                let rate = loan.contract_rate.annual(age);
                if self.config.is_off("rate_rises") { rate.min(loan.rate_at_origination) } else { rate } // (107)
            });
            loan.schedule.start_month(t, new_rate);
        }
    }

    /// Step 3 and §5a.
    fn live_on(&mut self, t: usize, row: &mut LedgerRow) -> LifeMonth {
        let life = self.life.month(self.config, self.world, self.household.wage, t, row);
        row.employed = self.life.employed();
        row.income = life.income;
        life
    }

    /// (63) Proceeds, between living and debt service.
    fn sell_other_homes(&mut self, t: usize, row: &mut LedgerRow) {
        if self.other_homes_sale == Some(t) {
            let liquidation = self.household.other_homes.unwrap().1.times(self.world.log_index[t].exp());
            let proceeds = liquidation + self.mortgaged_net(t).unwrap_or(NONE);
            // (220)
            if proceeds < NONE && -proceeds > self.cash {
                self.other_homes_sale = Some(t + 1);
                return;
            }
            row.other_homes_proceeds = proceeds;
            self.cash += row.other_homes_proceeds;
            self.other_homes_sold = true;
            row.events.push("other homes sold".into());
        }
    }

    /// (219) What mortgaged homes would leave if they were sold now; none where they are sold.
    fn mortgaged_net(&self, t: usize) -> Option<Money> {
        let homes = self.household.mortgaged.as_ref().filter(|_| !self.other_homes_sold)?;
        Some(homes.net(t, self.world.log_index[t].exp(), self.config.number("distress.selling_cost_frac")))
    }

    /// (221) Mortgaged homes are realised with the home. The share of its lender of what is taken.
    fn realise_mortgaged(&mut self, t: usize, deficiency: Money, seizes: bool, row: &mut LedgerRow) -> Option<f64> {
        let net = self.mortgaged_net(t)?;
        row.events.push("other homes realised".into());
        if net >= NONE {
            row.other_homes_proceeds += net;
            self.cash += net;
            return None;
        }
        let all = deficiency - net;
        let share = deficiency.units() / all.units();
        if seizes {
            let taken = self.cash.min(all);
            let of_others = taken - taken.times(share);
            row.other_homes_proceeds -= of_others;
            self.cash -= of_others;
        }
        Some(share)
    }

    /// (63), (64) At a month end in arrears.
    fn look_elsewhere(&mut self, t: usize) {
        if self.most_days < self.config.whole("distress.distress_dpd") || self.walking {
            return;
        }
        if self.household.other_homes.is_some() && self.other_homes_sale.is_none() {
            let u = self.stream.uniform(OTHER_HOMES_SALE, 0, 0);
            let months = whole_months(self.config.draw("household.other_homes.months_to_sell", u));
            self.other_homes_sale = Some(t + months.max(1));
        }
        let letting = self.config.table("household.letting.in_distress");
        if let (Some(letting), false, None) = (letting, self.household.investor, self.letting) {
            let would = self.stream.uniform(DISTRESS_LETTING, 0, 0) < letting.number("probability");
            let months = whole_months(letting.draw("months", self.stream.uniform(DISTRESS_LETTING, 1, 0)));
            self.letting = Some(would.then_some(t + months.max(1)));
        }
    }

    /// Step 4.
    fn legal_steps(&mut self, t: usize, value: Money, row: &mut LedgerRow) {
        let Some(case) = &self.case else { return };

        let by_law = case.default_month + self.timeline(0, "foreclosure.months_to_suit");
        if case.suit.is_none() && t >= by_law.min(case.suit_at_the_latest) {
            let damages_frac = self.config.number("foreclosure.contract_damages_frac");
            for loan in self.loans.iter_mut().filter(|loan| loan.secured) {
                let damages = (loan.schedule.balance + loan.overdue()).times(damages_frac); // (83)
                loan.owes_penalty(damages);
                row.damages += damages;
            }
            row.costs_advanced = costs_at_suit(self.config, self.debt()); // (21)
            self.costs_owed += row.costs_advanced;
            self.case.as_mut().unwrap().suit = Some(t);
            row.events.push("suit".into());
        }

        let case = self.case.as_ref().unwrap();
        let Some(suit) = case.suit else { return };
        if case.judgment.is_none() && t >= suit + self.timeline(1, "foreclosure.months_to_judgment") {
            let u = self.stream.uniform(FORECLOSURE_TIMELINE, 3, case.ordinal);
            let ratio = self.config.draw("foreclosure.appraisal_ratio", u);
            let has_another_home = self.household.other_homes.is_some() && !self.other_homes_sold;
            let delay = if self.household.investor || has_another_home {
                0
            } else {
                let u = self.stream.uniform(SOLE_HOME, 0, case.ordinal);
                whole_months(self.config.draw("foreclosure.sole_home_delay_months", u)) // (88)
            };
            let first_auction =
                t + delay + self.timeline(2, "foreclosure.months_to_auction") + self.months_to_round(0, 0);
            let market = self.market(value);
            let principal: Money = self.secured().map(|loan| loan.schedule.balance + loan.overdue_principal()).sum();
            let debt = principal + self.costs_owed;
            self.case.as_mut().unwrap().judgment = Some(Judgment {
                month: t,
                debt,
                court_appraisal: market.times(ratio),
                first_auction,
                round: 0,
                month_of_round: first_auction,
                last_start: NONE,
            });
            row.events.push("judgment".into());
        }
    }

    /// Step 5, (22).
    fn walk_away(&mut self, value: f64, row: &mut LedgerRow) {
        let Some(threshold) = self.household.walk_away_threshold else { return };
        // (321)
        let easing = self.config.maybe_number("feedback.stigma.easing").unwrap_or(0.0);
        let threshold = threshold * (-easing * self.world.defaulted_frac[row.month]).exp();
        if self.walking || self.case.is_some() {
            return;
        }
        let recourse = self.config.table("recourse").unwrap();
        // A present value is no amount of money.
        let collectable = if recourse.text("kind") == "none" {
            0.0
        } else {
            let i = self.main().schedule.rate / 12.0;
            let months = recourse.maybe_whole("discharge_months").unwrap_or(recourse.whole("collection_months")) as i32;
            let annuity = if i == 0.0 { f64::from(months) } else { -(-f64::from(months) * i.ln_1p()).exp_m1() / i };
            let wage = self.household.wage.units();
            let allowance = recourse.number("allowance_income_frac") * wage;
            let taken = recourse.number("garnished_share") * (wage - allowance).max(0.0);
            taken * annuity + if recourse.text("kind") == "payment-plan" { 0.0 } else { self.cash.units() }
        };
        if (self.debt().units() - value) / value - collectable / value > threshold {
            self.walking = true;
            row.events.push("walks away".into());
        }
    }

    /// (322) What hazards of sales are multiplied by.
    fn sale_factor(&self, t: usize) -> f64 {
        let sensitivity = self.config.maybe_number("feedback.credit.sale_sensitivity").unwrap_or(0.0);
        (-sensitivity * self.world.lately_frac[t]).exp()
    }

    /// (323) Log of what caps and probabilities of lending are multiplied by.
    fn log_lending(&self, t: usize) -> f64 {
        let sensitivity = self.config.maybe_number("feedback.credit.lending_sensitivity").unwrap_or(0.0);
        -sensitivity * self.world.lately_frac[t]
    }

    /// (87) What the home is worth to a bidder and to the court's appraiser.
    fn market(&self, value: Money) -> Money {
        if self.config.is_off("auction_losses") {
            return value; // (108)
        }
        let occupied = self.config.table("foreclosure.occupied").unwrap();
        let u = self.stream.uniform(OCCUPATION, 0, self.case.as_ref().unwrap().ordinal);
        let vacated = u < occupied.number("vacated_probability");
        if vacated { value } else { value.times(1.0 - occupied.number("price_loss_frac")) }
    }

    /// The target of a margin call, debt ÷ value.
    fn margin_target(&self) -> f64 {
        let lent: Money = self.secured().map(|loan| loan.lent).sum();
        let at_origination = lent.units() / self.household.price.units();
        let target = self.config.maybe_number("distress.margin_call.target_ltv").unwrap_or(at_origination);
        target.min(self.config.number("distress.margin_call.trigger_ltv"))
    }

    fn margin_overdue(&self, t: usize) -> bool {
        self.margin_deadline.is_some_and(|deadline| t >= deadline)
    }

    /// Step 5a, (81) and (82).
    fn margin_call(&mut self, t: usize, worth: Money, row: &mut LedgerRow) {
        let Some(trigger) = self.config.maybe_number("distress.margin_call.trigger_ltv") else { return };
        let callable =
            self.margin_deadline.is_none() && !self.stopped(t) && self.case.is_none() && t < self.main().schedule.term;
        if callable && self.log_debt() - self.log_value > log_units(trigger) {
            self.margin_deadline = Some(t + self.config.whole("distress.margin_call.deadline_months"));
            row.events.push("margin call".into());
        }
        if !self.margin_overdue(t) || self.accelerated() || self.walking {
            return;
        }
        let gap = (self.debt() - worth.times(self.margin_target())).min(self.main().schedule.balance);
        if gap <= NONE {
            self.margin_deadline = None;
        } else if self.cash_above_minimum() >= gap {
            self.meet_margin_call(gap, row);
            self.loans[0].schedule.compute_anew(t);
        }
    }

    fn meet_margin_call(&mut self, gap: Money, row: &mut LedgerRow) {
        self.cash -= gap;
        self.loans[0].schedule.move_balance(-gap);
        self.loans[0].receives(row.month, gap, true);
        row.margin_paid = gap;
        self.margin_deadline = None;
    }

    /// Step 11a.
    fn call_for_arrears(&mut self, t: usize) {
        let call = self.config.table("distress.margin_call").unwrap();
        if let Some(case) = &mut self.case
            && call.maybe_whole("call_dpd").is_some_and(|call_dpd| self.secured_days >= call_dpd)
        {
            case.suit_at_the_latest = case.suit_at_the_latest.min(t + call.whole("deadline_months").max(1));
        }
    }

    /// Step 9a, (80).
    fn forbearance(&mut self, t: usize, row: &mut LedgerRow) {
        let terms = self.config.table("distress.forbearance").unwrap();
        let days = self.main().days_past_due(t);
        if days == 0 {
            self.has_asked = false;
        }
        let asks = terms.number("probability") > 0.0
            && days > 0
            && days >= self.config.whole("distress.distress_dpd")
            && days < self.config.whole("distress.default_dpd")
            && !self.has_asked
            && !self.walking
            && self.case.is_none()
            && self.granted < terms.whole("max_times")
            && t < self.main().schedule.term;
        if !asks {
            return;
        }
        self.requests += 1;
        if self.stream.uniform(FORBEARANCE, 0, self.requests - 1) >= terms.number("probability") {
            self.has_asked = true;
            row.events.push("forbearance refused".into());
            return;
        }
        self.granted += 1;
        row.forborne = true;
        let main = &mut self.loans[0];
        row.capitalised_interest += main.overdue_interest();
        row.capitalised += main.overdue();
        main.schedule.move_balance(main.overdue());
        main.unpaid.clear();
        main.schedule.term += terms.whole("extension_months");
        let last_free = (t + terms.whole("holiday_months")).min(main.schedule.term - 1);
        if last_free > t {
            self.holiday_until = Some(last_free);
        } else {
            main.schedule.compute_anew(t + 1);
        }
    }

    /// Step 6. Returns the margin.
    fn live(&mut self, t: usize, life: LifeMonth, accelerated: bool, row: &mut LedgerRow) -> Money {
        if life.parts {
            let kept = self.cash.times(self.config.number("household.second_earner.divorce.cash_kept_frac"));
            row.divided = self.cash - kept; // (196)
            self.cash = kept;
        }
        let trigger = self.household.need.times(self.config.number("household.discretionary_cut_below_months"));
        let cut = self.cash < trigger || accelerated;
        // (57)
        let growth = (1.0 + self.config.maybe_number("household.spending_growth_annual").unwrap_or(0.0))
            .powi(((t - 1) / 12) as i32)
            * self.world.prices_followed(self.config, "household.spending_follows_inflation", t)
            * life.kept;
        let rents = self.world.prices_followed(self.config, "household.letting.rents_follow_inflation", t);
        let is_let = matches!(self.letting, Some(Some(from)) if t >= from);
        row.essential = self.household.essential.times(growth);
        row.discretionary = if cut { NONE } else { self.household.discretionary.times(growth) };
        row.illness = life.illness;
        if self.household.investor || is_let {
            row.rent_received = if life.tenant { self.household.rent.times(rents) } else { NONE };
        }
        if is_let {
            let own = self.household.rent.times(self.config.number("household.letting.in_distress.own_rent_frac"));
            row.own_rent = own.times(rents);
        }
        let (service, last_month) = self.household.other_debt;
        row.other_debt_service = if t <= last_month { service } else { NONE };
        if let (Some((cash_flow, _)), false) = (self.household.other_homes, self.other_homes_sold) {
            row.other_homes_cash_flow = cash_flow;
            if let Some(homes) = &self.household.mortgaged {
                row.other_homes_cash_flow += homes.rent - homes.service_in(t); // (57)
            }
        }
        if self.age(t) % 12 == 1 && self.age(t) <= self.config.whole("loan.term_months") && self.first_default.is_none()
        {
            row.premium = self.household.yearly_premium;
        }
        let outgo = row.essential + row.illness + row.own_rent + row.other_debt_service + row.premium
            - row.rent_received
            - row.other_homes_cash_flow;
        let margin = life.income - outgo - row.discretionary;
        if margin < NONE {
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

    fn accrue_penalty(&mut self, accelerated: bool, row: &mut LedgerRow) {
        let multiple = self.config.number("distress.penalty_multiple");
        for loan in &mut self.loans {
            let principal = if accelerated && loan.secured { loan.schedule.balance } else { NONE };
            let penalty = (principal + loan.overdue()).times(multiple * loan.schedule.rate / 12.0);
            loan.owes_penalty(penalty);
            row.penalty_accrued += penalty;
        }
    }

    /// (232) What renewals cost, loan by loan, before anything falls due; a loan that is not renewed ends with the month.
    fn renew(&mut self, t: usize, row: &mut LedgerRow) -> Vec<Money> {
        let keeps = !self.walking && self.case.is_none() && !self.margin_overdue(t);
        let overdue = self.loans.iter().any(|loan| !loan.unpaid.is_empty());
        let log_ltv = self.log_debt() - self.log_value;
        let accelerated = self.accelerated();
        let log_lending = self.log_lending(t); // (325)
        let mut costs = vec![NONE; self.loans.len()];
        for (number, loan) in self.loans.iter_mut().enumerate() {
            let Some(terms) = loan.rollover else { continue };
            let every = terms.whole("every_months");
            let free = number == 0 && self.holiday_until.is_some() || loan.secured && accelerated;
            if free || loan.lent == NONE || !t.is_multiple_of(every) || t >= loan.schedule.term {
                continue;
            }
            let u = self.stream.uniform(ROLLOVER, number as u32, (t / every - 1) as u32);
            let most = terms.maybe_number("maximum_ltv").map(log_units);
            let is_high = loan.secured && most.is_some_and(|most| log_ltv > most + units(log_lending, 60.0));
            if keeps && !overdue && !is_high && u < terms.number("probability") * log_lending.exp() {
                row.events.push("renewed".into());
                costs[number] = loan.schedule.balance.times(terms.number("bridging_cost_frac"));
            } else {
                row.events.push("not renewed".into());
                loan.schedule.term = t;
            }
        }
        costs
    }

    /// Step 7 before acceleration. Returns what the margin paid.
    fn debt_service(&mut self, t: usize, margin: Money, row: &mut LedgerRow) -> Money {
        let costs = self.renew(t, row);
        self.accrue_penalty(false, row);

        for loan in 0..self.loans.len() {
            if let (0, Some(last_free)) = (loan, self.holiday_until) {
                let schedule = &mut self.loans[0].schedule;
                let interest = schedule.interest();
                schedule.move_balance(interest);
                self.loans[0].charged += interest;
                row.interest_due += interest;
                row.capitalised += interest;
                row.capitalised_interest += interest;
                if t == last_free {
                    self.holiday_until = None;
                    self.loans[0].schedule.compute_anew(t + 1);
                }
            } else {
                let due = self.loans[loan].schedule.instalment(t);
                self.fall_due(loan, t, Due { interest: due.interest + costs[loan], ..due }, row);
            }
        }

        if self.walking {
            return NONE;
        }
        let due = self.overdue() + self.penalty();
        let mut rest = due;
        let from_margin = rest.min(margin.or_nothing());
        rest -= from_margin;
        let from_cash = rest.min(self.cash_above_minimum());
        rest -= from_cash;
        let from_line = rest.min(self.unused_credit());
        rest -= from_line;
        self.cash -= from_cash;
        self.line += from_line;
        row.line_drawn += from_line;
        // (62)
        let mut from_family = NONE;
        if rest > NONE && !self.helped && self.household.family_help > NONE {
            self.helped = true;
            row.family_help = self.household.family_help;
            from_family = rest.min(row.family_help);
            rest -= from_family;
            self.cash += row.family_help - from_family;
            row.events.push("family helped".into());
        }
        self.receive(t, from_margin + from_cash + from_line + from_family, false, row);
        let nothing_overdue = self.secured().all(|loan| loan.unpaid.is_empty());
        if self.case.is_some() && nothing_overdue && !self.margin_overdue(t) {
            self.reinstate(row);
        }
        from_margin
    }

    /// Step 7 after acceleration.
    fn accelerated_month(&mut self, t: usize, value: Money, margin: Money, row: &mut LedgerRow) {
        self.renew(t, row);
        self.accrue_penalty(true, row);
        // (84)
        if let Some(judgment) = self.judgment()
            && t > judgment.month
        {
            row.late_interest = judgment.debt.times(30.0 * self.config.number("foreclosure.late_interest_daily"));
            self.late_interest += row.late_interest;
        }

        for loan in 0..self.loans.len() {
            let due = self.loans[loan].schedule.instalment(t);
            let due = if self.loans[loan].secured { Due { interest: NONE, ..due } } else { due };
            self.fall_due(loan, t, due, row);
        }

        self.cash += margin.or_nothing();
        let top_up = if self.margin_overdue(t) {
            let balance: Money = self.secured().map(|loan| loan.schedule.balance).sum();
            (balance - value.times(self.margin_target())).or_nothing().min(self.main().schedule.balance)
        } else {
            NONE
        };
        let due: Money = self.secured().map(|loan| loan.overdue() + loan.penalty).sum();
        let needed = due + self.costs_owed;
        if self.judgment().is_none() && !self.walking && self.cash_above_minimum() >= needed + top_up {
            if self.margin_overdue(t) {
                self.meet_margin_call(top_up, row);
                self.loans[0].schedule.compute_anew(t + 1);
            }
            self.cash -= needed;
            self.receive(t, due, true, row);
            row.costs_paid = self.costs_owed;
            self.loans[0].receives(t, row.costs_paid, true);
            self.costs_owed = NONE;
            self.reinstate(row);
        }
    }

    fn fall_due(&mut self, loan: usize, t: usize, due: Due, row: &mut LedgerRow) {
        row.interest_due += due.interest;
        row.principal_due += due.principal;
        self.loans[loan].fall_due(t, due);
    }

    /// (228) Receipts go to the oldest month, its loans in order; when no instalment is left, to penalties. A reinstatement
    /// after suit is of secured loans alone.
    fn receive(&mut self, t: usize, amount: Money, of_secured: bool, row: &mut LedgerRow) {
        row.paid += amount;
        let mut left = amount;
        let mut received = vec![NONE; self.loans.len()];
        let counts = |loan: &Loan| loan.secured || !of_secured;
        // Some may have fallen due before month 1, (240).
        let first = self.loans.iter().filter_map(|loan| loan.unpaid.first()).map(|unpaid| unpaid.month).min();
        for month in first.unwrap_or(1).min(1)..=t as i64 {
            let claim = |loan: &Loan| (loan.rank, if counts(loan) { loan.unpaid_of(month) } else { NONE });
            let claims: Vec<(Rank, Money)> = self.loans.iter().map(claim).collect();
            for (j, share) in share_out(left, &claims).into_iter().enumerate() {
                let (interest, principal) = self.loans[j].pay_instalment(month, share);
                row.paid_interest += interest;
                row.paid_principal += principal;
                received[j] += share;
                left -= share;
            }
        }
        let claim = |loan: &Loan| (loan.rank, if counts(loan) { loan.penalty } else { NONE });
        let claims: Vec<(Rank, Money)> = self.loans.iter().map(claim).collect();
        for (j, share) in share_out(left, &claims).into_iter().enumerate() {
            self.loans[j].penalty -= share;
            row.paid_penalty += share;
            received[j] += share;
        }
        for (loan, amount) in self.loans.iter_mut().zip(received) {
            loan.receives(t, amount, true);
        }
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
    fn use_surplus(&mut self, surplus: Money, row: &mut LedgerRow) {
        let mut left = surplus;
        let repaid = left.min(self.line);
        self.line -= repaid;
        row.line_repaid = repaid;
        left -= repaid;
        let target = self.household.need.times(self.config.number("household.buffer_target_months"));
        let filled = left.min((target - self.cash).or_nothing());
        self.cash += filled;
        left -= filled;
        let saved = left.times(self.config.number("household.saved_share"));
        self.cash += saved;
        row.surplus_consumed = left - saved;
    }

    /// Step 10.
    fn count_days_past_due(&mut self, t: usize, row: &mut LedgerRow) {
        let before = self.days_past_due;
        self.days_past_due = self.main().days_past_due(t);
        self.secured_days = self.secured().map(|loan| loan.days_past_due(t)).max().unwrap();
        self.most_days = self.loans.iter().map(|loan| loan.days_past_due(t)).max().unwrap();
        row.days_past_due = self.days_past_due;
        if before > 0 && self.days_past_due == 0 && !row.forborne && self.first_default.is_none() {
            self.cures += 1;
            row.events.push("cure".into());
        }
    }

    /// Step 11.
    fn default(&mut self, t: usize, value: f64, row: &mut LedgerRow) {
        let default_dpd = self.config.whole("distress.default_dpd");
        if t <= self.config.whole("study.horizon_months") {
            for loan in self.loans.iter_mut().filter(|loan| !loan.secured && loan.days_past_due(t) >= default_dpd) {
                loan.record_default(t);
            }
        }
        let behind = self.secured_days >= default_dpd;
        if !(behind || self.margin_overdue(t) || (self.rescinded(t) && self.debt() > NONE))
            || self.case.is_some()
            || t > self.config.whole("study.horizon_months")
        {
            return;
        }
        if self.holiday_until.take().is_some() {
            self.loans[0].schedule.compute_anew(t + 1);
        }
        self.case = Some(Case {
            ordinal: self.cases_begun,
            default_month: t,
            suit_at_the_latest: usize::MAX,
            suit: None,
            judgment: None,
        });
        self.cases_begun += 1;
        if self.first_default.is_none() {
            let debt = self.debt();
            self.first_default = Some(DefaultRecord {
                month: t,
                trigger: if self.walking {
                    Trigger::Strategic
                } else if behind {
                    Trigger::Arrears
                } else if self.rescinded(t) {
                    Trigger::Rescission
                } else {
                    Trigger::MarginCall
                },
                equity_frac: (value - debt.units()) / value,
            });
            for loan in self.loans.iter_mut().filter(|loan| loan.secured) {
                loan.record_default(t);
            }
            row.events.push("default".into());
        } else {
            row.events.push("default again".into());
        }
    }

    /// The developer has failed.
    fn stopped(&self, t: usize) -> bool {
        self.failure.is_some_and(|(month, _)| t >= month)
    }

    fn rescinded(&self, t: usize) -> bool {
        self.failure.is_some_and(|(_, rescission)| t >= rescission)
    }

    /// Step 12a.
    fn rescind(&mut self, t: usize, row: &mut LedgerRow) {
        if !self.rescinded(t) {
            return;
        }
        let terms = self.config.table("off_plan").unwrap();
        let paid = |row: &LedgerRow| row.paid_interest + row.paid_principal + row.margin_paid + row.prepaid_in_part;
        let instalments = self.rows.iter().map(paid).sum::<Money>() + paid(row);
        let owed = self.debt() + self.costs_owed + self.late_interest;
        let paid = self.household.down_payment_paid + instalments;
        row.household_surplus = paid.times(terms.number("buyer_recovery_frac")); // (91)
        let principal = self.main().schedule.balance + self.main().overdue_principal();
        row.lender_share = principal.times(terms.number("bank_recovery_frac")); // (92)
        row.auction_price = row.household_surplus + row.lender_share;
        row.written_off = owed - row.lender_share;
        self.loans[0].receives(t, row.lender_share, false);
        if row.written_off > NONE {
            self.write_off_month = Some(t);
        }
        self.cash += row.household_surplus;
        self.nothing_left_to_lender();
        self.closing = Some(Closing { state: FinalState::Rescinded, month: t, round: 0 });
        row.events.push("rescinded".into());
    }

    /// Step 12.
    fn sell(&mut self, t: usize, value: Money, due_before_payment: Money, row: &mut LedgerRow) {
        let terms = self.config.table("distress").unwrap();
        let in_distress = self.most_days >= terms.whole("distress_dpd")
            || self.cash + self.unused_credit() < due_before_payment.times(terms.number("distress_months"));
        let owed = self.debt() + self.costs_owed + self.late_interest;
        let proceeds = value.times(1.0 - terms.number("selling_cost_frac"));
        let clears = row.value * (1.0 - terms.number("selling_cost_frac")) + self.cash.units() >= owed.units();
        let auction_has_come = self.judgment().is_some_and(|judgment| t >= judgment.first_auction);
        if !in_distress || !clears || auction_has_come || self.stopped(t) {
            return;
        }
        let trend = self.world.twelve_month_trend(t);
        let hazard = -(-terms.number("sale_probability_monthly")).ln_1p();
        self.sale_exposure += hazard * (terms.number("sale_trend_sensitivity") * trend).exp() * self.sale_factor(t);
        self.months_on_offer += 1;
        let threshold = -self.stream.uniform(SALE_THRESHOLD, 0, 0).ln();
        if self.sale_exposure < threshold || self.months_on_offer <= terms.whole("sale_minimum_months") {
            return;
        }
        row.sale_proceeds = proceeds;
        self.pay_from_sale(t, (proceeds - owed).or_nothing(), row);
        self.cash += proceeds - row.sale_paid;
        self.nothing_left_to_lender();
        let state = if self.first_default.is_some() { FinalState::SoldAfterDefault } else { FinalState::Sold };
        self.closing = Some(Closing { state, month: t, round: 0 });
        row.events.push("sold".into());
    }

    /// Pays secured lenders whole, and the others from what remains of the price, in order.
    fn pay_from_sale(&mut self, t: usize, remains: Money, row: &mut LedgerRow) {
        self.pay_secured_whole(t, row);
        let claims: Vec<(Rank, Money)> = self.loans.iter().map(unsecured_claim).collect();
        for (loan, share) in self.loans.iter_mut().zip(share_out(remains, &claims)).filter(|(loan, _)| !loan.secured) {
            row.sale_paid += share;
            row.unsecured_left += loan.debt() - share;
            loan.receives(t, share, false);
        }
    }

    fn pay_secured_whole(&mut self, t: usize, row: &mut LedgerRow) {
        let late = self.late_interest_by_lender(self.late_interest);
        for (j, loan) in self.loans.iter_mut().enumerate().filter(|(_, loan)| loan.secured) {
            let costs = if j == 0 { self.costs_owed } else { NONE };
            let owed = loan.debt() + late[j] + costs;
            row.sale_paid += owed;
            loan.receives(t, owed, false);
        }
    }

    /// Late interest belongs to secured lenders in proportion to their debts.
    fn late_interest_by_lender(&self, late_interest: Money) -> Vec<Money> {
        let debt = self.debt();
        let share = |loan: &Loan| {
            if loan.secured && debt > NONE { loan.debt().units() / debt.units() } else { 0.0 }
        };
        in_proportion(late_interest, &self.loans.iter().map(share).collect::<Vec<f64>>())
    }

    /// Step 12b, (200) to (203).
    fn repay_early(&mut self, t: usize, value: Money, row: &mut LedgerRow) {
        let Some(terms) = self.config.table("prepayment") else { return };
        let horizon = self.config.whole("study.horizon_months");
        let pays = self.overdue() + self.penalty() == NONE && self.case.is_none() && !self.walking;
        if !pays || self.stopped(t) || t >= self.main().schedule.term || t > horizon {
            return;
        }
        let fee = if self.age(t) <= terms.whole("fee_months") { terms.number("fee_frac") } else { 0.0 };
        let selling_cost = self.config.number("distress.selling_cost_frac");
        let log_ltv = self.log_debt() - self.log_value;
        let threshold = |slot: u32| -self.stream.uniform(PREPAYMENT, slot, 0).ln();
        // (202)
        let can = |cost: f64| log_ltv <= log_units((1.0 - cost) / (1.0 + fee));
        if can(0.0) {
            // (200)
            let market = match terms.maybe_number("market_spread_annual") {
                Some(spread) => (self.world.policy_rate[t - 1] + spread).max(0.0),
                None => terms.maybe_number("market_rate_annual").unwrap_or(0.0),
            };
            let gain = self.main().schedule.rate - market - fee;
            let logistic = 1.0 / (1.0 + (-terms.number("steepness") * gain).exp());
            let cpr = terms.number("base_annual") + terms.number("span_annual") * logistic;
            // (201)
            let smm = 1.0 - (1.0 - cpr).powf(1.0 / 12.0);
            self.prepayment_exposure -= (1.0 - smm).ln();
            if self.prepayment_exposure >= threshold(0) {
                self.repay(FinalState::Prepaid, t, fee, row);
                return;
            }
        }
        if can(selling_cost) {
            // (203)
            let flat = 1.0 - (1.0 - terms.number("turnover_annual")).powf(1.0 / 12.0);
            let growth = terms.number("turnover_trend_sensitivity") * self.world.twelve_month_trend(t);
            self.moving_exposure -= (1.0 - flat).ln() * growth.exp() * self.sale_factor(t);
            if self.moving_exposure >= threshold(1) {
                row.sale_proceeds = value.times(1.0 - selling_cost);
                self.repay(FinalState::Moved, t, fee, row);
                self.cash += row.sale_proceeds - row.raised;
            }
        }
    }

    /// Step 12b, (211) to (213). Whether a new loan takes the place of the old one.
    fn refinance(&mut self, t: usize, worth: Money, income: Money, row: &mut LedgerRow) -> bool {
        let Some(terms) = self.config.table("refinancing") else { return false };
        let horizon = self.config.whole("study.horizon_months");
        let pays = self.overdue() + self.penalty() == NONE && self.first_default.is_none() && !self.walking;
        let bound = self.margin_deadline.is_some() || self.holiday_until.is_some();
        let often = self.refinanced >= terms.whole("maximum_times");
        if !pays || bound || often || self.stopped(t) || t >= self.loans[0].schedule.term || t > horizon {
            return false;
        }
        // (211)
        let knots = terms.tables("market_spread_annual");
        let knot = knots.iter().rev().find(|knot| knot.whole("month") <= t).unwrap();
        let new_rate =
            self.loans[0].contract_rate.replaced(self.world.policy_rate[t - 1], knot.number("spread_annual"));
        let mut rate = new_rate.annual(self.age(t));
        if self.config.is_off("rate_rises") {
            rate = rate.min(self.household.rate); // (107)
        }
        // (212)
        let gain = self.loans[0].schedule.rate - rate;
        let log_ltv = self.log_debt() - self.log_value;
        // (324)
        let tightened = self.log_lending(t).exp();
        let most = log_units(terms.number("maximum_ltv")) + units(self.log_lending(t), 60.0);
        if gain < terms.number("minimum_gain_annual") - 1e-9 || log_ltv > most {
            return false;
        }
        self.refinancing_exposure -= (-terms.number("probability_monthly")).ln_1p();
        if self.refinancing_exposure < -self.stream.uniform(PREPAYMENT, 3, self.refinanced as u32).ln() {
            return false;
        }
        // (213)
        let old = self.loans[0].schedule.balance;
        let debt = terms.maybe_number("cash_out_ltv").map_or(old, |ltv| old.max(worth.times(ltv * tightened)));
        let fee = self.config.table("prepayment").map_or(0.0, |prepayment| {
            if self.age(t) <= prepayment.whole("fee_months") { prepayment.number("fee_frac") } else { 0.0 }
        });
        let cost = debt.times(terms.number("cost_frac")) + old.times(fee);
        let mut schedule = self.loans[0].schedule.clone();
        schedule.rate = rate;
        if debt > old {
            schedule.move_balance(debt - old);
        }
        schedule.compute_anew(t + 1);
        let due = schedule.instalment(t + 1);
        let (service, last_month) = self.household.other_debt;
        let service = if t <= last_month { service } else { NONE };
        let homes = self.household.mortgaged.as_ref().filter(|_| !self.other_homes_sold);
        let service = service + homes.map_or(NONE, |homes| homes.service_in(t));
        let minimum = self.household.essential.times(self.config.number("household.cash_minimum_months"));
        let affordable =
            due.interest + due.principal + service <= income.times(terms.number("maximum_dsti") * tightened);
        if !affordable || self.cash + (debt - old) - cost < minimum {
            row.events.push("refinancing refused".into());
            return false;
        }
        self.cash += debt - old - cost;
        (row.cash_out, row.refinancing_cost) = (debt - old, cost);
        self.loans[0].schedule = schedule;
        self.loans[0].charged += debt - old;
        self.loans[0].contract_rate = new_rate;
        self.refinancing_exposure = 0.0;
        self.refinanced += 1;
        self.refinanced_month = self.refinanced_month.or(Some(t));
        row.events.push("refinanced".into());
        true
    }

    /// Step 12b, (205) to (207).
    fn repay_in_part(&mut self, t: usize, row: &mut LedgerRow) {
        let Some(prepayment) = self.config.table("prepayment") else { return };
        let Some(terms) = prepayment.table("partial") else { return };
        let horizon = self.config.whole("study.horizon_months");
        let clear = self.loans.iter().all(|loan| loan.unpaid.is_empty() && loan.penalty == NONE);
        let pays = clear && self.case.is_none() && !self.walking;
        let bound = self.margin_deadline.is_some() || self.holiday_until.is_some() || self.line > NONE;
        let would = self.stream.uniform(PREPAYMENT, 2, 0) < terms.number("share");
        let looks = would && self.age(t).is_multiple_of(terms.whole("every_months"));
        if !pays || bound || !looks || self.stopped(t) || t >= self.loans[0].schedule.term || t > horizon {
            return;
        }
        let f = if self.age(t) <= prepayment.whole("fee_months") { prepayment.number("fee_frac") } else { 0.0 };
        let above = self.cash - self.household.need.times(terms.number("buffer_months"));
        let balance = self.loans[0].schedule.balance;
        if above <= NONE {
            return;
        }
        let (principal, fee) = if above >= balance + balance.times(f) {
            (balance, balance.times(f))
        } else {
            let principal = Money::of(above.units() / (1.0 + f)).min(balance);
            if principal < Money::of(terms.number("minimum_amount")) {
                return;
            }
            (principal, above - principal)
        };
        let schedule = &mut self.loans[0].schedule;
        let (fixed, i) = (schedule.fixed, schedule.rate / 12.0);
        self.cash -= principal + fee;
        schedule.move_balance(-principal);
        self.loans[0].receives(t, principal, true);
        (row.prepaid_in_part, row.partial_fee) = (principal, fee);
        if principal == balance {
            for loan in &mut self.loans[1..] {
                let debt = loan.debt();
                row.sale_paid += debt;
                row.raised += debt;
                loan.receives(t, debt, false);
                loan.clear();
            }
            self.closing = Some(Closing { state: FinalState::Prepaid, month: t, round: 0 });
            row.events.push("repaid from cash".into());
            return;
        }
        row.events.push("repaid in part".into());
        let schedule = &mut self.loans[0].schedule;
        if terms.text("lowers") == "term" && !schedule.repayment.interest_only_in(t) {
            let unit = schedule.unit;
            let months = if schedule.repayment.level_in(t) && i > 0.0 {
                -(-unit * i / fixed).ln_1p() / i.ln_1p()
            } else {
                unit / fixed
            };
            let k = ((months - 1e-9).ceil() as usize).clamp(1, schedule.term - t);
            schedule.term = t + k; // (207)
        }
        schedule.compute_anew(t + 1); // (206)
    }

    fn repay(&mut self, state: FinalState, t: usize, fee: f64, row: &mut LedgerRow) {
        row.prepayment_fee = (self.debt() + self.costs_owed + self.late_interest).times(fee);
        if state == FinalState::Moved {
            let owed = self.debt() + self.costs_owed + self.late_interest + row.prepayment_fee;
            self.pay_from_sale(t, (row.sale_proceeds - owed).or_nothing(), row);
        } else {
            self.pay_secured_whole(t, row);
            for loan in self.loans.iter_mut().filter(|loan| !loan.secured) {
                let debt = loan.debt();
                row.sale_paid += debt;
                loan.receives(t, debt, false);
            }
        }
        row.raised = row.sale_paid + row.prepayment_fee;
        self.nothing_left_to_lender();
        self.closing = Some(Closing { state, month: t, round: 0 });
        row.events.push(state.name().into());
    }

    /// Step 13.
    fn auction(&mut self, t: usize, value: Money, row: &mut LedgerRow) {
        let Some(judgment) = self.judgment() else { return };
        if t < judgment.month_of_round || self.stopped(t) {
            return;
        }
        let (number, court_appraisal) = (judgment.round, judgment.court_appraisal);
        let base_before = judgment.last_start;
        if self.config.is_off("auction_losses") {
            row.events.push("auctioned in round 1".into());
            self.held(1, court_appraisal, value, value, Some(value), false);
            self.settle(t, value, FinalState::Auctioned, 1, row); // (108)
            return;
        }
        let market = self.market(value);
        let rounds = self.config.tables("foreclosure.rounds");
        let in_loop = number % rounds.len();
        let terms = &rounds[in_loop];
        let base = if in_loop == 0 { court_appraisal } else { base_before };
        let start = base.times(terms.draw("start_level_frac", self.auction_draw(1, number))); // (23)
        let probability = match terms.table("success.logistic") {
            None => terms.draw("success", self.auction_draw(2, number)),
            Some(logistic) => {
                let [alpha, beta, gamma] = ["alpha", "beta", "gamma"].map(|key| logistic.number(key));
                let x = alpha - beta * (start.units() / market.units()).ln() + gamma * self.world.twelve_month_trend(t);
                1.0 / (1.0 + (-x).exp())
            }
        };
        // (48)
        let log_odds = (probability / (1.0 - probability)).ln() + self.world.auction_log_odds[t];
        let probability = 1.0 / (1.0 + (-log_odds).exp());
        let succeeds = start <= market && self.auction_draw(0, number) < probability;
        if succeeds {
            let premium = terms.draw("premium", self.auction_draw(3, number));
            let price = start.times(1.0 + premium).min(market);
            row.events.push(format!("auctioned in round {}", in_loop + 1));
            self.held(number + 1, court_appraisal, value, start, Some(price), false);
            self.settle(t, price, FinalState::Auctioned, number + 1, row);
            return;
        }
        let next = (in_loop + 1) % rounds.len();
        let loops = (number + 1) / rounds.len();
        let is_taken = next == 0 && loops > self.config.whole("foreclosure.reappraisal.max_loops");
        self.held(number + 1, court_appraisal, value, start, None, is_taken);
        if next > 0 {
            row.events.push(format!("round {} failed", in_loop + 1));
            let later = self.months_to_round(next, number + 1).max(1);
            let judgment = self.case.as_mut().unwrap().judgment.as_mut().unwrap();
            judgment.last_start = start;
            judgment.round += 1;
            judgment.month_of_round += later;
            return;
        }
        if is_taken {
            row.events.push("taken by the lender".into());
            self.settle(t, start.min(market), FinalState::TakenByLender, 0, row);
            return;
        }
        // (86)
        row.events.push("reappraised".into());
        let index = self.case.as_ref().unwrap().ordinal * 256 + loops as u32;
        let u = |slot: u32| self.stream.uniform(REAPPRAISAL, slot, index);
        let ratio = self.config.draw("foreclosure.appraisal_ratio", u(0));
        let wait = whole_months(self.config.draw("foreclosure.reappraisal.months", u(1)));
        let later = (wait + self.months_to_round(0, number + 1)).max(1);
        let judgment = self.case.as_mut().unwrap().judgment.as_mut().unwrap();
        judgment.court_appraisal = market.times(ratio);
        judgment.round += 1;
        judgment.month_of_round += later;
    }

    /// (310), (311) An auction that was held.
    fn held(&mut self, round: usize, appraisal: Money, value: Money, start: Money, price: Option<Money>, taken: bool) {
        let sold = |amount: Money| if price.is_some() { amount.units() } else { 0.0 };
        let adds = [
            1.0,
            f64::from(u8::from(price.is_some())),
            f64::from(u8::from(taken)),
            start.units(),
            value.units(),
            price.map_or(0.0, |price| price.units()),
            sold(appraisal),
            sold(value),
            sold(self.household.home_value),
        ];
        self.auctions.push((round, adds));
    }

    /// Settlement at a price (25), and the cash which full recourse takes at once.
    fn settle(&mut self, t: usize, price: Money, state: FinalState, round: usize, row: &mut LedgerRow) {
        let split = waterfall(self.config, price, self.debt(), self.costs_owed, self.late_interest);
        let to_costs = split.lender.min(self.costs_owed);
        let secured: Vec<(Rank, Money)> =
            self.loans.iter().map(|loan| (loan.rank, if loan.secured { loan.debt() } else { NONE })).collect();
        let to_secured = share_out(split.lender - to_costs, &secured);
        let late_paid = split.lender - to_costs - to_secured.iter().copied().sum::<Money>();
        let to_late = self.late_interest_by_lender(late_paid);
        let unsecured: Vec<(Rank, Money)> = self.loans.iter().map(unsecured_claim).collect();
        let to_unsecured = share_out(split.household, &unsecured);
        let late = self.late_interest_by_lender(self.late_interest);
        let mut left = Vec::new();
        let mut main_share = NONE;
        for (j, loan) in self.loans.iter_mut().enumerate() {
            if !loan.secured {
                loan.record_default(t);
            }
            let (costs, costs_paid) = if j == 0 { (self.costs_owed, to_costs) } else { (NONE, NONE) };
            let share = to_secured[j] + to_unsecured[j] + to_late[j] + costs_paid;
            loan.receives(t, share, false);
            left.push(loan.debt() + late[j] + costs - share);
            if j == 0 {
                main_share = share;
            }
        }
        let owed: Money = left.iter().copied().sum();
        for (loan, left) in self.loans.iter_mut().zip(&left) {
            loan.share = if owed > NONE { left.units() / owed.units() } else { 0.0 };
        }
        let from_rest: Money = to_unsecured.iter().copied().sum();
        row.auction_price = price;
        row.third_party_costs = split.third_parties;
        row.lender_share = split.lender + from_rest;
        row.household_surplus = split.household - from_rest;
        row.deficiency = owed;
        self.cash += row.household_surplus;
        self.claim_on_insurer(main_share, left[0], row);
        let recourse = self.config.text("recourse.kind");
        if recourse == "none" {
            row.written_off = owed;
            row.owed_to_lender = NONE;
            if owed > NONE {
                self.write_off_month = Some(t);
            }
        } else {
            if owed > NONE {
                self.lender_share = self.realise_mortgaged(t, owed, recourse != "payment-plan", row);
            }
            row.seized = if recourse == "payment-plan" { NONE } else { self.cash.min(owed) };
            self.cash -= row.seized;
            row.passed_on = self.collected(t, row.seized);
            row.owed_to_lender = owed - row.seized;
        }
        self.late_interest -= late_paid;
        self.judgment_debt = self.judgment().map_or(NONE, |judgment| judgment.debt);
        row.cash_closing = self.cash;
        self.nothing_left_to_lender();
        self.closing = Some(Closing { state, month: t, round });
        row.events.push("settled".into());
    }

    fn nothing_left_to_lender(&mut self) {
        self.loans.iter_mut().for_each(Loan::clear);
        self.costs_owed = NONE;
        self.case = None;
    }

    /// (26), (85) and (89): collection of what the seizure left of the deficiency.
    fn collect(&mut self, settlement: usize, after_seizure: Money, judgment_debt: Money) {
        let recourse = self.config.table("recourse").unwrap();
        if recourse.text("kind") == "none" || after_seizure <= NONE {
            return;
        }
        let is_plan = recourse.text("kind") == "payment-plan";
        let without = if is_plan { 0.0 } else { self.main().schedule.rate };
        let i = recourse.maybe_number("interest_annual").unwrap_or(without) / 12.0;
        let discharge = recourse.maybe_whole("discharge_months");
        let collection = recourse.whole("collection_months");
        let months = match (is_plan, discharge) {
            (true, Some(term)) => term,
            (false, Some(term)) => term.min(collection),
            (_, None) => collection,
        };
        let write_off_after = recourse.maybe_whole("write_off_months").unwrap_or(months).min(months);
        // (170)
        let sale = recourse.table("claim_sale").map(|sale| (sale.whole("months"), sale.number("price_frac")));
        if let Some((0, price_frac)) = sale {
            self.sell_claim(settlement, after_seizure.times(price_frac));
        }
        if write_off_after == 0 && self.write_off_month.is_none() {
            self.write_off_month = Some(settlement);
        }
        let mut late = self.late_interest.min(after_seizure);
        let mut d = after_seizure - late;
        let mut bearing = judgment_debt.min(d);
        for t in settlement + 1..=settlement + months {
            if d + late == NONE {
                break;
            }
            let mut row = LedgerRow { month: t, collecting: true, ..LedgerRow::default() };
            row.index = self.world.log_index[t].exp();
            row.cash_opening = self.cash;
            row.cash_closing = self.cash;
            row.line_balance = self.line;
            let income = self.live_on(t, &mut row).income;
            row.recourse_interest = d.times(i);
            row.late_interest = bearing.times(30.0 * self.config.number("foreclosure.late_interest_daily"));
            late += row.late_interest;
            let grown = d + row.recourse_interest;
            let prices = self.world.prices_followed(self.config, "recourse.allowance_follows_inflation", t);
            let allowance = self.household.wage.times(recourse.number("allowance_income_frac") * prices);
            let takeable = (income - allowance).or_nothing().times(recourse.number("garnished_share"));
            let takeable = self.lender_share.map_or(takeable, |share| takeable.times(share)); // (221)
            let of_debt = grown.min(takeable);
            d = grown - of_debt;
            let of_late = late.min(takeable - of_debt);
            late -= of_late;
            bearing = bearing.min(d);
            row.garnished = of_debt + of_late;
            if self.claim_sold_month.is_none() {
                row.passed_on = self.collected(t, row.garnished);
            }
            let still_owed = if discharge == Some(t - settlement) { NONE } else { d + late };
            if d + late > NONE && t - settlement >= write_off_after && self.write_off_month.is_none() {
                self.write_off_month = Some(t);
            }
            if discharge == Some(t - settlement) {
                row.written_off = d + late;
                row.events.push("discharged".into());
                d = NONE;
                late = NONE;
            }
            row.owed_to_lender = d + late;
            self.rows.push(row);
            if let Some((_, price_frac)) = sale.filter(|sale| sale.0 == t - settlement && still_owed > NONE) {
                self.sell_claim(t, still_owed.times(price_frac));
            }
        }
        self.residual_debt = d + late;
    }

    /// (176)
    fn claim_on_insurer(&mut self, lender_share: Money, deficiency: Money, row: &mut LedgerRow) {
        let Some(terms) = self.config.table("insurance") else { return };
        let Some(default) = &self.first_default else { return };
        if self.age(default.month) <= terms.whole("waiting_months") {
            return;
        }
        let loss = (self.main().debt() + self.costs_owed - lender_share).or_nothing();
        let ead = self.main().recorded.map_or(NONE, |recorded| recorded.ead);
        row.insurance_claim = loss.min(ead.times(self.household.insured_frac));
        let share = if deficiency > NONE { row.insurance_claim.units() / deficiency.units() } else { 0.0 };
        self.claim_share = (terms.text("recoveries") == "pro-rata").then_some(share);
        self.claim_left = row.insurance_claim;
        self.own_loss_left = deficiency - row.insurance_claim;
    }

    /// (229) What is collected is shared by lenders; what of the main one's is its insurer's.
    fn collected(&mut self, t: usize, amount: Money) -> Money {
        let shares: Vec<f64> = self.loans.iter().map(|loan| loan.share).collect();
        let parts = in_proportion(amount, &shares);
        for (loan, &part) in self.loans.iter_mut().zip(&parts) {
            loan.receives(t, part, false);
        }
        self.pass_to_insurer(parts[0])
    }

    /// (177) What of something collected is the insurer's.
    fn pass_to_insurer(&mut self, collected: Money) -> Money {
        let part = match self.claim_share {
            Some(share) => collected.times(share),
            None => {
                let own = collected.min(self.own_loss_left);
                self.own_loss_left -= own;
                collected - own
            }
        };
        let part = part.min(self.claim_left);
        self.claim_left -= part;
        part
    }

    /// The last row is that of the month.
    fn sell_claim(&mut self, t: usize, price: Money) {
        let passed_on = self.collected(t, price);
        self.rows.last_mut().unwrap().passed_on += passed_on;
        self.rows.last_mut().unwrap().claim_sold = price;
        self.claim_sold_month = Some(t);
        self.write_off_month = self.write_off_month.or(Some(t));
    }
}

fn unsecured_claim(loan: &Loan) -> (Rank, Money) {
    (loan.rank, if loan.secured { NONE } else { loan.debt() })
}
