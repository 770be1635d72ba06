//! When what a household spends changes: outgo (57) changes with the year, illness, tenants and the end of other debts.

use super::life::value_in;
use crate::household::{Outgo, OutgoMonth};
use crate::loan::to_grain;
use crate::study::Indexed;

/// Where outgo comes from besides the household itself.
#[derive(Clone, Copy)]
pub(super) struct OutgoChanges<'a> {
    /// Spending for illness ÷ wage from a month on, in order of months; empty where nobody falls ill.
    pub illness: &'a [(u32, f64)],
    /// Whether a let home has its tenant, likewise.
    pub tenants: &'a [(u32, bool)],
    /// Spending of a year from origination ÷ spending at origination; a single number where it does not grow.
    pub growth: &'a [f64],
    /// Month in which the couple parts, and the share of spending that stays from then on.
    pub divorce: Option<(u32, f64)>,
    /// What of it follows consumer prices.
    pub indexed: &'a Indexed,
    /// Last month in which a yearly premium may be due; 0 where there is none.
    pub premium_until: u32,
}

impl OutgoChanges<'_> {
    /// What outgo depends on in `month`, and the last month in which that stays so.
    pub fn of(&self, outgo: &Outgo, wage: f64, month: u32) -> (OutgoMonth, u32) {
        let (illness, well_until) = value_in(self.illness, month);
        let (tenanted, let_until) = if outgo.rent > 0.0 { value_in(self.tenants, month) } else { (None, u32::MAX) };
        let (year, grows) = ((month - 1) / 12, self.growth.len() > 1);
        let spending_index = self.indexed.spending.factor(month);
        let (kept, together_until) = match self.divorce {
            Some((divorce, kept)) if month >= divorce => (kept, u32::MAX),
            Some((divorce, _)) => (1.0, divorce - 1),
            None => (1.0, u32::MAX),
        };
        let has_premium = outgo.premium > 0.0 && month <= self.premium_until;
        let is_due = has_premium && month % 12 == 1;
        let of_month = OutgoMonth {
            month: f64::from(month),
            growth: if grows { self.growth[year as usize] } else { 1.0 } * spending_index * kept,
            illness: to_grain(wage * (illness.unwrap_or(0.0) * spending_index)),
            rents: self.indexed.rents.factor(month),
            premium_due: if is_due { 1.0 } else { 0.0 },
            tenanted: if tenanted.unwrap_or(false) { 1.0 } else { 0.0 },
        };
        let moves = grows || self.indexed.spending.is_on() || self.indexed.rents.is_on();
        let grown_until = if moves { 12 * year + 12 } else { u32::MAX };
        let charged_until = match (has_premium, is_due) {
            (true, true) => month,
            (true, false) => 12 * year + 12,
            (false, _) => u32::MAX,
        };
        let last_service = outgo.last_service_month as u32;
        let served_until = if month <= last_service { last_service } else { u32::MAX };
        let last_of_others = outgo.last_month_of_other_loans as u32;
        let repaid_until = if month <= last_of_others { last_of_others } else { u32::MAX };
        let until = well_until.min(let_until).min(grown_until).min(served_until).min(charged_until).min(repaid_until);
        (of_month, until.min(together_until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Essential spending 100, illness from month 5 to 7, other debts to month 9, a tenant who leaves in month 14.
    #[test]
    fn what_changes_and_when() {
        let mut changes = OutgoChanges {
            illness: &[(0, 0.0), (5, 0.5), (8, 0.0)],
            tenants: &[(0, true), (14, false)],
            growth: &[1.0, 1.1],
            divorce: None,
            indexed: &Indexed::default(),
            premium_until: 0,
        };
        let outgo = Outgo { essential: 100.0, service: 7.0, last_service_month: 9.0, rent: 20.0, ..Outgo::default() };
        let of = |changes: &OutgoChanges<'_>, month| {
            let (of_month, until) = changes.of(&outgo, 200.0, month);
            (outgo.total(of_month), until)
        };
        assert_eq!(
            [1, 5, 8, 10, 13, 14].map(|month| of(&changes, month)),
            [(87.0, 4), (187.0, 7), (87.0, 9), (80.0, 12), (to_grain(110.0) - 20.0, 13), (to_grain(110.0), 24)]
        );
        changes.divorce = Some((3, 0.5));
        assert_eq!([1, 3, 8].map(|month| of(&changes, month)), [(87.0, 2), (37.0, 4), (37.0, 9)]);
    }
}
