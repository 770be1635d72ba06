//! Figures and the cells they are of: none is dropped without a word, whatever a study sweeps.

use std::collections::BTreeSet;
use std::fs;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::support::{Place, config};

/// A figure of a page.
struct Seen {
    name: String,
    caption: String,
    /// The cell of each place where the pointer finds a text.
    cells: Vec<Option<usize>>,
    panels: usize,
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default()
}

fn figures(html: &str) -> Vec<Seen> {
    let figure = |html: &str| {
        let html = html.split("</figure>").next().unwrap_or_default();
        let of_panels = html.split("data-cells=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let of_panels: Vec<&str> = of_panels.collect();
        Seen {
            name: html.split('"').next().unwrap_or_default().to_owned(),
            caption: between(between(html, "<figcaption", "</figcaption>"), ">", "<").to_owned(),
            cells: of_panels.iter().flat_map(|cells| cells.split(' ')).map(|cell| cell.parse().ok()).collect(),
            panels: of_panels.len(),
        }
    };
    html.split("<figure id=\"figure-").skip(1).map(figure).collect()
}

/// The small study without its sweep, and without its scenarios where they are not wanted.
fn smoke(scenarios: bool) -> String {
    let text = fs::read_to_string(config("smoke")).expect("a config");
    let text = text.replace("regimes/", &config("regimes/").replace(".toml", ""));
    let sweep = text.find("[sweep]").expect("a sweep");
    let scenario = text.find("[[scenario]]").expect("scenarios");
    let (first, last) = if sweep < scenario { (sweep, scenario) } else { (scenario, sweep) };
    let (head, between) = (&text[..first], &text[first..last]);
    let of_scenarios = if sweep < scenario { &text[scenario..] } else { between };
    if scenarios { format!("{head}{of_scenarios}") } else { head.to_owned() }
}

/// Runs the small study with a sweep in place of its own; gives its page's figures and the number of its cells.
fn swept(sweep: &str, scenarios: bool) -> (Vec<Seen>, usize) {
    let place = Place::new();
    let text = format!("{}\n{sweep}\n", smoke(scenarios));
    fs::write(place.path("swept.toml"), text).expect("a config");
    place.run(&["run", "swept.toml", "--out", "here", "--worlds", "30", "--households", "20"]).well();
    let cells = place.manifest("here")["cells"].as_array().expect("cells").len();
    (figures(&fs::read_to_string(place.path("here/report.html")).expect("a page")), cells)
}

/// Every figure of cells shows them all, or says how many of them.
fn all_told(figures: &[Seen], cells: usize) {
    assert!(figures.len() >= 5, "{}", figures.len());
    for figure in figures {
        let shown: BTreeSet<usize> = figure.cells.iter().copied().flatten().collect();
        let said = format!("Shown: {} of {cells} cells", shown.len());
        assert_eq!(
            figure.caption.contains("Shown: "),
            !shown.is_empty() && shown.len() < cells,
            "{}: {shown:?} of {cells}: {}",
            figure.name,
            figure.caption
        );
        if figure.caption.contains("Shown: ") {
            assert!(figure.caption.contains(&said), "{}: {said}: {}", figure.name, figure.caption);
        }
        assert!(figure.panels > 0, "{}", figure.name);
    }
}

/// One mark a cell in those figures that are of single numbers.
fn a_mark_each(figures: &[Seen], cells: usize, names: &[&str]) {
    for name in names {
        let figure = figures.iter().find(|figure| figure.name == *name).unwrap_or_else(|| panic!("no figure {name}"));
        let mut shown: Vec<usize> = figure.cells.iter().copied().flatten().collect();
        shown.sort_unstable();
        assert_eq!(shown, (0..cells).collect::<Vec<_>>(), "{name}");
    }
}

const DOWN: &str = "\"loan.down_payment\" = [0.1, 0.15, 0.2]";

#[test]
fn one_two_and_three_swept_keys() {
    for (sweep, cells) in [
        (format!("[sweep]\ngrid = {{ {DOWN} }}"), 6),
        (format!("[sweep]\ngrid = {{ {DOWN}, \"household.benefit_months\" = [2, 6] }}"), 12),
        (
            format!(
                "[sweep]\ngrid = {{ {DOWN}, \"household.benefit_months\" = [2, 6], \"loan.spread_annual\" = [0.0, 0.01] }}"
            ),
            24,
        ),
    ] {
        let (figures, count) = swept(&sweep, true);
        assert_eq!(count, cells);
        all_told(&figures, cells);
        a_mark_each(&figures, cells, &["default_rate", "lender_loss", "world_losses"]);
        // The first figures show more keys as more panels.
        let panels = |name: &str| figures.iter().find(|figure| figure.name == name).map_or(0, |figure| figure.panels);
        assert_eq!(panels("default_rate"), cells / 6);
        assert_eq!(panels("loss_rates"), cells / 6 * 2);
    }
}

#[test]
fn points_categories_and_one_cell() {
    for (sweep, cells) in [
        (
            "[sweep]\npoints = [{ \"loan.down_payment\" = 0.1 }, { \"household.benefit_months\" = 2 }, { \"loan.down_payment\" = 0.2, \"household.benefit_months\" = 3 }]",
            3,
        ),
        ("[sweep]\ngrid = { \"loan.method\" = [\"level\", \"constant-principal\"] }", 2),
        ("", 1),
    ] {
        let (figures, count) = swept(sweep, false);
        assert_eq!(count, cells, "{sweep}");
        all_told(&figures, cells);
        a_mark_each(&figures, cells, &["default_rate", "lender_loss", "world_losses"]);
        assert!(!figures.iter().any(|figure| figure.name == "tornado"));
    }
}

#[test]
fn keys_moved_one_at_a_time_stand_against_the_base() {
    let sweep = "[sweep.one_at_a_time]\n\"loan.down_payment\" = [0.1, 0.3]\n\"household.benefit_months\" = [0]";
    let (figures, cells) = swept(sweep, true);
    assert_eq!(cells, 8);
    all_told(&figures, cells);
    a_mark_each(&figures, cells, &["tornado", "default_rate", "lender_loss"]);
    let tornado = figures.iter().find(|figure| figure.name == "tornado").expect("a tornado");
    assert_eq!(tornado.panels, 2, "one a scenario");
}

/// Default and loss of every cell with prices that answer and without: a mark each, a panel a scenario; no figure where
/// prices do not answer.
#[test]
fn prices_that_answer_stand_beside_prices_that_do_not() {
    let feedback = "[feedback]\nmortgaged_share_frac = 0.5\nimpact = 1.0\n";
    let sweep = format!("{feedback}[sweep]\ngrid = {{ {DOWN}, \"feedback.impact\" = [0.0, 4.0] }}");
    let (figures, cells) = swept(&sweep, true);
    assert_eq!(cells, 12);
    all_told(&figures, cells);
    let seen = figures.iter().find(|figure| figure.name == "feedback").expect("a figure");
    let mut shown: Vec<usize> = seen.cells.iter().copied().flatten().collect();
    shown.sort_unstable();
    assert_eq!(shown, (0..cells).flat_map(|cell| [cell; 2]).collect::<Vec<_>>());
    assert_eq!(seen.panels, 4);
    let (figures, _) = swept(&format!("[sweep]\ngrid = {{ {DOWN} }}"), true);
    assert!(!figures.iter().any(|figure| figure.name == "feedback"));
}

#[test]
fn many_cells_are_chosen_by_what_they_say() {
    let values: Vec<String> = (0..60).map(|month| month.to_string()).collect();
    let sweep = format!(
        "[sweep]\npoints = [{}]",
        values
            .iter()
            .map(|months| format!("{{ \"household.benefit_months\" = {months}, \"loan.method\" = \"level\" }}"))
            .chain(["{ \"loan.down_payment\" = 0.9 }".to_owned()])
            .collect::<Vec<_>>()
            .join(", ")
    );
    let (figures, cells) = swept(&sweep, false);
    assert_eq!(cells, 61);
    all_told(&figures, cells);
    let rates = figures.iter().find(|figure| figure.name == "default_rate").expect("a figure");
    assert!(rates.caption.contains("Shown: 40 of 61 cells"), "{}", rates.caption);
    // Base and extremes: the cell that pays almost all at once stands last.
    assert!(rates.cells.contains(&Some(0)) && rates.cells.contains(&Some(60)));
}

/// Hostile names, and one too long for a line.
const NAMES: &str = r#"[study]
labels = [
    { of = "crash", en = "<b>&amp; \"quoted\" 'single' ]]> <!-- --> </svg><script>x</script>", zh = "暴跌<&>" },
    { of = "loan.down_payment", en = "a long name for the down payment which nobody would put on one line of axis", zh = "首付 & 其他" },
]
"#;

#[test]
fn svg_of_hostile_names_is_xml() {
    let place = Place::new();
    let names = NAMES.replace("[study]", "[study]\nname = \"hostile\"\ntitle = \"T <&> ]]>\"");
    let sweep = "[sweep.one_at_a_time]\n\"loan.down_payment\" = [0.1, 0.3]\n";
    let plain = "name = \"smoke\"\ntitle = \"Every event in a few seconds\"\n";
    let text = smoke(true).replace("[study]\n", &names).replace(plain, "");
    fs::write(place.path("hostile.toml"), format!("{text}\n{sweep}")).expect("written");
    place
        .run(&["run", "hostile.toml", "--out", "here", "--worlds", "25", "--households", "20", "--format", "svg"])
        .well();
    place.run(&["export", "here", "--format", "svg", "--language", "zh"]).well();
    let files: Vec<String> = place.names("here").into_iter().filter(|name| name.ends_with(".svg")).collect();
    assert!(files.len() >= 14, "{files:?}");
    for file in files {
        let text = fs::read_to_string(place.path("here").join(&file)).expect("text");
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let (mut depth, mut elements, mut words) = (0, 0, String::new());
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{file}: {error}")) {
                Event::Start(_) => (depth, elements) = (depth + 1, elements + 1),
                Event::End(_) => depth -= 1,
                Event::Text(part) => words += part.as_ref(),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{file}");
        assert!(elements > 20, "{file}");
        assert!(!text.contains("<script") && !text.contains("<b>"), "{file}");
        // Its title and what it is of stand in the drawing.
        assert!(text.contains("hostile") || words.contains("underwater"), "{file}");
    }
}

/// Width and height that a PNG says it has.
fn size_of_png(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    (number(16), number(20))
}

/// Figures as pixels are twice as fine as their SVG, in both languages, where a program that draws them is installed.
#[test]
fn figures_become_pixels_where_a_renderer_is_installed() {
    let place = Place::new();
    place.run_small("here", &["--no-report", "--format", "svg"]).well();
    for (language, suffix) in [("en", ""), ("zh", "_zh")] {
        let ended = place.run(&["export", "here", "--format", "svg,png", "--language", language]);
        if ended.code != Some(0) {
            assert_eq!(ended.code, Some(1));
            assert!(
                ended.stderr.contains("fonts-noto-cjk") || ended.stderr.contains("cargo install resvg"),
                "{}",
                ended.stderr
            );
            println!("skipped: {}", ended.stderr);
            continue;
        }
        let names = place.names("here");
        let ending = format!("{suffix}.svg");
        let is_svg = |name: &&String| name.ends_with(&ending) && (language == "zh" || !name.ends_with("_zh.svg"));
        let figures: Vec<&String> = names.iter().filter(is_svg).collect();
        assert!(figures.len() > 5, "{names:?}");
        for name in figures {
            let svg = fs::read_to_string(place.path("here").join(name)).expect("a figure");
            let size = |key: &str| between(&svg, &format!(" {key}=\""), "\"").parse::<f64>().expect("a number");
            let png = fs::read(place.path("here").join(name.replace(".svg", ".png"))).expect("pixels");
            let (width, height) = size_of_png(&png);
            assert!((f64::from(width) - 2.0 * size("width")).abs() <= 2.0, "{name}: {width}");
            assert!((f64::from(height) - 2.0 * size("height")).abs() <= 2.0, "{name}: {height}");
        }
    }
}

/// Where none is installed, that is said before anything is computed.
#[test]
fn pixels_without_a_renderer_are_refused_at_once() {
    let place = Place::new();
    let mut command = place.command(&["run", &config("smoke"), "--out", "here", "--format", "png"]);
    let ended = super::support::ended(command.env("PATH", place.path("nothing")));
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.stderr.contains("figures as pixels need resvg or rsvg-convert, and neither is found"),
        "{}",
        ended.stderr
    );
    assert!(!place.path("here").exists());
}
