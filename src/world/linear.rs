//! Small systems of linear equations.

/// The x with Ax = b by elimination with the largest pivot of each column; `None` where A is singular.
pub(super) fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    const SINGULAR: f64 = 1e-13;
    let n = rows.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        right.swap(column, pivot);
        if rows[column][column].abs() < SINGULAR {
            return None;
        }
        for below in column + 1..n {
            let factor = rows[below][column] / rows[column][column];
            let (above, from_here) = rows.split_at_mut(below);
            for (entry, of_pivot) in from_here[0].iter_mut().zip(&above[column]).skip(column) {
                *entry -= factor * of_pivot;
            }
            right[below] -= factor * right[column];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|at| rows[row][at] * right[at]).sum();
        right[row] = (right[row] - known) / rows[row][row];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_with_and_one_without_a_solution() {
        let rows = vec![vec![0.0, 2.0, 1.0], vec![1.0, 1.0, 0.0], vec![3.0, 0.0, -1.0]];
        let Some(x) = solve(rows, vec![7.0, 3.0, 0.0]) else { panic!("regular") };
        assert!(x.iter().zip([1.0, 2.0, 3.0]).all(|(x, exact)| (x - exact).abs() < 1e-14), "{x:?}");
        assert_eq!(solve(vec![vec![1.0, 2.0], vec![2.0, 4.0]], vec![1.0, 1.0]), None);
    }
}
