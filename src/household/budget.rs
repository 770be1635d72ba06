//! The monthly budget: living, debt service, surplus (METHOD.md §5, steps 6 to 8). The same lines serve lanes of quiet
//! households and a single troubled one; they are free of branches so that they vectorise.

use crate::loan::to_grain;

/// The smaller of two numbers, as a select.
#[inline(always)]
pub fn least(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// What a number has above zero, as a select.
#[inline(always)]
pub fn positive(x: f64) -> f64 {
    if x > 0.0 { x } else { 0.0 }
}

/// A month of a household without a credit line in which everything is paid.
#[derive(Clone, Copy, Debug)]
pub struct PaidMonth {
    /// Change of cash.
    pub cash_change: f64,
    /// Surplus that was not saved.
    pub consumed: f64,
    /// Not everything can be paid: the other numbers do not hold.
    pub fails: bool,
}

/// Living, debt service and surplus at once, where nothing is overdue and there is no credit line: [`live`], [`serve`] and
/// [`keep`] in fewer steps, with the same numbers as long as sums are exact. Every such month is computed here, in lanes or
/// alone, so that both agree to the last bit beyond that range too.
/// Cash may be drawn to its minimum, and by a household that has less to begin with not at all.
#[inline(always)]
pub fn pay_all(
    income: f64,
    spending: f64,
    due: f64,
    cash: f64,
    cash_minimum: f64,
    target: f64,
    saved_share: f64,
) -> PaidMonth {
    let net = income - spending - due;
    let drawn = least(net, 0.0);
    let cash_left = cash + drawn;
    let surplus = positive(net);
    let filled = least(surplus, positive(target - cash_left));
    let over = surplus - filled;
    let kept = to_grain(saved_share * over);
    PaidMonth {
        cash_change: drawn + (filled + kept),
        consumed: over - kept,
        fails: cash_left < least(cash_minimum, cash),
    }
}

/// A month's living.
#[derive(Clone, Copy, Debug)]
pub struct Living {
    /// Income left after spending, at least 0.
    pub margin: f64,
    /// Drawn from cash.
    pub from_cash: f64,
    /// Drawn from the credit line.
    pub from_line: f64,
    /// Spending no means were left for.
    pub unmet: f64,
}

/// Spending is met from income, then cash, then the line's free room.
#[inline(always)]
pub fn live(income: f64, spending: f64, cash: f64, room: f64) -> Living {
    let margin = income - spending;
    let lacking = positive(-margin);
    let from_cash = least(lacking, cash);
    let from_line = least(lacking - from_cash, room);
    Living { margin: positive(margin), from_cash, from_line, unmet: lacking - from_cash - from_line }
}

/// A month's debt service.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Met from the margin.
    pub from_margin: f64,
    /// Met from cash above the minimum.
    pub from_cash: f64,
    /// Met from the credit line.
    pub from_line: f64,
    /// Left unpaid; exactly 0 when all is paid.
    pub short: f64,
}

/// What is due is met from the margin, then cash above its minimum, then the line's free room.
#[inline(always)]
pub fn serve(due: f64, margin: f64, cash: f64, cash_minimum: f64, room: f64) -> Service {
    let from_margin = least(due, margin);
    let after_margin = due - from_margin;
    let from_cash = least(after_margin, positive(cash - cash_minimum));
    let after_cash = after_margin - from_cash;
    let from_line = least(after_cash, room);
    Service { from_margin, from_cash, from_line, short: after_cash - from_line }
}

/// What becomes of a surplus.
#[derive(Clone, Copy, Debug)]
pub struct Surplus {
    /// Repaid on the credit line.
    pub repaid: f64,
    /// Added to cash.
    pub saved: f64,
    /// Consumed.
    pub consumed: f64,
}

/// A surplus repays the line, fills cash up to its target, and of the rest a share is saved.
#[inline(always)]
pub fn keep(surplus: f64, line: f64, cash: f64, target: f64, saved_share: f64) -> Surplus {
    let repaid = least(line, surplus);
    let rest = surplus - repaid;
    let filled = least(rest, positive(target - cash));
    let over = rest - filled;
    let kept = to_grain(saved_share * over);
    Surplus { repaid, saved: filled + kept, consumed: over - kept }
}

/// What a household has at hand, and what it owes on its credit line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Purse {
    /// Cash.
    pub cash: f64,
    /// Owed on the credit line.
    pub line: f64,
}

/// How a household handles what it has at hand.
#[derive(Clone, Copy, Debug)]
pub struct PurseTerms {
    /// Cash held back from debt payments.
    pub cash_minimum: f64,
    /// Cash up to which surplus is saved.
    pub cash_target: f64,
    /// Share of surplus saved beyond the target.
    pub saved_share: f64,
    /// Limit of the credit line.
    pub credit_limit: f64,
    /// Interest on the credit line, a fraction a month.
    pub line_rate_monthly: f64,
}

/// Living, debt service and surplus of a household with a credit line where nothing is overdue, and a month's interest on
/// the line: what it then has, and whether not everything could be paid or lived, in which case that does not hold. While the
/// line is not drawn and [`pay_all`] does not fail, this is what [`pay_all`] gives.
#[inline(always)]
pub fn pay_with_line(income: f64, spending: f64, due: f64, purse: Purse, terms: &PurseTerms) -> (Purse, bool) {
    let Purse { cash, line } = purse;
    let room = positive(terms.credit_limit - line);
    let living = live(income, spending, cash, room);
    let cash_left = cash - living.from_cash;
    let service = serve(due, living.margin, cash_left, terms.cash_minimum, room - living.from_line);
    let cash_left = cash_left - service.from_cash;
    let drawn = living.from_line + service.from_line;
    let surplus = living.margin - service.from_margin;
    let kept = keep(surplus, line + drawn, cash_left, terms.cash_target, terms.saved_share);
    let moved = line + drawn - kept.repaid;
    let line = moved + line_interest(moved, terms.line_rate_monthly);
    (Purse { cash: cash_left + kept.saved, line }, service.short + living.unmet > 0.0)
}

/// A month's interest on the credit line.
#[inline(always)]
pub fn line_interest(line: f64, rate_monthly: f64) -> f64 {
    to_grain(line * rate_monthly)
}
