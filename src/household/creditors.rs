//! All lenders of a household: how far behind it is, what it pays on which loan, and who gets what where money does not go round,
//! equations (228) and (229).

use super::lender_book::LenderBook;
use super::other_loans::{MOST_LOANS, OfLoans, OtherLoan, divide};
use super::position::Position;
use crate::loan::arrears::Allocation;
use crate::loan::{Arrears, MOST_BESIDE, Rank, to_grain};

impl Position {
    /// Debt on loans that are not secured.
    pub fn unsecured_debt(&self) -> f64 {
        self.unsecured().map(OtherLoan::debt).sum()
    }

    /// The most days past due of any loan.
    pub fn days_past_due(&self, month: u32) -> u32 {
        let days = self.others.iter().map(|loan| loan.arrears.days_past_due(month));
        days.fold(self.arrears.days_past_due(month), u32::max)
    }

    /// The most days past due of loans on the home.
    pub fn days_past_due_on_home(&self, month: u32) -> u32 {
        let days = self.secured_others().map(|loan| loan.arrears.days_past_due(month));
        days.fold(self.arrears.days_past_due(month), u32::max)
    }

    /// Whether nothing is overdue on any loan.
    pub fn is_clear(&self) -> bool {
        self.arrears.is_clear() && self.others.iter().all(|loan| loan.arrears.is_clear())
    }

    /// Whether no loan has been in default.
    pub fn is_without_default(&self) -> bool {
        self.book.default.is_none() && self.others.iter().all(|loan| loan.book.default.is_none())
    }

    /// Everything overdue is paid; what of it on each loan.
    pub fn clear_arrears(&mut self, pays: impl Fn(Rank) -> bool) -> OfLoans<Allocation> {
        let mut used = OfLoans::default();
        used[0] = self.arrears.clear();
        for (used, loan) in used[1..].iter_mut().zip(&mut self.others) {
            if pays(loan.rank) {
                *used = loan.arrears.clear();
            }
        }
        used
    }

    /// An amount that does not pay everything overdue, equation (228): the oldest month first, its loans in order, then penalty.
    pub fn pay_in_order(&mut self, amount: f64) -> OfLoans<Allocation> {
        let mut used = OfLoans::default();
        if self.others.is_empty() {
            used[0] = self.arrears.pay(amount);
            return used;
        }
        let mut left = amount;
        while left > 0.0
            && let Some(month) = self.all_arrears().filter_map(|(_, arrears)| arrears.oldest()).min()
        {
            left = self.pay_by_rank(left, &mut used, |arrears| arrears.unpaid_of(month));
        }
        if left > 0.0 {
            self.pay_by_rank(left, &mut used, Arrears::penalty);
        }
        used
    }

    fn all_arrears(&self) -> impl Iterator<Item = (Rank, &Arrears)> {
        std::iter::once((Rank::MAIN, &self.arrears)).chain(self.others.iter().map(|loan| (loan.rank, &loan.arrears)))
    }

    fn arrears_of(&mut self, loan: usize) -> &mut Arrears {
        if loan == 0 { &mut self.arrears } else { &mut self.others[loan - 1].arrears }
    }

    /// Pays of an amount what is asked for on each loan, in order; what is left.
    fn pay_by_rank(&mut self, amount: f64, used: &mut OfLoans<Allocation>, asked: impl Fn(&Arrears) -> f64) -> f64 {
        let mut claims = [(Rank::MAIN, 0.0); MOST_LOANS];
        for (claim, (rank, arrears)) in claims.iter_mut().zip(self.all_arrears()) {
            *claim = (rank, asked(arrears));
        }
        let (parts, left) = divide(amount, &claims);
        for (loan, part) in parts.into_iter().enumerate().filter(|(_, part)| *part > 0.0) {
            used[loan] += self.arrears_of(loan).pay(part);
        }
        left
    }

    /// What lenders receive of a price, in order, `debts` of each apart from costs and late interest, equation (229); what is left.
    pub fn divide_among_lenders(&self, amount: f64, is_secured: bool) -> (OfLoans<f64>, f64) {
        let mut claims = [(Rank::MAIN, 0.0); MOST_LOANS];
        if is_secured {
            claims[0].1 = self.main_debt();
        }
        for (claim, loan) in claims[1..].iter_mut().zip(&self.others) {
            if loan.rank.is_secured() == is_secured {
                *claim = (loan.rank, loan.debt());
            }
        }
        divide(amount, &claims)
    }

    /// What of interest on late performance belongs to the lenders of loans beside the main one, in proportion to their debts on the
    /// home.
    pub fn late_interest_of_others(&self, late_interest: f64) -> [f64; MOST_BESIDE] {
        let (mut parts, debt) = ([0.0; MOST_BESIDE], self.debt());
        for (part, loan) in parts.iter_mut().zip(&self.others) {
            if loan.rank.is_secured() && debt > 0.0 {
                *part = to_grain(late_interest * loan.debt() / debt);
            }
        }
        parts
    }

    /// Lenders receive an amount on what is owed once the home is gone, each by its share. What of it goes to an insurer of the
    /// main loan.
    pub fn collect(&mut self, month: u32, amount: f64) -> f64 {
        let main = self.main_part(amount, |book, part| book.receive(month, part));
        self.book.collect(month, main)
    }

    /// Lenders sell what is left of their claims. What of the price goes to an insurer of the main loan.
    pub fn sell_claims(&mut self, month: u32, price: f64) -> f64 {
        let main = self.main_part(price, |book, part| {
            book.sell_claim(month, part);
        });
        self.book.sell_claim(month, main)
    }

    /// The main lender's part of an amount, the others' handed out.
    fn main_part(&mut self, amount: f64, mut give: impl FnMut(&mut LenderBook, f64)) -> f64 {
        let mut main = amount;
        for loan in &mut self.others {
            let part = to_grain(loan.share_of_owed * amount);
            give(&mut loan.book, part);
            main -= part;
        }
        main
    }

    /// Every lender gives up what is still owed, if it has not before.
    pub fn write_off(&mut self, month: u32) {
        self.book.write_off(month);
        for loan in self.others.iter_mut().filter(|loan| loan.book.write_off.is_none()) {
            loan.book.write_off(month);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two loans, the second of them with an instalment of its own kind: the older month is paid first on both, in proportion, the
    /// later month next, the penalty last.
    #[test]
    fn receipts_go_to_the_oldest_month_of_all_loans() {
        let mut position = Position { others: vec![OtherLoan::default()], ..Position::default() };
        for month in [3, 4] {
            position.arrears.fall_due(month, 20.0, 40.0);
            position.others[0].arrears.fall_due(month, 10.0, 20.0);
        }
        position.arrears.add_to_penalty(5.0);
        let used = position.pay_in_order(45.0);
        assert_eq!((used[0].interest, used[0].principal), (20.0, 10.0));
        assert_eq!((used[1].interest, used[1].principal), (10.0, 5.0));
        let used = position.pay_in_order(45.0 + 90.0 + 2.0);
        assert_eq!((used[0].interest + used[0].principal, used[0].penalty), (90.0, 2.0));
        assert_eq!(used[1].interest + used[1].principal, 45.0);
        assert_eq!(position.days_past_due(4), 0);
        assert!(!position.is_clear());
    }
}
