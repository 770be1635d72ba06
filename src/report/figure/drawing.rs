//! What a library that draws has to do for figures.

use super::palette::Palette;
use super::panel::Panel;
use crate::report::language::Language;

/// What turns a panel into SVG.
pub(super) trait Draw {
    /// Draws a panel; names within begin with `name`, so that drawings can stand in one document.
    fn draw(&self, panel: &Panel, name: &str, palette: Palette, language: Language) -> Drawn;
}

/// A drawn panel.
pub(super) struct Drawn {
    pub width: f64,
    pub height: f64,
    /// An element `svg` of this size.
    pub svg: String,
}
