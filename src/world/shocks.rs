//! The standard shocks of one world: what every world model is fed with.

/// Independent standard shocks by purpose and month. Of those named in [`ExtraShocks`] there are none where no model
/// asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shocks {
    /// Price innovations, standard normal, months 0…T.
    pub price: Vec<f64>,
    /// Labour market innovations, standard normal, months 0…T.
    pub labour: Vec<f64>,
    /// Policy rate innovations, standard normal, months 0…T.
    pub policy_rate: Vec<f64>,
    /// Bootstrap blocks in order: (start, length) as uniforms in (0, 1); as many as months.
    pub blocks: Vec<(f64, f64)>,
    /// Spread of a month's price innovation, uniform in (0, 1), months 0…T.
    pub price_mixing: Vec<f64>,
    /// Number of price jumps in a month, uniform in (0, 1), months 0…T.
    pub jump_count: Vec<f64>,
    /// Size of a month's price jumps, standard normal, months 0…T.
    pub jump_size: Vec<f64>,
    /// Regime of a month, uniform in (0, 1), months 0…T.
    pub regime: Vec<f64>,
}

/// Which of the shocks that only some models take are taken by any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtraShocks {
    /// Blocks of a bootstrap.
    pub blocks: bool,
    /// Spread of Student-t innovations.
    pub price_mixing: bool,
    /// Jumps.
    pub jumps: bool,
    /// Regimes.
    pub regimes: bool,
}
