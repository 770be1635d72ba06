//! What an insurer pays of a lender's loss, and what of later collections becomes its own, equations (176) and (177).

use crate::loan::insurance::Recoveries;
use crate::loan::to_grain;

/// A claim that an insurer pays. Money in currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InsuredClaim {
    /// What it pays.
    pub paid: f64,
    /// The same, discounted to default.
    pub paid_pv: f64,
    /// What of later collections went to the insurer so far, discounted to default.
    pub passed_on_pv: f64,
    /// What the lender has still lost itself.
    lender_left: f64,
    /// What the insurer has still lost.
    insurer_left: f64,
    /// The insurer's share of what is collected; `None`: it comes after the lender.
    insurer_share: Option<f64>,
}

impl InsuredClaim {
    /// Of a claim that is part of a deficiency.
    pub fn new(paid: f64, paid_pv: f64, deficiency: f64, recoveries: Recoveries) -> Self {
        let insurer_share = (recoveries == Recoveries::ProRata).then(|| paid / deficiency);
        let lender_left = deficiency - paid;
        Self { paid, paid_pv, passed_on_pv: 0.0, lender_left, insurer_left: paid, insurer_share }
    }

    /// What of a collected amount goes to the insurer: never more than it has paid.
    pub fn pass_on(&mut self, amount: f64) -> f64 {
        let least = |a: f64, b: f64| if a < b { a } else { b };
        let to_insurer = match self.insurer_share {
            Some(share) => to_grain(share * amount),
            None => {
                let to_lender = least(amount, self.lender_left);
                self.lender_left -= to_lender;
                amount - to_lender
            }
        };
        let to_insurer = least(to_insurer, self.insurer_left);
        self.insurer_left -= to_insurer;
        to_insurer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A deficiency of 100 of which 30 are paid: the lender has 70 first, then the insurer 30, then the lender again.
    #[test]
    fn by_hand() {
        let mut claim = InsuredClaim::new(30.0, 30.0, 100.0, Recoveries::LenderFirst);
        assert_eq!([60.0, 20.0, 25.0].map(|amount| claim.pass_on(amount)), [0.0, 10.0, 20.0]);
        let mut claim = InsuredClaim::new(30.0, 30.0, 100.0, Recoveries::ProRata);
        assert_eq!([50.0, 100.0].map(|amount| claim.pass_on(amount)), [15.0, 15.0]);
    }
}
