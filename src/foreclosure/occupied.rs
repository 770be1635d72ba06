//! Homes that are still lived in when they are auctioned, equation (87).

/// What an occupied home is worth to a bidder.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Occupied {
    /// Share of the value a bidder takes off: he will have to get the occupants out.
    pub price_loss_frac: f64,
    /// Probability that the home has been vacated by the judgment.
    pub vacated_probability: f64,
}

impl Occupied {
    /// Whether it makes a difference.
    pub fn is_on(&self) -> bool {
        self.price_loss_frac > 0.0
    }

    /// What the market gives for a home of `value`; `u` in (0, 1).
    pub fn market(&self, value: f64, u: f64) -> f64 {
        if u < self.vacated_probability { value } else { value * (1.0 - self.price_loss_frac) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_points() {
        let law = Occupied { price_loss_frac: 0.2, vacated_probability: 0.3 };
        assert_eq!((law.market(100.0, 0.29), law.market(100.0, 0.31)), (100.0, 80.0));
    }
}
