//! Colours in one place. Series are those of Okabe and Ito, which people with colour-vision deficiencies can tell apart,
//! darkened where they would be faint on white.

use super::panel::Color;

/// Text and axes.
pub(super) const INK: &str = "#1f2430";
/// Lines behind the data.
pub(super) const GRID: &str = "#e2e5ea";
/// Ground.
pub(super) const PAPER: &str = "#fdfdfc";

const SERIES: [&str; 8] = ["#0072b2", "#c44e00", "#00805c", "#a8487f", "#8a6a00", "#3f8fc4", "#5b4fa0", "#6e6e73"];
/// From performing to paid off.
const STATES: [&str; 9] =
    ["#b9d7ea", "#f6dc8c", "#f0b357", "#e5863c", "#cf4f3e", "#8f2d3c", "#86b8a0", "#4a3b57", "#d5d8dc"];

/// From the outermost ring of a fan.
const FAN: [&str; 2] = ["#cfe3f1", "#8dbfe0"];

/// The colour on paper.
pub(super) fn paint(color: Color) -> &'static str {
    match color {
        Color::Series(number) => SERIES[number % SERIES.len()],
        Color::State(number) => STATES[number % STATES.len()],
        Color::Fan(number) => FAN[number % FAN.len()],
    }
}

/// Every colour and what the page calls it.
fn names() -> impl Iterator<Item = (&'static str, String)> {
    let sets: [(&[&'static str], &str); 3] = [(&SERIES, "series"), (&STATES, "state"), (&FAN, "fan")];
    let numbered = sets.into_iter().flat_map(|(colors, name)| {
        colors.iter().enumerate().map(move |(number, color)| (*color, format!("{name}-{number}")))
    });
    [(INK, "ink"), (GRID, "grid"), (PAPER, "paper")]
        .into_iter()
        .map(|(color, name)| (color, name.to_owned()))
        .chain(numbered)
}

/// A drawing for a page: colours become the page's own, which know light and dark.
pub(super) fn for_page(svg: &str) -> String {
    names().fold(svg.to_owned(), |svg, (color, name)| svg.replace(color, &format!("var(--{name})")))
}

/// The page's colours in light: names and values.
pub(in crate::report) fn variables() -> String {
    names().map(|(color, name)| format!("--{name}:{color};")).collect()
}
