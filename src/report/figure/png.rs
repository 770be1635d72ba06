//! Figures as pixels, twice as fine as a page shows them, for documents that take no SVG. They are drawn by a program that reads
//! SVG and is installed apart: the library that could do it (`resvg`) asks for features of crates that Polars stands on, so that
//! it would be built again. Their bytes therefore hang on that program and on the fonts that it finds.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use super::kuva::FONTS;
use super::standalone;
use crate::report::ReportError;
use crate::report::format::Format;
use crate::report::language::Language;
use crate::told::Words;

/// A file a figure.
pub const PNG: Format = Format {
    name: "png",
    holds: Words::new("Figures as pixels, by resvg or rsvg-convert", "位图形式的图，由 resvg 或 rsvg-convert 绘制"),
    has_words: true,
    files: |question, language| question.figures.iter().map(|(name, _)| file(name, language)).collect(),
    ready: |language| renderer(language).map(|_| ()),
    write: |question, results, language, folder| {
        let (renderer, source, mut written) = (renderer(language)?, super::source(results, language), Vec::new());
        for figure in question.figures(results, language)? {
            let pixels = renderer.draw(&standalone(&figure, &source, language))?;
            let name = file(figure.name, language);
            folder.write(&name, |file| file.write_all(&pixels).map_err(crate::report::error::of_writer))?;
            written.push(name);
        }
        Ok(written)
    },
    bytes: |_| 1_500_000.0,
};

fn file(name: &str, language: Language) -> String {
    format!("figure_{name}{}.png", language.suffix())
}

/// What a PNG begins with.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A program that reads SVG from stdin and writes PNG to stdout.
struct Renderer {
    program: &'static str,
    /// Two pixels for one.
    arguments: &'static [&'static str],
    /// Whether it draws a box in place of a letter for which no font is found; others draw nothing.
    draws_boxes: bool,
}

/// Those that are looked for.
const RENDERERS: [Renderer; 2] = [
    Renderer { program: "resvg", arguments: &["--zoom", "2", "--resources-dir", ".", "-", "-c"], draws_boxes: false },
    Renderer { program: "rsvg-convert", arguments: &["--zoom", "2", "--format", "png"], draws_boxes: true },
];

/// The first that is installed, where it finds the letters of the language.
fn renderer(language: Language) -> Result<&'static Renderer, ReportError> {
    let is_installed = |it: &&Renderer| output(it.program, &["--version"], "").is_ok();
    let programs = || RENDERERS.map(|it| it.program).join(" or ");
    let found = RENDERERS.iter().find(is_installed).ok_or_else(|| ReportError::NoRenderer { programs: programs() })?;
    if found.has_letters(language) { Ok(found) } else { Err(ReportError::NoFont { program: found.program }) }
}

impl Renderer {
    fn draw(&self, svg: &str) -> Result<Vec<u8>, ReportError> {
        let refused = |why: String| ReportError::NotDrawn { program: self.program, why };
        let pixels = output(self.program, self.arguments, svg).map_err(|error| refused(error.to_string()))?;
        if pixels.starts_with(SIGNATURE) { Ok(pixels) } else { Err(refused("it wrote no PNG".to_owned())) }
    }

    /// Whether it finds a font with the letters of a language: it draws one of them, or fontconfig has one.
    fn has_letters(&self, language: Language) -> bool {
        let (letter, fonts) = match language {
            Language::English => ("a", ":lang=en"),
            Language::Chinese => ("中", ":lang=zh"),
        };
        let of = |text: &str| {
            let text = format!("<text x=\"2\" y=\"30\" font-size=\"24\" font-family=\"{FONTS}\">{text}</text>");
            self.draw(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\">{text}</svg>"))
                .ok()
        };
        match self.draws_boxes {
            true => output("fc-list", &[fonts, "family"], "").is_ok_and(|fonts| !fonts.trim_ascii().is_empty()),
            false => of(letter) != of(""),
        }
    }
}

/// What a program writes to stdout.
fn output(program: &str, arguments: &[&str], input: &str) -> io::Result<Vec<u8>> {
    let piped = Stdio::piped;
    let mut child = Command::new(program).args(arguments).stdin(piped()).stdout(piped()).stderr(piped()).spawn()?;
    // One that ends before it has read everything says why on stderr.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()));
    let ended = child.wait_with_output()?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr).trim().to_owned();
        return Err(io::Error::other(if said.is_empty() { ended.status.to_string() } else { said }));
    }
    written.map(|()| ended.stdout)
}
