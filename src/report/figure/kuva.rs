//! Panels drawn by the crate `kuva`; nothing else in this project names it.

use std::sync::Arc;

use kuva::backend::svg::SvgBackend;
use kuva::plot::colormap::ColorMap;
use kuva::plot::legend::{LegendEntry, LegendShape};
use kuva::plot::{BandPlot, Heatmap, LegendPosition, LinePlot, ScatterPlot};
use kuva::render::layout::{Layout, TickFormat};
use kuva::render::plots::Plot;
use kuva::render::render::{Primitive, Scene, render_multiple};
use kuva::render::theme::Theme;
use unicode_width::UnicodeWidthStr;

use super::drawing::{Draw, Drawn};
use super::palette::Palette;
use super::panel::{Axis, Mark, Numbers, Panel, Stroke};
use crate::report::language::Language;
use crate::report::number::{money_short, percent, percent_short, plain};
use crate::report::text_table::wrapped;

/// Size of a panel before its legend, in the units of the drawing: narrow, so that letters stay readable on a telephone.
const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 300.0;

/// Faces that hold Chinese, of the usual systems; Latin letters fall to the last.
pub(super) const FONTS: &str = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, \
                     Helvetica Neue, Arial, sans-serif";

/// The drawer.
pub(super) struct Kuva;

impl Draw for Kuva {
    fn draw(&self, panel: &Panel, name: &str, palette: Palette, language: Language) -> Drawn {
        let plots: Vec<Plot> = panel.marks.iter().flat_map(|mark| plots(mark, palette)).collect();
        let layout = layout(panel, &plots, palette, language);
        let mut scene = render_multiple(plots, layout);
        name_clips(&mut scene, name);
        break_lines(&mut scene);
        if let Some(fields) = panel.marks.iter().find_map(fields) {
            in_per_cent(&mut scene, fields);
        }
        Drawn { width: scene.width, height: scene.height, svg: SvgBackend::new().render_scene(&scene) }
    }
}

/// Names clipped regions anew, the only definitions of our plots: the library counts them in the process, so that their
/// names would tell how much was drawn before.
fn name_clips(scene: &mut Scene, name: &str) {
    scene.defs.clear();
    for element in &mut scene.elements {
        if let Primitive::ClipStart { x, y, width, height, id } = element {
            *id = format!("{name}-clip-{}", scene.defs.len());
            let region = format!("x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\"");
            scene.defs.push(format!("<clipPath id=\"{id}\"><rect {region}/></clipPath>"));
        }
    }
}

/// Letters of a line of a title, of a name of a row.
const TITLE: usize = 58;
const ROW_NAME: usize = 30;
/// Height of a line of a row's name, and what stands between rows.
const NAME_LINE: f64 = 15.0;
const BETWEEN_ROWS: f64 = 12.0;
/// About the width of half a letter's em.
const HALF_EM: f64 = 7.0;

/// The names of rows, broken into lines; `None` where an axis has numbers, or is of a heat map.
fn row_names(panel: &Panel) -> Option<Vec<String>> {
    let is_heat = panel.marks.iter().any(|mark| matches!(mark, Mark::Heat { .. }));
    let names = &panel.y.categories;
    (!is_heat && !names.is_empty()).then(|| names.iter().map(|name| wrapped(name, ROW_NAME, 0)).collect())
}

/// Height of a panel before its legend: rows need room for their names.
fn height(panel: &Panel) -> f64 {
    let lines = |names: &[String]| names.iter().map(|name| name.lines().count().max(1)).max().unwrap_or(1);
    match row_names(panel) {
        Some(names) => {
            let row = lines(&names) as f64 * NAME_LINE + BETWEEN_ROWS;
            let height = 100.0 + names.len() as f64 * row;
            if height < 170.0 { 170.0 } else { height }
        }
        None => HEIGHT,
    }
}

/// How many fields a heat map has.
fn fields(mark: &Mark) -> Option<usize> {
    if let Mark::Heat { tips, .. } = mark { Some(tips.len()) } else { None }
}

/// Texts of several lines, which the library sets as one, become as many texts around the same middle.
fn break_lines(scene: &mut Scene) {
    let is_broken = |element: &Primitive| matches!(element, Primitive::Text { content, .. } if content.contains('\n'));
    if !scene.elements.iter().any(is_broken) {
        return;
    }
    let elements = std::mem::take(&mut scene.elements);
    for element in elements {
        let Primitive::Text { x, y, content, size, anchor, rotate, bold, color } = element else {
            scene.elements.push(element);
            continue;
        };
        let lines: Vec<&str> = content.split('\n').collect();
        let middle = lines.len().saturating_sub(1) as f64 / 2.0;
        for (place, line) in lines.iter().enumerate() {
            scene.elements.push(Primitive::Text {
                x,
                y: y + (place as f64 - middle) * NAME_LINE,
                content: (*line).to_owned(),
                size,
                anchor,
                rotate,
                bold,
                color: color.clone(),
            });
        }
    }
}

