//! Rare marks in a column of lanes.

/// Calls `visit` for every lane with a mark that is not 0. Marks are rare: eight lanes at a time are looked at.
#[inline(always)]
pub(super) fn for_each_marked(marks: &[f64], mut visit: impl FnMut(usize)) {
    let (groups, rest) = marks.as_chunks::<8>();
    for (group, marks) in groups.iter().enumerate() {
        if marks.iter().fold(0, |any, mark| any | mark.to_bits()) != 0 {
            for (lane, mark) in marks.iter().enumerate() {
                if *mark != 0.0 {
                    visit(group * 8 + lane);
                }
            }
        }
    }
    for (lane, mark) in rest.iter().enumerate() {
        if *mark != 0.0 {
            visit(groups.len() * 8 + lane);
        }
    }
}
