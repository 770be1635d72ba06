//! Leading directions of a study's worlds: the combinations of normal shocks that move prices, labour markets and rates most,
//! METHOD.md equation (292).

use super::{ExtraShocks, PriceShocks, Shocks, WorldModels, WorldPath};

/// Shocks below which a direction adds nothing to those before it, as a share of its own length.
const NOTHING: f64 = 1e-9;

/// Directions of unit length at right angles to each other in the space of a world's normal shocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directions {
    /// Weights by shock, in the order of [`normals`].
    weights: Vec<Vec<f64>>,
    /// Whether the first is that of a price index.
    leads_with_prices: bool,
}

/// The normal shocks that models of index, labour and policy rate take, in a fixed order.
fn normals(shocks: &mut Shocks) -> impl Iterator<Item = &mut f64> {
    let price = shocks.price.iter_mut().flat_map(|price| price.innovation.iter_mut());
    price.chain(shocks.labour.iter_mut().flatten()).chain(shocks.policy_rate.iter_mut())
}

/// Shocks in the middle of their distributions: normals 0, uniforms one half.
fn middle(extra: &ExtraShocks, months: usize) -> Shocks {
    let column = |wanted: bool, value: f64| if wanted { vec![value; months + 1] } else { Vec::new() };
    let price = |wanted: &super::shocks::ExtraPriceShocks| PriceShocks {
        innovation: column(wanted.innovation, 0.0),
        mixing: column(wanted.mixing, 0.5),
        jump_count: column(wanted.jumps, 0.5),
        jump_size: column(wanted.jumps, 0.0),
    };
    Shocks {
        price: extra.price.iter().map(price).collect(),
        labour: extra.labour.iter().map(|wanted| column(*wanted, 0.0)).collect(),
        policy_rate: column(true, 0.0),
        blocks: if extra.blocks { vec![(0.5, 0.5); months + 1] } else { Vec::new() },
        regime: column(extra.regimes, 0.5),
    }
}

/// What the directions are steepest for: over all models the log index on average over the months, the hazard of losing work summed
/// over them, the policy rate on average, the log index in the last month; then the first two model by model.
fn targets(path: &WorldPath, months: usize) -> Vec<f64> {
    let over_months = |values: &Vec<f64>| values[1..=months].iter().sum::<f64>() / months as f64;
    let over_models = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let prices: Vec<f64> = path.log_index.iter().map(over_months).collect();
    let hazards: Vec<f64> = path.hazards.iter().map(|hazards| hazards.separation.cumulative[months]).collect();
    let rates: Vec<f64> = path.policy_rate_annual.iter().map(over_months).collect();
    let last: Vec<f64> = path.log_index.iter().map(|index| index[months]).collect();
    [&prices, &hazards, &rates, &last]
        .map(|of_models| over_models(of_models))
        .into_iter()
        .chain(prices)
        .chain(hazards)
        .collect()
}

impl Directions {
    /// At most `most` of a study's models over the months 1 to `months`: the gradient of each target by the normal shocks, all others
    /// in the middle of their distributions, made unit and at right angles to those before it. The first lowers prices where it
    /// is negative.
    pub fn of(models: &WorldModels, months: usize, most: usize) -> Self {
        if months == 0 || most == 0 {
            return Self::default();
        }
        let mut shocks = middle(&models.extra_shocks(), months);
        let mut path = models.room(months);
        models.fill(&shocks, &mut path);
        let at_rest = targets(&path, months);
        let count = normals(&mut shocks).count();
        let mut gradients = vec![vec![0.0; count]; at_rest.len()];
        for at in 0..count {
            set(&mut shocks, at, 1.0);
            models.fill(&shocks, &mut path);
            set(&mut shocks, at, 0.0);
            let moved = targets(&path, months);
            for (gradient, (moved, rest)) in gradients.iter_mut().zip(moved.iter().zip(&at_rest)) {
                gradient[at] = moved - rest;
            }
        }
        let mut weights: Vec<Vec<f64>> = Vec::new();
        let mut leads_with_prices = false;
        for (target, mut gradient) in gradients.into_iter().enumerate() {
            let length = dot(&gradient, &gradient).sqrt();
            for unit in &weights {
                take_out(&mut gradient, unit);
            }
            let left = dot(&gradient, &gradient).sqrt();
            if weights.len() < most && left > NOTHING * length && left > 0.0 {
                gradient.iter_mut().for_each(|weight| *weight /= left);
                leads_with_prices |= weights.is_empty() && target == 0;
                weights.push(gradient);
            }
        }
        Self { weights, leads_with_prices }
    }

    /// Whether the first of them moves a price index: where it is low, prices are.
    pub fn leads_with_prices(&self) -> bool {
        self.leads_with_prices
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.weights.len()
    }

    /// Weights of one, shock by shock: those of price indices by slot and month, of labour markets likewise, of the policy rate.
    pub fn weights(&self, direction: usize) -> &[f64] {
        &self.weights[direction]
    }

    /// Moves the shocks along the directions, so that the k-th one has length `along(k)` of them; across the directions they stay.
    /// They hold the months that the directions were made for, or more.
    pub fn place(&self, months: usize, shocks: &mut Shocks, along: impl Fn(usize) -> f64) {
        for (direction, weights) in self.weights.iter().enumerate() {
            let mut z = within(shocks, months);
            let length: f64 = z.iter().zip(weights).map(|(z, weight)| **z * weight).sum();
            let by = along(direction) - length;
            z.iter_mut().zip(weights).for_each(|(z, weight)| **z += by * weight);
        }
    }
}

/// The normal shocks of the months 0 to `months`, in the order of [`normals`].
fn within(shocks: &mut Shocks, months: usize) -> Vec<&mut f64> {
    let price = shocks.price.iter_mut().map(|price| &mut price.innovation);
    let columns = price.chain(shocks.labour.iter_mut()).chain([&mut shocks.policy_rate]);
    columns.flat_map(|column| column.iter_mut().take(months + 1)).collect()
}

fn set(shocks: &mut Shocks, at: usize, value: f64) {
    if let Some(shock) = normals(shocks).nth(at) {
        *shock = value;
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn take_out(gradient: &mut [f64], unit: &[f64]) {
    let along = dot(gradient, unit);
    gradient.iter_mut().zip(unit).for_each(|(weight, unit)| *weight -= along * unit);
}
