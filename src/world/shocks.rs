//! The standard shocks of one world: what every world model is fed with.

/// Independent standard shocks by purpose and month. Of those named in [`ExtraShocks`] there are none where no model
/// asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shocks {
    /// Of price indices by slot: the study's, then those of its regions.
    pub price: Vec<PriceShocks>,
    /// Labour market innovations by slot, standard normal, months 0…T.
    pub labour: Vec<Vec<f64>>,
    /// Policy rate innovations, standard normal, months 0…T.
    pub policy_rate: Vec<f64>,
    /// Bootstrap blocks in order: (start, length) as uniforms in (0, 1); as many as months, the same for all regions.
    pub blocks: Vec<(f64, f64)>,
    /// Regime of a month, uniform in (0, 1), months 0…T.
    pub regime: Vec<f64>,
}

impl Shocks {
    /// Makes each the opposite of what it is: −z of a normal one, 1 − u of a uniform.
    pub fn mirror(&mut self) {
        let Self { price, labour, policy_rate, blocks, regime } = self;
        for PriceShocks { innovation, mixing, jump_count, jump_size } in price {
            innovation.iter_mut().chain(jump_size).for_each(|z| *z = -*z);
            mixing.iter_mut().chain(jump_count).for_each(|u| *u = 1.0 - *u);
        }
        labour.iter_mut().flatten().chain(policy_rate).for_each(|z| *z = -*z);
        regime.iter_mut().for_each(|u| *u = 1.0 - *u);
        blocks.iter_mut().for_each(|(start, length)| (*start, *length) = (1.0 - *start, 1.0 - *length));
    }
}

/// Shocks of a price index, months 0…T.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceShocks {
    /// Innovations, standard normal.
    pub innovation: Vec<f64>,
    /// Spread of a month's innovation, uniform in (0, 1).
    pub mixing: Vec<f64>,
    /// Number of jumps in a month, uniform in (0, 1).
    pub jump_count: Vec<f64>,
    /// Size of a month's jumps, standard normal.
    pub jump_size: Vec<f64>,
}

/// Which of the shocks that only some models take are taken by any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtraShocks {
    /// Blocks of a bootstrap.
    pub blocks: bool,
    /// Regimes.
    pub regimes: bool,
    /// Of price indices, by slot.
    pub price: Vec<ExtraPriceShocks>,
    /// Innovations of labour markets, by slot; the study's own are always there.
    pub labour: Vec<bool>,
}

/// Which of the shocks of a price index are taken by any model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtraPriceShocks {
    /// Innovations; the study's own are always there.
    pub innovation: bool,
    /// Spread of Student-t innovations.
    pub mixing: bool,
    /// Jumps.
    pub jumps: bool,
}
