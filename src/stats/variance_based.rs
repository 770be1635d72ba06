//! Variance-based sensitivity: how much of the variance of an estimate over a design each of its inputs accounts for, and
//! how much is Monte Carlo noise (METHOD.md (141) to (143)).

use super::Estimate;
use super::effective::widened;
use super::moments::Moments;

/// Least share of pairs whose noise is told, for that of the others to be taken as theirs.
const LEAST_TOLD: f64 = 0.9;

/// Two points of a design that share their draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The estimate at one less that at the other.
    pub difference: f64,
    /// Its Monte Carlo variance, paired by world; `None` where it cannot be told.
    pub noise: Option<f64>,
}

/// The estimate at all points of Saltelli's scheme: matrices A and B of N independent points each, and for each input the
/// points of A with the value of B for this input alone, AB.
#[derive(Clone, Debug, Default)]
pub struct Design {
    /// At the points of A.
    pub a: Vec<f64>,
    /// At the points of B.
    pub b: Vec<f64>,
    /// A less B.
    pub apart: Vec<Pair>,
    /// Of each input.
    pub inputs: Vec<Input>,
}

/// Pairs of one input.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// A less AB: they differ in this input alone.
    pub alone: Vec<Pair>,
    /// B less AB: they share this input alone.
    pub others: Vec<Pair>,
}

/// What each input accounts for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indices {
    /// Variance over the inputs, noise subtracted.
    pub variance: Estimate,
    /// Part of the variance seen that is noise.
    pub noise_share: Estimate,
    /// First-order and total index of each input.
    pub inputs: Vec<(Estimate, Estimate)>,
}

impl Design {
    /// First-order and total indices with their errors.
    ///
    /// With V the sample variance over A and B less the noise, and e² the Monte Carlo variance of each difference d:
    /// total = Σ(d² − e²) ÷ 2N ÷ V over A − AB (Jansen 1999), first order = Σ((Y(B) − Ȳ)·(Y(AB) − Y(A)) − (e²(A, B) −
    /// e²(B, AB)) ÷ 2) ÷ N ÷ V (Saltelli et al. 2010, table 2 (f) and (b)); noise in V is Σe² ÷ 2N over A − B. Errors are those of the jackknife over the N
    /// rows. Nothing is told where the noise is not, and where nothing but noise varies.
    pub fn indices(&self) -> Indices {
        let rows = self.a.len();
        let nothing = || Indices { inputs: vec![Default::default(); self.inputs.len()], ..Indices::default() };
        let Some(sums) = self.sums().filter(|_| rows > 2) else { return nothing() };
        let whole = sums.told(None);
        let left_out: Vec<Told> = (0..rows).map(|row| sums.told(Some(row))).collect();
        let estimate = |of: &dyn Fn(&Told) -> Option<f64>| {
            let value = of(&whole);
            let others: Option<Vec<f64>> = left_out.iter().map(of).collect();
            let mcse = others.filter(|_| value.is_some()).and_then(|others| jackknife(&others));
            Estimate { value, mcse }
        };
        Indices {
            variance: estimate(&|told| told.variance),
            noise_share: estimate(&|told| told.noise_share),
            inputs: (0..self.inputs.len())
                .map(|input| {
                    let of =
                        |which: usize| estimate(&move |told: &Told| Some(told.inputs.get(input)?.as_ref()?[which]));
                    (of(0), of(1))
                })
                .collect(),
        }
    }

    /// What the indices are made of, row by row; `None` where the noise is not told.
    fn sums(&self) -> Option<Sums> {
        let values: Vec<f64> = self.a.iter().chain(&self.b).copied().collect();
        let mean = Moments::of(&values)?.mean;
        let centred = |values: &[f64]| values.iter().map(|value| value - mean).collect::<Vec<_>>();
        let of_apart = noise(&self.apart)?;
        let b = centred(&self.b);
        let mut inputs = Vec::new();
        for Input { alone, others } in &self.inputs {
            let (of_alone, of_others) = (noise(alone)?, noise(others)?);
            let total = alone.iter().zip(of_alone);
            let total = total.map(|(pair, noise)| (pair.difference * pair.difference - noise) / 2.0).collect();
            // What ε(B) has in common with ε(AB) and not with ε(A) is noise in the product.
            let common = of_apart.iter().zip(of_others).map(|(apart, others)| (apart - others) / 2.0);
            let products = b.iter().zip(alone).map(|(b, pair)| -b * pair.difference);
            let first_order = products.zip(common).map(|(product, common)| product - common).collect();
            inputs.push([Column::of(first_order), Column::of(total)]);
        }
        let noise = of_apart.into_iter().map(|noise| noise / 2.0).collect();
        Some(Sums { a: centred(&self.a), b, noise: Column::of(noise), inputs })
    }
}

