//! The standard shocks of one world: what every world model is fed with.

/// Independent standard shocks by purpose and month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shocks {
    /// Price innovations, standard normal, months 0…T.
    pub price: Vec<f64>,
    /// Labour market innovations, standard normal, months 0…T.
    pub labour: Vec<f64>,
    /// Policy rate innovations, standard normal, months 0…T.
    pub policy_rate: Vec<f64>,
    /// Bootstrap blocks in order: (start, length) as uniforms in (0, 1); as many as months, or none where no model asks.
    pub blocks: Vec<(f64, f64)>,
}
