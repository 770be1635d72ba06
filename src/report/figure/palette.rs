//! Colours in one place. Series are those of Okabe and Ito, which people with colour-vision deficiencies can tell apart,
//! darkened where they would be faint on white.

use super::panel::{Color, RAMP_STEPS};

/// How a drawing is told its colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Palette {
    /// By their values.
    Paper,
    /// By the names of a page, which knows light and dark.
    Page,
}

/// A name and the value on paper.
type Named = (&'static str, &'static str);

const INK: Named = ("ink", "#1f2430");
const GRID: Named = ("grid", "#e2e5ea");
const PAPER: Named = ("paper", "#fdfdfc");

const SERIES: [&str; 8] = ["#0072b2", "#c44e00", "#00805c", "#a8487f", "#8a6a00", "#3f8fc4", "#5b4fa0", "#6e6e73"];
/// From performing to paid off.
const STATES: [&str; 9] =
    ["#b9d7ea", "#f6dc8c", "#f0b357", "#e5863c", "#cf4f3e", "#8f2d3c", "#86b8a0", "#4a3b57", "#d5d8dc"];

/// Values of a key, from the lowest.
const RAMP: [&str; RAMP_STEPS] =
    ["#440154", "#472f7d", "#39568c", "#2a788e", "#1f968b", "#3dae6c", "#7aa818", "#b8960c"];

/// From the outermost ring of a fan.
const FAN: [&str; 2] = ["#cfe3f1", "#8dbfe0"];

/// Colours that are numbered from 0.
const SETS: [(&str, &[&str]); 4] = [("series", &SERIES), ("state", &STATES), ("fan", &FAN), ("ramp", &RAMP)];

impl Palette {
    /// Text and axes.
    pub(super) fn ink(self) -> String {
        self.tell(INK.0, INK.1)
    }

    /// Lines behind the data.
    pub(super) fn grid(self) -> String {
        self.tell(GRID.0, GRID.1)
    }

    /// Ground.
    pub(super) fn paper(self) -> String {
        self.tell(PAPER.0, PAPER.1)
    }

    pub(super) fn paint(self, color: Color) -> String {
        let ((name, colors), number) = match color {
            Color::Series(number) => (SETS[0], number),
            Color::State(number) => (SETS[1], number),
            Color::Fan(number) => (SETS[2], number),
            Color::Ramp(number) => (SETS[3], number),
        };
        let number = number % colors.len();
        self.tell(&format!("{name}-{number}"), colors[number])
    }

    fn tell(self, name: &str, value: &str) -> String {
        match self {
            Self::Paper => value.to_owned(),
            Self::Page => format!("var(--{name})"),
        }
    }
}

/// The page's colours in light: names and values.
pub(in crate::report) fn variables() -> String {
    let single = [INK, GRID, PAPER].map(|(name, color)| format!("--{name}:{color};"));
    let numbered = SETS.into_iter().flat_map(|(name, colors)| {
        colors.iter().enumerate().map(move |(number, color)| format!("--{name}-{number}:{color};"))
    });
    single.into_iter().chain(numbered).collect()
}
