//! `[sweep]`: which keys take which values in which cell.

use super::{
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    mirror::{OF_ALL_CELLS, SweepValue},
    node::{Entry, Node, Value},
    schema::Schema,
    suggest,
};
use crate::told::{Told, told};

/// One key and the value it takes in a cell.
#[derive(Clone, Debug)]
pub(super) struct Assignment {
    /// The swept key.
    pub path: KeyPath,
    /// Its value for results.
    pub value: SweepValue,
    /// The value with its place.
    pub entry: Entry,
}

/// Most cells a study may have.
pub(super) const MOST_CELLS: usize = 10_000;

/// Reads a sweep and collects its faults.
pub(super) struct Reader<'a> {
    pub document: &'a Document,
    pub schema: &'a Schema,
    pub known_keys: &'a [String],
    pub faults: Vec<Fault>,
}

/// How a sweep's entry makes cells.
type Way = fn(&mut Reader<'_>, &Entry) -> Vec<Vec<Assignment>>;

/// The ways by their names.
const WAYS: [(&str, Way); 3] = [
    ("grid", |reader, entry| reader.grid(entry)),
    ("points", |reader, entry| reader.points(entry)),
    ("one_at_a_time", |reader, entry| reader.one_at_a_time(entry)),
];

impl Reader<'_> {
    /// The cells of `sweep`, each a list of assignments.
    pub fn cells(&mut self, sweep: &Entry) -> Vec<Vec<Assignment>> {
        let Some(table) = sweep.node.as_table() else {
            self.fault(&sweep.node, "sweep", told!("is not a table", "不是表"), None);
            return Vec::new();
        };
        let way = |entry: &Entry| WAYS.iter().find(|(name, _)| *name == entry.key).map(|(_, cells)| *cells);
        for entry in table.iter().filter(|entry| way(entry).is_none()) {
            let hint = suggest::did_you_mean(&entry.key, WAYS.map(|(name, _)| name));
            let key = format!("sweep.{}", entry.key);
            self.at_key(entry, &key, told!("is not a key", "不是已知的参数"), hint);
        }
        let given: Vec<_> = table.iter().filter_map(|entry| Some((entry, way(entry)?))).collect();
        match given.as_slice() {
            [] => {
                let hint = told!("it needs grid, points or one_at_a_time", "需要 grid、points 或 one_at_a_time");
                self.fault(&sweep.node, "sweep", told!("makes no cells", "不产生任何单元"), Some(hint));
                Vec::new()
            }
            [(entry, cells)] => cells(self, entry),
            [(first, _), (second, _), ..] => {
                let message = told!("stands beside sweep.{}; keep one", "与 sweep.{} 并存；只留一个", first.key);
                self.at_key(second, &format!("sweep.{}", second.key), message, None);
                Vec::new()
            }
        }
    }

    fn grid(&mut self, way: &Entry) -> Vec<Vec<Assignment>> {
        let axes = self.axes(way);
        let count = axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(axis.len()));
        if count.is_none_or(|count| count > MOST_CELLS) {
            let message = told!("makes more than {MOST_CELLS} cells", "产生的单元多于 {MOST_CELLS} 个");
            self.fault(&way.node, "sweep.grid", message, None);
            return Vec::new();
        }
        let mut cells = vec![Vec::new()];
        for axis in axes {
            cells = cells
                .iter()
                .flat_map(|cell| axis.iter().map(|value| [cell.as_slice(), std::slice::from_ref(value)].concat()))
                .collect();
        }
        cells
    }

    fn one_at_a_time(&mut self, way: &Entry) -> Vec<Vec<Assignment>> {
        let alone = self.axes(way).into_iter().flatten().map(|assignment| vec![assignment]);
        std::iter::once(Vec::new()).chain(alone).collect()
    }

    fn points(&mut self, way: &Entry) -> Vec<Vec<Assignment>> {
        let Some(points) = way.node.as_array() else {
            self.fault(&way.node, "sweep.points", told!("is not a list of tables", "不是表的列表"), None);
            return Vec::new();
        };
        if points.is_empty() {
            self.fault(&way.node, "sweep.points", told!("is an empty list", "是空列表"), None);
        }
        let mut cells = Vec::new();
        for (index, point) in points.iter().enumerate() {
            let Some(table) = point.as_table() else {
                let key = format!("sweep.points[{index}]");
                self.fault(point, &key, told!("is not a table", "不是表"), None);
                continue;
            };
            let mut cell = Vec::new();
            for entry in table.iter() {
                if let Some(path) = self.swept_key(entry) {
                    cell.extend(self.assignment(&path, entry, &entry.node));
                }
            }
            cells.push(cell);
        }
        cells
    }

    /// The values of each key of a table of lists.
    fn axes(&mut self, way: &Entry) -> Vec<Vec<Assignment>> {
        let name = format!("sweep.{}", way.key);
        let Some(table) = way.node.as_table() else {
            self.fault(
                &way.node,
                &name,
                told!("is not a table of keys with lists of values", "不是“参数 = 取值列表”的表"),
                None,
            );
            return Vec::new();
        };
        if table.is_empty() {
            self.fault(&way.node, &name, told!("names no key", "没有写出任何参数"), None);
        }
        let mut axes = Vec::new();
        for entry in table.iter() {
            let Some(path) = self.swept_key(entry) else {
                continue;
            };
            let Some(values) = entry.node.as_array() else {
                self.fault(&entry.node, &path.to_string(), told!("is not a list of values", "不是取值的列表"), None);
                continue;
            };
            if values.is_empty() {
                self.fault(&entry.node, &path.to_string(), told!("is an empty list", "是空列表"), None);
                continue;
            }
            axes.push(values.iter().filter_map(|node| self.assignment(&path, entry, node)).collect());
        }
        axes
    }

    fn swept_key(&mut self, entry: &Entry) -> Option<KeyPath> {
        let Some(path) = KeyPath::parse(&entry.key) else {
            self.at_key(
                entry,
                &entry.key,
                told!("is not a dotted key, such as loan.term_months", "不是带点的参数名，例如 loan.term_months"),
                None,
            );
            return None;
        };
        if path.table().is_some_and(|table| OF_ALL_CELLS.contains(&table)) {
            self.at_key(
                entry,
                &entry.key,
                told!("cannot be swept; it is the same for every cell", "不能扫描：它对所有单元都相同"),
                None,
            );
            return None;
        }
        if self.schema.find(&path).is_none() {
            let hint = suggest::key_meant(&path, self.known_keys);
            let unquoted = (entry.node.as_table().is_some()).then(|| {
                told!(
                    "a dotted key is written in quotes: \"loan.term_months\"",
                    "带点的参数名要加引号：\"loan.term_months\""
                )
            });
            self.at_key(entry, &entry.key, told!("is not a key", "不是已知的参数"), unquoted.or(hint));
            return None;
        }
        Some(path)
    }

    fn assignment(&mut self, path: &KeyPath, key: &Entry, node: &Node) -> Option<Assignment> {
        let Some(value) = value_of(node) else {
            let message = told!(
                "is not a number, a word or a switch; only these are swept",
                "不是数、词或开关；只有这些可以扫描"
            );
            self.fault(node, &path.to_string(), message, None);
            return None;
        };
        let entry = Entry { key: key.key.clone(), key_origin: key.key_origin, node: node.clone() };
        Some(Assignment { path: path.clone(), value, entry })
    }

    fn fault(&mut self, node: &Node, key: &str, message: Told, hint: Option<Told>) {
        self.faults.push(Fault {
            place: Some(self.document.place(node.origin)),
            key: key.to_owned(),
            message: self.document.about(node, message),
            hint,
        });
    }

    fn at_key(&mut self, entry: &Entry, key: &str, message: Told, hint: Option<Told>) {
        self.faults.push(Fault {
            place: Some(self.document.place(entry.key_origin)),
            key: key.to_owned(),
            message,
            hint,
        });
    }
}

/// What a node holds as the value of a swept key; `None` where it is no single value.
pub(super) fn value_of(node: &Node) -> Option<SweepValue> {
    Some(match &node.value {
        Value::Integer(value) => i64::try_from(*value).map_or(SweepValue::Float(*value as f64), SweepValue::Integer),
        Value::Float(value) => SweepValue::Float(*value),
        Value::String(text) => SweepValue::Text(text.clone()),
        Value::Boolean(value) => SweepValue::Boolean(*value),
        Value::Table(_) | Value::Array(_) | Value::Datetime => return None,
    })
}