/// The numbers in the fields of a heat map, which the library writes bare, say that they are per cent.
fn in_per_cent(scene: &mut Scene, fields: usize) {
    let Some(last) = scene.elements.iter().rposition(|element| matches!(element, Primitive::GroupEnd)) else { return };
    for element in scene.elements.iter_mut().skip(last + 1).take(fields) {
        if let Primitive::Text { content, .. } = element
            && let Ok(value) = content.parse::<f64>()
        {
            *content = percent(value / 100.0, if value.abs() < 10.0 { 2 } else { 1 });
        }
    }
}

fn layout(panel: &Panel, plots: &[Plot], palette: Palette, language: Language) -> Layout {
    let theme = Theme {
        background: palette.paper(),
        axis_color: palette.ink(),
        grid_color: palette.grid(),
        tick_color: palette.ink(),
        text_color: palette.ink(),
        legend_bg: palette.paper(),
        legend_border: palette.paper(),
        font_family: Some(FONTS.into()),
        ..Theme::light()
    };
    let mut layout = Layout::auto_from_plots(plots)
        .with_theme(theme)
        .with_width(WIDTH)
        .with_height(height(panel) + legend_height(panel, palette))
        .with_title(wrapped(&panel.title, TITLE, 0))
        .with_title_wrap(usize::MAX)
        .with_title_size(15)
        .with_label_size(14)
        .with_tick_size(13)
        .with_body_size(13)
        .with_ticks(5)
        .with_x_label(panel.x.label.as_str())
        .with_y_label(panel.y.label.as_str())
        .with_legend_position(LegendPosition::OutsideBottomColumns)
        .with_legend_box(false)
        .with_legend_entries(panel.marks.iter().filter_map(|mark| legend(mark, palette)).collect())
        .with_x_tick_format(tick_format(&panel.x, language))
        .with_y_tick_format(tick_format(&panel.y, language));
    if let Some((from, to)) = panel.x.range {
        layout = layout.with_x_axis_min(from).with_x_axis_max(to);
    }
    if let Some((from, to)) = panel.y.range {
        layout = layout.with_y_axis_min(from).with_y_axis_max(to);
    }
    if let Some(step) = panel.x.step {
        layout = layout.with_x_tick_step(step);
    }
    if !panel.x.categories.is_empty() {
        layout = layout.with_x_categories(panel.x.categories.clone());
    }
    if let Some(names) = row_names(panel) {
        // As ticks of a number each, so that lines behind the data lead to the names.
        let widest = names.iter().flat_map(|name| name.lines()).map(UnicodeWidthStr::width).max().unwrap_or(0);
        layout.force_margin_left = Some(widest as f64 * HALF_EM + 24.0);
        let name = move |value: f64| names.get((value.round() as usize).wrapping_sub(1)).cloned().unwrap_or_default();
        layout = layout.with_y_tick_step(1.0).with_y_tick_format(TickFormat::Custom(Arc::new(name)));
    } else if !panel.y.categories.is_empty() {
        layout = layout.with_y_categories(panel.y.categories.clone());
    }
    layout
}

/// From white to a blue on which dark figures can still be read; `share` from 0 to 1.
fn heat(share: f64) -> String {
    let channel = |from: f64, to: f64| (from + (to - from) * share) as u8;
    format!("rgb({},{},{})", channel(248.0, 96.0), channel(251.0, 164.0), channel(254.0, 214.0))
}

/// Height the legend takes: entries stand in columns as wide as the widest.
fn legend_height(panel: &Panel, palette: Palette) -> f64 {
    const LETTER: f64 = 7.5;
    const ROW: f64 = 21.0;
    let labels: Vec<f64> = panel
        .marks
        .iter()
        .filter_map(|mark| legend(mark, palette))
        .map(|entry| entry.label.width() as f64 * LETTER + 45.0)
        .collect();
    let widest = labels.iter().fold(1.0, |most, width| if *width > most { *width } else { most });
    // What the names of rows take on the left is lost to the legend too.
    let names = row_names(panel).unwrap_or_default();
    let name = names.iter().flat_map(|name| name.lines()).map(|line| line.width()).max().unwrap_or(0);
    let columns = (WIDTH - 70.0 - name as f64 * LETTER) / widest;
    let columns = if columns < 1.0 { 1 } else { columns as usize };
    labels.len().div_ceil(columns) as f64 * ROW
}

