//! Several loans repaid side by side: what falls due of all of them.

use super::schedule::{Instalment, Schedule};
use super::terms::Totals;

/// The sum of schedules, month by month to the end of the longest.
pub fn sum(schedules: &[Schedule]) -> Schedule {
    let months = schedules.iter().map(|schedule| schedule.rows.len()).max().unwrap_or(0);
    let row = |at: usize| {
        let rows = || schedules.iter().filter_map(|schedule| schedule.rows.get(at));
        Instalment {
            month: at as u32 + 1,
            payment: rows().map(|row| row.payment).sum(),
            principal: rows().map(|row| row.principal).sum(),
            interest: rows().map(|row| row.interest).sum(),
            balance: rows().map(|row| row.balance).sum(),
        }
    };
    let totals: Vec<Totals> = schedules.iter().map(|schedule| schedule.totals).collect();
    Schedule { rows: (0..months).map(row).collect(), totals: sum_of_totals(&totals) }
}

/// The sum of totals.
pub fn sum_of_totals(totals: &[Totals]) -> Totals {
    Totals {
        paid: totals.iter().map(|totals| totals.paid).sum(),
        interest: totals.iter().map(|totals| totals.interest).sum(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::loan::Method;
    use crate::loan::schedule::{LoanTerms, schedule, unrounded_totals};

    /// The combined loan of Chinese calculators: 800 000 of the provident fund at 2.85% with 900 000 of a bank at 3.5%, against
    /// 1.7 million at 3.5%, 30 years level.
    #[test]
    fn a_combined_loan() {
        let terms =
            |principal: u32, rate_annual| LoanTerms::plain(Decimal::from(principal), rate_annual, 360, Method::Level);
        let (fund, bank) = (Decimal::new(285, 4), Decimal::new(35, 3));
        let both = [terms(900_000, bank), terms(800_000, fund)];
        let paid = both.map(|terms| schedule(&terms).expect("a schedule"));
        let all = sum(&paid);
        assert_eq!(all.totals.interest.to_string(), "945950.29");
        assert_eq!(all.rows[0].balance, Decimal::from(1_700_000) - all.rows[0].principal);
        assert_eq!(all.rows.iter().map(|row| row.interest).sum::<Decimal>(), all.totals.interest);
        let formula = both.map(|terms| unrounded_totals(&terms).expect("totals"));
        assert_eq!(sum_of_totals(&formula).interest.to_string(), "945950.06");
        let alone = terms(1_700_000, bank);
        assert_eq!(schedule(&alone).expect("a schedule").totals.interest.to_string(), "1048153.37");
        assert_eq!(unrounded_totals(&alone).expect("totals").interest.to_string(), "1048153.49");
    }

    /// A loan that ends first is no part of what follows.
    #[test]
    fn of_two_terms() {
        let terms = |months| LoanTerms::plain(Decimal::from(1200), Decimal::ZERO, months, Method::Level);
        let all = sum(&[terms(12), terms(6)].map(|terms| schedule(&terms).expect("a schedule")));
        let payments: Vec<String> = all.rows.iter().map(|row| row.payment.normalize().to_string()).collect();
        assert_eq!(payments, [["300"; 6], ["100"; 6]].concat());
        assert_eq!(all.rows[5].balance.normalize(), Decimal::from(600));
    }
}
