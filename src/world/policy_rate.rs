//! The policy rate, equation (9).

/// Annual rate by month.
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyRateModel {
    /// Given month by month from month 0, held at its last value after.
    Path(Vec<f64>),
    /// r_t = r_{t−1} + κ(θ − r_{t−1})/12 + σ/√12·z_t; used is max(r_t, floor).
    Vasicek {
        /// r₀.
        initial_annual: f64,
        /// θ.
        mean_annual: f64,
        /// κ, a year.
        reversion_annual: f64,
        /// σ, a year.
        volatility_annual: f64,
        /// Floor of the rate used, if any.
        floor_annual: Option<f64>,
    },
}

impl PolicyRateModel {
    /// The rate of a month, where it is the same in every world; month 0 always is.
    pub fn known_annual(&self, month: u32) -> Option<f64> {
        match self {
            Self::Path(path) => path.get(month as usize).or(path.last()).copied(),
            Self::Vasicek { initial_annual, floor_annual, .. } => {
                (month == 0).then(|| floored(*initial_annual, *floor_annual))
            }
        }
    }

    /// Fills the annual rate for t = 0…len − 1 from correlated innovations `z`.
    pub(super) fn fill(&self, mut z: impl FnMut(usize) -> f64, rate_annual: &mut [f64]) {
        match self {
            Self::Path(path) => {
                for (t, rate) in rate_annual.iter_mut().enumerate() {
                    *rate = path[t.min(path.len() - 1)];
                }
            }
            Self::Vasicek { initial_annual, mean_annual, reversion_annual, volatility_annual, floor_annual } => {
                let mut state = *initial_annual;
                for (t, rate) in rate_annual.iter_mut().enumerate() {
                    if t > 0 {
                        state +=
                            reversion_annual * (mean_annual - state) / 12.0 + volatility_annual / 12f64.sqrt() * z(t);
                    }
                    *rate = floored(state, *floor_annual);
                }
            }
        }
    }
}

fn floored(state_annual: f64, floor_annual: Option<f64>) -> f64 {
    match floor_annual {
        Some(floor) if state_annual < floor => floor,
        _ => state_annual,
    }
}
