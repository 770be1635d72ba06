//! A number that stands still for months and then changes.

/// The value from a month on, in order of months.
#[derive(Clone, Debug, Default)]
pub struct Changes<T>(Vec<(u32, T)>);

impl<T: Copy + PartialEq> Changes<T> {
    /// Forgets everything: a number that never is.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The number is `value` from `month` on, which is not before the last change; of several changes in a month the last
    /// counts.
    pub fn set(&mut self, month: u32, value: T) {
        match self.0.last_mut() {
            Some(last) if last.0 == month => last.1 = value,
            Some(last) if last.1 == value => {}
            _ => self.0.push((month, value)),
        }
    }

    /// The number in a month; `None` where it never is.
    pub fn at(&self, month: u32) -> Option<T> {
        value_in(&self.0, month).0
    }

    /// Appends the number in months 1 to `until`, `before` where it never is.
    pub fn spread(&self, until: u32, before: T, row: &mut Vec<T>) {
        let end = row.len() + until as usize;
        let next = self.0.iter().skip(1).map(|(month, _)| *month).chain([u32::MAX]);
        for ((month, value), next) in self.0.iter().zip(next) {
            let months = next.min(until + 1).saturating_sub((*month).max(1));
            row.extend(std::iter::repeat_n(*value, months as usize));
        }
        row.resize(end, before);
    }

    /// All changes: the month from which a value holds, and the value.
    pub fn all(&self) -> &[(u32, T)] {
        &self.0
    }
}

/// The value in a month, and the last month that has it.
pub fn value_in<T: Copy>(changes: &[(u32, T)], month: u32) -> (Option<T>, u32) {
    let after = changes.partition_point(|(from, _)| *from <= month);
    let until = changes.get(after).map_or(u32::MAX, |(from, _)| *from - 1);
    (after.checked_sub(1).map(|at| changes[at].1), until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_until_the_next() {
        let mut changes = Changes::default();
        assert_eq!(changes.at(3), None);
        changes.set(0, 1.0);
        changes.set(4, 1.0);
        changes.set(5, 0.2);
        changes.set(5, 0.3);
        changes.set(9, 1.0);
        assert_eq!(changes.all(), [(0, 1.0), (5, 0.3), (9, 1.0)]);
        let mut row = vec![7.0];
        changes.spread(10, 0.0, &mut row);
        assert_eq!(row, [7.0, 1.0, 1.0, 1.0, 1.0, 0.3, 0.3, 0.3, 0.3, 1.0, 1.0]);
        assert_eq!([0, 4, 5, 8, 9, 80].map(|month| changes.at(month)), [1.0, 1.0, 0.3, 0.3, 1.0, 1.0].map(Some));
    }
}