/// The drawer lists lines only; bands need an entry too.
fn legend(mark: &Mark, palette: Palette) -> Option<LegendEntry> {
    let (label, color, shape, dasharray) = match mark {
        Mark::Line { label, color, stroke, .. } => (label.as_ref()?, color, LegendShape::Line, legend_dashes(*stroke)),
        Mark::Band { label, color, .. } => (label.as_ref()?, color, LegendShape::Rect, None),
        Mark::Heat { .. } | Mark::Tips { .. } => return None,
    };
    Some(LegendEntry { label: label.clone(), color: palette.paint(*color), shape, dasharray })
}

/// Shorter, so that a swatch holds more than one.
fn legend_dashes(stroke: Stroke) -> Option<String> {
    let pattern = match stroke {
        Stroke::Solid => return None,
        Stroke::Dashed => "4 2",
        Stroke::Dotted => "2 2",
        Stroke::DashDot => "5 2 1.5 2",
    };
    Some(pattern.to_owned())
}

fn tick_format(axis: &Axis, language: Language) -> TickFormat {
    TickFormat::Custom(match axis.numbers {
        Numbers::Plain => Arc::new(plain),
        Numbers::Percent => Arc::new(percent_short),
        Numbers::Money => Arc::new(move |value| money_short(value, language)),
    })
}

fn plots(mark: &Mark, palette: Palette) -> Vec<Plot> {
    match mark {
        Mark::Line { points, errors, color, stroke, .. } => {
            let mut line =
                LinePlot::new().with_data(points.clone()).with_color(palette.paint(*color)).with_stroke_width(2.0);
            line = match stroke {
                Stroke::Solid => line,
                Stroke::Dashed => line.with_dashed(),
                Stroke::Dotted => line.with_dotted(),
                Stroke::DashDot => line.with_dashdot(),
            };
            if let Some(errors) = errors {
                line = line.with_y_err(errors.clone());
            }
            vec![Plot::Line(line)]
        }
        Mark::Band { x, low, high, color, .. } => {
            let band = BandPlot::new(x.clone(), low.clone(), high.clone());
            vec![Plot::Band(band.with_color(palette.paint(*color)).with_opacity(1.0))]
        }
        Mark::Heat { rows, row_names, column_names, tips, scale, .. } => {
            // The library gives a field's place between the ends of its own panel.
            let (low, high) = *scale;
            let own = rows.iter().flatten().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (if *value < low { *value } else { low }, if *value > high { *value } else { high })
            });
            let of_all = move |share: f64| match high - low > 0.0 {
                true => heat((own.0 + share * (own.1 - own.0) - low) / (high - low)),
                false => heat(0.0),
            };
            let heat = Heatmap::new().with_data(rows.clone()).with_color_map(ColorMap::Custom(Arc::new(of_all)));
            let heat = heat.with_labels(row_names.clone(), column_names.clone()).with_values();
            vec![Plot::Heatmap(heat.with_tooltips().with_tooltip_labels(tips.clone()))]
        }
        Mark::Tips { points, texts, color, dots, .. } => {
            let scatter = ScatterPlot::new().with_data(points.clone()).with_color(palette.paint(*color));
            let scatter = scatter.with_size(if *dots { 4.0 } else { 3.0 });
            let scatter = if *dots { scatter } else { scatter.with_marker_opacity(0.0) };
            vec![Plot::Scatter(scatter.with_tooltips().with_tooltip_labels(texts.clone()))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::panel::{Color, Panel};

    fn drawn(name: &str, palette: Palette) -> String {
        let line = |points: [(f64, f64); 2]| Mark::Line {
            label: None,
            points: points.to_vec(),
            errors: None,
            color: Color::Series(1),
            stroke: Stroke::Solid,
        };
        let panel = Panel {
            title: String::new(),
            x: Axis::new("", Numbers::Plain),
            y: Axis::new("", Numbers::Plain),
            marks: vec![line([(0.0, 1.0), (2.0, 3.0)])],
        };
        Kuva.draw(&panel, name, palette, Language::English).svg
    }

    #[test]
    fn names_do_not_tell_what_was_drawn_before() {
        let first = drawn("a", Palette::Paper);
        assert!(first.contains("<clipPath id=\"a-clip-0\">") && first.contains("url(#a-clip-0)"), "{first}");
        assert_eq!(drawn("a", Palette::Paper), first);
        assert_eq!(drawn("b", Palette::Paper), first.replace("a-clip-", "b-clip-"));
    }

    #[test]
    fn a_page_gives_every_colour() {
        let svg = drawn("a", Palette::Page);
        assert!(svg.contains("\"var(--series-1)\"") && svg.contains("\"var(--ink)\""), "{svg}");
        assert!(!svg.contains("\"#"), "{svg}");
    }
}
