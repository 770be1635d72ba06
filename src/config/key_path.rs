//! Dotted keys: `foreclosure.rounds[0].start_level_frac`.

use std::fmt;

/// One step of a dotted key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// An element of an array.
    Index(usize),
}

/// Most steps of a dotted key: what is read from text goes no deeper than a TOML file may.
const MOST_STEPS: usize = 64;

/// A dotted key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPath(Vec<Step>);

impl KeyPath {
    /// The root of the document.
    pub fn root() -> Self {
        Self::default()
    }

    /// These steps from the root.
    pub(super) fn of(steps: &[Step]) -> Self {
        Self(steps.to_vec())
    }

    /// Reads `a.b[0].c`; `a.b.0.c` is the same. `None` if a part is empty or not closed, or if there are more steps
    /// than any key has.
    pub fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        for part in text.trim().split('.') {
            let (name, indices) = match part.find('[') {
                Some(at) => part.split_at(at),
                None => (part, ""),
            };
            match name.parse() {
                _ if name.is_empty() => return None,
                Ok(index) => steps.push(Step::Index(index)),
                Err(_) => steps.push(Step::Key(name.to_owned())),
            }
            let mut rest = indices;
            while !rest.is_empty() && steps.len() <= MOST_STEPS {
                let (index, after) = rest.strip_prefix('[')?.split_once(']')?;
                steps.push(Step::Index(index.parse().ok()?));
                rest = after;
            }
            if steps.len() > MOST_STEPS {
                return None;
            }
        }
        Some(Self(steps))
    }

    /// The key `name` of this table.
    #[must_use]
    pub fn key(&self, name: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(name.to_owned()));
        Self(steps)
    }

    /// The element `index` of this array.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Index(index));
        Self(steps)
    }

    /// Its steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The last step's name, if it is a key.
    pub fn last_key(&self) -> Option<&str> {
        match self.0.last() {
            Some(Step::Key(name)) => Some(name),
            _ => None,
        }
    }

    /// The first step's name: the table.
    pub fn table(&self) -> Option<&str> {
        match self.0.first() {
            Some(Step::Key(name)) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(name) if position == 0 => f.write_str(name)?,
                Step::Key(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
