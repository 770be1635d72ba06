//! Many tests at once.

/// Which of several p-values are significant, so that with no effect anywhere one or more of them is with a chance of at
/// most `family_level`, however they hang together (Holm 1979): in increasing order, the k-th of m, as long as it and all
/// before it are at most `family_level` ÷ (m − k + 1).
///
/// ```
/// # use underwater::stats::holm::significant;
/// assert_eq!(significant(&[0.02, 0.004, 0.9, 0.005], 0.02), [false, true, false, true]);
/// ```
pub fn significant(p_values: &[f64], family_level: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut found = vec![false; p_values.len()];
    for (before, place) in order.into_iter().enumerate() {
        if p_values[place] > family_level / (p_values.len() - before) as f64 {
            break;
        }
        found[place] = true;
    }
    found
}
