//! What a library that draws has to do for figures.

use super::panel::Panel;
use crate::report::language::Language;

/// What turns a panel into SVG.
pub(super) trait Draw {
    /// The panel's elements and the size they fill.
    fn draw(&self, panel: &Panel, language: Language) -> Drawn;
    /// Attributes of the root that its elements inherit.
    fn root(&self) -> String;
}

/// A drawn panel.
pub(super) struct Drawn {
    pub width: f64,
    pub height: f64,
    pub body: String,
}