/// Variances of noise; those that are not told are taken as the mean of the others, where these are nearly all. Points
/// that differ in no world have none.
fn noise(pairs: &[Pair]) -> Option<Vec<f64>> {
    let own = |pair: &Pair| if pair.difference == 0.0 { Some(0.0) } else { pair.noise };
    let told: Vec<f64> = pairs.iter().filter_map(own).collect();
    if pairs.is_empty() || (told.len() as f64) < LEAST_TOLD * pairs.len() as f64 {
        return None;
    }
    let mean = told.iter().sum::<f64>() / told.len() as f64;
    Some(pairs.iter().map(|pair| own(pair).unwrap_or(mean)).collect())
}

/// Numbers of rows, and their sum.
struct Column {
    rows: Vec<f64>,
    sum: f64,
}

impl Column {
    fn of(rows: Vec<f64>) -> Self {
        Self { sum: rows.iter().sum(), rows }
    }

    /// Their mean, without one row where one is left out.
    fn mean(&self, left_out: Option<usize>) -> f64 {
        match left_out {
            None => self.sum / self.rows.len() as f64,
            Some(row) => (self.sum - self.rows[row]) / (self.rows.len() - 1) as f64,
        }
    }
}

struct Sums {
    a: Vec<f64>,
    b: Vec<f64>,
    noise: Column,
    /// What is averaged for the first-order index and for the total one.
    inputs: Vec<[Column; 2]>,
}

/// The indices, with all rows or one left out.
struct Told {
    variance: Option<f64>,
    noise_share: Option<f64>,
    inputs: Vec<Option<[f64; 2]>>,
}

impl Sums {
    fn told(&self, left_out: Option<usize>) -> Told {
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
        for row in (0..self.a.len()).filter(|row| left_out.is_none_or(|left_out| left_out != *row)) {
            let (a, b) = (self.a[row], self.b[row]);
            sum += a + b;
            squares += a * a + b * b;
            count += 2.0;
        }
        let seen = (squares - sum * sum / count) / (count - 1.0);
        let noise = self.noise.mean(left_out);
        let variance = Some(seen - noise).filter(|variance| *variance > 0.0);
        let index = |columns: &[Column; 2]| {
            let variance = variance?;
            Some([0, 1].map(|which| columns[which].mean(left_out) / variance))
        };
        Told {
            variance,
            noise_share: (seen > 0.0).then(|| noise / seen),
            inputs: self.inputs.iter().map(index).collect(),
        }
    }
}

/// √((n − 1) ÷ n · Σ(θ_j − θ̄)²) over the estimates with one row left out (Efron and Stein 1981), widened for few rows.
fn jackknife(left_out: &[f64]) -> Option<f64> {
    let moments = Moments::of(left_out)?;
    let rows = left_out.len() as f64;
    // Σ(θ_j − θ̄)² = (n − 1)·s².
    widened(((rows - 1.0) * (rows - 1.0) / rows * moments.variance?).sqrt(), rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_that_is_not_told_is_that_of_the_others_where_these_are_nearly_all() {
        let pair = |noise| Pair { difference: 1.0, noise };
        let nine = [vec![pair(Some(4.0)); 9], vec![pair(None)]].concat();
        assert_eq!(noise(&nine), Some(vec![4.0; 10]));
        assert_eq!(noise(&[vec![pair(Some(4.0)); 8], vec![pair(None); 2]].concat()), None);
        assert_eq!(noise(&[Pair { difference: 0.0, noise: None }]), Some(vec![0.0]));
        assert_eq!(noise(&[]), None);
    }
}
