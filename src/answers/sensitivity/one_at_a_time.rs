//! Design points of one key at a time: each key moved up and down by a share of its value, in every cell.

use crate::answers::AnswerError;
use crate::config::{CellConfig, Faults, KeyFacts, Loaded, Point, SweepValue};

/// Which way a key is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a smaller number.
    Down,
    /// To a larger one.
    Up,
}

impl Direction {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Down, Self::Up];

    fn sign(self) -> f64 {
        if self == Self::Up { 1.0 } else { -1.0 }
    }
}

/// A key moved in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The cell.
    pub cell: usize,
    /// The key.
    pub key: String,
    /// Which way.
    pub direction: Direction,
    /// Its number in the cell, where it has one.
    pub base_value: Option<f64>,
    /// Where it is moved to.
    pub value: Option<f64>,
    /// Cell of the design with this value; or why there is none.
    pub point: Result<usize, String>,
}

/// Every key moved in every cell.
#[derive(Clone, Debug)]
pub struct OneAtATime {
    /// The design: each cell of the study, and after it those in which a key is moved.
    pub loaded: Loaded,
    /// Of each cell of the study, its number in the design.
    pub base: Vec<usize>,
    /// Cell by cell, in it key by key, down before up.
    pub moved: Vec<Moved>,
    /// Most design points of a cell.
    pub points: usize,
}

/// Moves each of `keys` down and up by the share `by` of its value, whole numbers by 1 at least. A value that the config
/// may not have is not tried, and never a nearer one in its place; nor is a share of nothing. `option` names what was asked
/// for in faults.
///
/// # Errors
/// A key has a number in no cell, there is nothing to move, or the design has too many cells.
pub fn one_at_a_time(loaded: &Loaded, option: &str, keys: &[String], by: f64) -> Result<OneAtATime, AnswerError> {
    let mut moved = Vec::new();
    let mut faults = Faults::default();
    for key in keys {
        let numbers: Vec<_> = (0..loaded.cells.len()).map(|cell| loaded.number_in(cell, key)).collect();
        if numbers.iter().all(Result::is_err) {
            faults.extend(loaded.number_of(0, option, key).err());
        }
        for (cell, number) in numbers.into_iter().enumerate() {
            let facts = loaded.facts_of(cell, key);
            for direction in Direction::BOTH {
                let base_value = number.as_ref().ok().copied();
                let point = match (&number, &facts) {
                    (Ok(number), Some(facts)) => to(facts, *number, by, direction),
                    (Err(fault), _) => Err(fault.message.english().to_owned()),
                    (Ok(_), None) => Err("is not a key of this cell".to_owned()),
                };
                let value = point.as_ref().ok().copied();
                moved.push(Moved { cell, key: key.clone(), direction, base_value, value, point: point.map(|_| 0) });
            }
        }
    }
    faults.check()?;
    moved.sort_by_key(|moved| moved.cell);
    design(loaded, option, moved)
}

/// Where a number is moved to.
fn to(facts: &KeyFacts, number: f64, by: f64, direction: Direction) -> Result<f64, String> {
    if number == 0.0 {
        return Err("= 0, and a share of nothing is nothing".to_owned());
    }
    let least = if facts.is_whole() { facts.multiple_of.unwrap_or(1) as f64 } else { 0.0 };
    let share = by * number.abs();
    let moved = number + direction.sign() * if share < least { least } else { share };
    let value = match facts.value(moved) {
        SweepValue::Integer(whole) => whole as f64,
        _ => moved,
    };
    if facts.range.contains(value) { Ok(value) } else { Err(format!("= {value} is not in {}", facts.range)) }
}

/// The design of all that can be moved. Where a value breaks a rule between keys, it alone is left out, with the rule.
fn design(loaded: &Loaded, option: &str, mut moved: Vec<Moved>) -> Result<OneAtATime, AnswerError> {
    let facts_of = |moved: &Moved| loaded.facts_of(moved.cell, &moved.key);
    let points: Vec<Option<Point>> =
        moved.iter().map(|moved| Some(vec![(moved.key.clone(), facts_of(moved)?.value(moved.value?))])).collect();
    let of_cell = |tried: &[Moved], number: usize| -> Vec<Point> {
        let here = tried.iter().zip(&points).filter(|(moved, _)| moved.cell == number && moved.point.is_ok());
        std::iter::once(Vec::new()).chain(here.filter_map(|(_, point)| point.clone())).collect()
    };
    let whole = |moved: &[Moved]| loaded.at_points(option, |number, _: &CellConfig| of_cell(moved, number));
    let designed = match whole(&moved) {
        Ok(designed) => designed,
        Err(_) => {
            for (moved, point) in moved.iter_mut().zip(&points) {
                let Some(point) = point else { continue };
                let alone = loaded
                    .at_points(option, |number, _| if number == moved.cell { vec![point.clone()] } else { Vec::new() });
                if let Some(fault) = alone.err().and_then(|faults| faults.iter().next().cloned()) {
                    moved.point = Err(if fault.key == moved.key {
                        fault.message.english().to_owned()
                    } else {
                        format!("{} {}", fault.key, fault.message.english()).trim().to_owned()
                    });
                }
            }
            whole(&moved)?
        }
    };
    let (mut base, mut next, mut points) = (Vec::new(), 0, 0);
    for cell in 0..loaded.cells.len() {
        let first = next;
        base.push(next);
        next += 1;
        for moved in moved.iter_mut().filter(|moved| moved.cell == cell) {
            if let Ok(point) = &mut moved.point {
                *point = next;
                next += 1;
            }
        }
        points = points.max(next - first);
    }
    if moved.iter().all(|moved| moved.point.is_err()) {
        let why = |moved: &Moved| moved.point.as_ref().err().map(|why| format!("{} {why}", moved.key));
        let mut why: Vec<String> = moved.iter().filter_map(why).collect();
        why.dedup();
        return Err(AnswerError::Asked(format!("{option}: nothing can be moved: {}", why.join("; "))));
    }
    Ok(OneAtATime { loaded: designed, base, moved, points })
}
