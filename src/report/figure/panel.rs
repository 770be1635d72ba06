//! What a figure shows, before anything is drawn.

/// A colour by its role; the drawing and the page decide what it looks like in light and dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Color {
    /// The n-th of a set of series, from 0.
    Series(usize),
    /// The n-th of a set of household states, from 0.
    State(usize),
    /// The n-th ring of a fan, from the outside.
    Fan(usize),
    /// A step of a scale from its low end, below [`RAMP_STEPS`].
    Ramp(usize),
}

/// Steps of the scale of values of a key.
pub(in crate::report) const RAMP_STEPS: usize = 8;

/// How a line is drawn: told apart without colour too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Stroke {
    Solid,
    Dashed,
    Dotted,
    DashDot,
}

impl Stroke {
    /// The n-th series' stroke.
    pub(in crate::report) fn of(series: usize) -> Self {
        match series % 4 {
            0 => Self::Solid,
            1 => Self::Dashed,
            2 => Self::DashDot,
            _ => Self::Dotted,
        }
    }
}

/// How numbers on an axis are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Numbers {
    Plain,
    Percent,
    Money,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Axis {
    pub label: String,
    pub numbers: Numbers,
    /// Both ends, where they are not to follow from the data.
    pub range: Option<(f64, f64)>,
    /// Distance of its ticks, where it is not to follow from the data.
    pub step: Option<f64>,
    /// Names in place of numbers: the first stands at 1.
    pub categories: Vec<String>,
}

impl Axis {
    pub(in crate::report) fn new(label: &str, numbers: Numbers) -> Self {
        Self { label: label.to_owned(), numbers, range: None, step: None, categories: Vec::new() }
    }

    pub(in crate::report) fn between(mut self, from: f64, to: f64) -> Self {
        self.range = Some((from, to));
        self
    }

    /// An axis of months with ticks at whole years, where there are any.
    pub(in crate::report) fn months(label: &str, horizon: u32) -> Self {
        let step = match horizon {
            0..=12 => 1.0,
            13..=24 => 3.0,
            25..=84 => 12.0,
            85..=180 => 24.0,
            _ => 60.0,
        };
        Self { step: Some(step), ..Self::new(label, Numbers::Plain).between(0.0, f64::from(horizon.max(1))) }
    }
}

/// Something on a panel.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) enum Mark {
    /// A line through points, each with a bar of `errors` to either side where there are any.
    Line { points: Vec<(f64, f64)>, errors: Option<Vec<f64>>, color: Color, stroke: Stroke, label: Option<String> },
    /// An area between two curves.
    Band { x: Vec<f64>, low: Vec<f64>, high: Vec<f64>, color: Color, label: Option<String> },
    /// A field per row and column, coloured by its value, in per cent, on a scale from the lowest to the highest of all
    /// panels; rows from the bottom.
    Heat {
        rows: Vec<Vec<f64>>,
        row_names: Vec<String>,
        column_names: Vec<String>,
        tips: Vec<String>,
        /// The cell of each field; empty where they are of none.
        cells: Vec<usize>,
        scale: (f64, f64),
    },
    /// Places where the pointer, or the keyboard, finds a text; `dots` are seen.
    Tips {
        points: Vec<(f64, f64)>,
        texts: Vec<String>,
        color: Color,
        dots: bool,
        /// The cell of each; empty where they are of none.
        cells: Vec<usize>,
    },
}

impl Mark {
    /// Texts that the pointer finds, each with the cell it is of, where it is of one.
    pub(in crate::report) fn tips(&self) -> Vec<(&str, Option<usize>)> {
        let (Self::Tips { texts, cells, .. } | Self::Heat { tips: texts, cells, .. }) = self else { return Vec::new() };
        texts.iter().enumerate().map(|(place, text)| (text.as_str(), cells.get(place).copied())).collect()
    }
}

/// Axes and what stands between them.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Panel {
    pub title: String,
    pub x: Axis,
    pub y: Axis,
    pub marks: Vec<Mark>,
}

/// A figure: one panel, or several side by side.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Figure {
    /// Name of its file, without `figure_`.
    pub name: &'static str,
    pub title: String,
    /// What it shows, in a sentence or two.
    pub says: String,
    pub(in crate::report) panels: Vec<Panel>,
}

impl Figure {
    /// The cells it shows, each once; none where it is not of cells.
    pub(in crate::report) fn cells(&self) -> Vec<usize> {
        let tips = self.panels.iter().flat_map(|panel| &panel.marks).flat_map(Mark::tips);
        let mut cells: Vec<usize> = tips.filter_map(|(_, cell)| cell).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// With some words before its title, and before that of each panel, so that they are seen wherever it is shown.
    pub(in crate::report) fn marked(mut self, mark: &str) -> Self {
        for panel in &mut self.panels {
            let title = if panel.title.is_empty() { &self.title } else { &panel.title };
            panel.title = format!("{mark}: {title}");
        }
        self.title = format!("{mark}: {}", self.title);
        self
    }
}
