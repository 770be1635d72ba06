//! Series and columns read from CSV files, in the simplest way.

use std::path::Path;

use super::config::Config;

/// Observations in file order: position in months (January of year y = 12·y), value.
#[derive(Debug, Clone)]
pub struct Series {
    pub position: Vec<f64>,
    pub value: Vec<f64>,
}

/// The cells of one line; double quotes may hold commas.
fn cells(line: &str) -> Vec<String> {
    let (mut out, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut cell)),
            '\r' => {}
            _ => cell.push(c),
        }
    }
    out.push(cell);
    out
}

/// Two columns as text, rows in file order, rows with an empty `column` left out.
/// Without `time_column` the first column is taken.
fn two_columns(file: &Path, time_column: Option<&str>, column: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let header = cells(lines.next().unwrap());
    let find = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let time = time_column.map_or(0, find);
    let value = find(column);
    let mut rows = Vec::new();
    for line in lines {
        let row = cells(line);
        let cell = row.get(value).map_or("", |cell| cell.trim());
        if !cell.is_empty() {
            rows.push((row[time].trim().to_string(), cell.to_string()));
        }
    }
    rows
}

/// Names of the columns.
pub fn header(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    cells(text.trim_start_matches('\u{feff}').lines().next().unwrap())
}

pub fn read_column(file: &Path, column: &str) -> Vec<f64> {
    two_columns(file, None, column).iter().map(|(_, cell)| cell.parse().unwrap()).collect()
}

pub fn read_series(file: &Path, time_column: Option<&str>, column: &str, scale: f64) -> Series {
    let observation = |(time, cell): (String, String)| (position(&time), scale * cell.parse::<f64>().unwrap());
    let (position, value) = two_columns(file, time_column, column).into_iter().map(observation).unzip();
    Series { position, value }
}

/// YYYY-MM and YYYY-MM-DD: the month. YYYYQn: the second month of the quarter. YYYY: the middle of the year, between
/// June and July.
pub fn position(time: &str) -> f64 {
    let number = |text: &str| text.parse::<f64>().unwrap();
    if let Some((year, quarter)) = time.split_once('Q') {
        return 12.0 * number(year) + 3.0 * (number(quarter) - 1.0) + 1.0;
    }
    let parts: Vec<f64> = time.split('-').map(number).collect();
    12.0 * parts[0] + parts.get(1).map_or(5.5, |month| month - 1.0)
}

impl Series {
    /// As a table of the config names it.
    pub fn of(table: &Config, base_dir: &Path) -> Series {
        let file = base_dir.join(table.text("file"));
        let series = read_series(&file, table.maybe_text("time_column"), table.text("column"), table.number("scale"));
        if table.is_true("interpolate") { series.by_month() } else { series }
    }

    /// Only the observations from `first` to `last`, both included.
    pub fn window(&self, first: Option<f64>, last: Option<f64>) -> Series {
        let mut kept = Series { position: Vec::new(), value: Vec::new() };
        for (&position, &value) in self.position.iter().zip(&self.value) {
            if first.is_none_or(|first| position >= first) && last.is_none_or(|last| position <= last) {
                kept.position.push(position);
                kept.value.push(value);
            }
        }
        kept
    }

    /// A value for every month between the first observation and the last.
    pub fn by_month(&self) -> Series {
        let (first, last) = (self.position[0].ceil() as i64, self.position[self.position.len() - 1].floor() as i64);
        let position: Vec<f64> = (first..=last).map(|month| month as f64).collect();
        let value = position.iter().map(|month| self.at(*month)).collect();
        Series { position, value }
    }

    /// Linear between observations, flat outside.
    pub fn at(&self, position: f64) -> f64 {
        interpolate(&self.position, &self.value, position)
    }
}

/// Linear between knots, flat before the first and after the last.
pub fn interpolate(x: &[f64], y: &[f64], at: f64) -> f64 {
    let last = x.len() - 1;
    if at <= x[0] {
        return y[0];
    }
    if at >= x[last] {
        return y[last];
    }
    let right = x.iter().position(|&knot| knot >= at).unwrap();
    let left = right - 1;
    y[left] + (y[right] - y[left]) * (at - x[left]) / (x[right] - x[left])
}
