//! Series and columns read from CSV files, in the simplest way.

use std::path::Path;

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
fn two_columns(file: &Path, time_column: Option<&str>, column: &str) -> Result<Vec<(String, String)>, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let header = cells(lines.next().ok_or("empty file")?);
    let find =
        |name: &str| header.iter().position(|cell| cell == name).ok_or(format!("{}: no column {name}", file.display()));
    let time = time_column.map_or(Ok(0), find)?;
    let value = find(column)?;
    let mut rows = Vec::new();
    for line in lines {
        let row = cells(line);
        let cell = row.get(value).map_or("", |cell| cell.trim());
        if !cell.is_empty() {
            rows.push((row[time].trim().to_string(), cell.to_string()));
        }
    }
    Ok(rows)
}

fn float(cell: &str) -> Result<f64, String> {
    cell.parse().map_err(|_| format!("{cell} is not a number"))
}

pub fn read_column(file: &Path, column: &str) -> Result<Vec<f64>, String> {
    two_columns(file, None, column)?.iter().map(|(_, cell)| float(cell)).collect()
}

pub fn read_series(file: &Path, time_column: Option<&str>, column: &str, scale: f64) -> Result<Series, String> {
    let mut series = Series { position: Vec::new(), value: Vec::new() };
    for (time, cell) in two_columns(file, time_column, column)? {
        series.position.push(position(&time)?);
        series.value.push(scale * float(&cell)?);
    }
    if series.value.is_empty() {
        return Err(format!("{}: no value in {column}", file.display()));
    }
    if series.position.windows(2).any(|pair| pair[1] <= pair[0]) {
        return Err(format!("{}: times do not increase", file.display()));
    }
    Ok(series)
}

/// YYYY-MM and YYYY-MM-DD: the month. YYYYQn: the second month of the quarter. YYYY: the middle of the year, between
/// June and July.
fn position(time: &str) -> Result<f64, String> {
    let bad = || format!("{time} is not a month, a quarter or a year");
    if let Some((year, quarter)) = time.split_once('Q') {
        let number = |text: &str| text.parse::<f64>().map_err(|_| bad());
        return Ok(12.0 * number(year)? + 3.0 * (number(quarter)? - 1.0) + 1.0);
    }
    let mut parts = time.split('-');
    let year: f64 = parts.next().and_then(|y| y.parse().ok()).ok_or_else(bad)?;
    match parts.next() {
        None => Ok(12.0 * year + 5.5),
        Some(month) => {
            let month: f64 = month.parse().map_err(|_| bad())?;
            if !(1.0..=12.0).contains(&month) {
                return Err(bad());
            }
            Ok(12.0 * year + month - 1.0)
        }
    }
}

/// A month given in the config, "YYYY-MM".
pub fn month_position(text: &str) -> Result<f64, String> {
    if text.len() != 7 {
        return Err(format!("{text} is not YYYY-MM"));
    }
    position(text)
}

impl Series {
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

    /// A price index must be monthly without gaps.
    pub fn require_monthly(&self) -> Result<(), String> {
        if self.position.len() < 2 || self.position.windows(2).any(|pair| pair[1] != pair[0] + 1.0) {
            return Err("the series is not monthly without gaps".into());
        }
        Ok(())
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
