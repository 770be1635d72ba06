//! Distributions: one of them, with parameters that make sense, inside the key's range.

use serde_json::Value as Json;

use super::{Range, text, walk::Walker};
use crate::config::{
    key_path::KeyPath,
    node::{Node, Table, Value},
    schema::{alternatives, property_names},
    suggest,
};
use crate::random::distribution::Family;
use crate::told::told;

impl Walker<'_> {
    /// A number in the key's range, or one distribution whose support lies in it.
    pub fn distribution(&mut self, schema: &Json, node: &Node, path: &KeyPath) {
        let table = match &node.value {
            Value::Table(table) => table,
            Value::Integer(_) | Value::Float(_) => return self.number(schema, node, path),
            _ => {
                let hint = text::number_hint(node, &Range::of(schema));
                return self.wrong_type(node, path, told!("a number or a distribution", "数或分布"), hint);
            }
        };
        let distributions = alternatives(schema).map(Vec::as_slice).unwrap_or_default();
        let names: Vec<&str> = distributions.iter().flat_map(property_names).collect();
        if table.has("min") && table.has("max") {
            let fault = self.about(node, path, told!("names no distribution", "没有写出分布"));
            let hint = told!(
                "did you mean `{{ uniform = {{ min = ..., max = ... }} }}`?",
                "是否想写 `{{ uniform = {{ min = ..., max = ... }} }}`？"
            );
            return self.found.values.push(fault.hint(hint));
        }
        let mut found = Vec::new();
        for entry in table.iter() {
            let distribution_path = path.key(&entry.key);
            match distributions.iter().find_map(|distribution| distribution["properties"].get(&entry.key)) {
                Some(parameters) => found.push((entry, parameters, distribution_path)),
                None => {
                    let names_are = suggest::all_of(&names);
                    let message =
                        told!("is not a distribution; there are {names_are}", "不是分布；有 {names_are}"; names_are);
                    let fault = self.at(entry.key_origin, &distribution_path, message);
                    let hint = suggest::did_you_mean(&entry.key, names.iter().copied());
                    self.found.values.push(fault.hint(hint));
                }
            }
        }
        match found.as_slice() {
            [] if table.is_empty() => self.fault(node, path, told!("names no distribution", "没有写出分布")),
            [] => {}
            [(entry, parameters, distribution_path)] => {
                let before = self.found.values.len() + self.found.relations.len();
                self.value(parameters, &entry.node, distribution_path);
                let is_clean = before == self.found.values.len() + self.found.relations.len();
                if let (true, Some(parameters)) = (is_clean, entry.node.as_table()) {
                    self.parameters(&entry.key, parameters, &Range::of(schema), distribution_path);
                }
            }
            [(first, ..), (second, _, distribution_path), ..] => {
                let message =
                    told!("stands beside the distribution `{}`; keep one", "与分布 `{}` 并存；只留一个", first.key);
                let fault = self.at(second.key_origin, distribution_path, message);
                self.found.values.push(fault);
            }
        }
    }

    /// The parameters of the distribution `name`, each of the right type, against each other and against
    /// the key's range.
    fn parameters(&mut self, name: &str, distribution: &Table, range: &Range, path: &KeyPath) {
        let family = Family::named(name);
        match family {
            Some(Family::Uniform) => self.in_order(distribution, &["min", "max"], false, path),
            Some(Family::Triangular) => self.in_order(distribution, &["min", "mode", "max"], false, path),
            Some(Family::Normal) => {
                self.in_order(distribution, &["min", "max"], true, path);
                self.reaches(distribution, path);
            }
            Some(Family::Beta) => self.in_order(distribution, &["min", "max"], true, path),
            Some(Family::Discrete) => return self.discrete(distribution, range, path),
            Some(Family::Lognormal) if !range.contains(f64::MIN_POSITIVE) => {
                let message =
                    told!("has values near 0, which are not in {range}", "会取到接近 0 的值，不在 {range} 内");
                if let Some(node) = distribution.get("median") {
                    self.fault(node, &path.key("median"), message);
                }
            }
            // The values of an empirical distribution are checked when its file is read.
            _ => {}
        }
        for end in ["min", "max"] {
            if let Some((node, value)) = number(distribution, end) {
                self.in_range(range, value, node, &path.key(end));
            }
        }
        if family == Some(Family::Beta) && !distribution.has("max") && !range.contains(1.0) {
            let fault = self.document.missing(
                &path.key("max").to_string(),
                told!("the default 1 is not in {range}", "默认值 1 不在 {range} 内"),
            );
            self.found.relations.push(fault);
        }
    }

    /// Each key's number is at least (or, `strictly`, above) the one before.
    fn in_order(&mut self, distribution: &Table, keys: &[&str], strictly: bool, path: &KeyPath) {
        let given: Vec<_> = keys.iter().filter_map(|key| Some((*key, number(distribution, key)?))).collect();
        for pair in given.windows(2) {
            let [(low_key, (_, low)), (high_key, (node, high))] = pair else {
                continue;
            };
            if low > high || (strictly && low == high) {
                let message = match strictly {
                    true => told!("is not above {low_key} = {low}", "不大于 {low_key} = {low}"),
                    false => told!("is below {low_key} = {low}", "小于 {low_key} = {low}"),
                };
                self.fault(node, &path.key(high_key), message);
            }
        }
    }

    /// A truncated normal needs its interval within reach of its mean.
    fn reaches(&mut self, distribution: &Table, path: &KeyPath) {
        let value = |key| number(distribution, key).map(|(_, value)| value);
        let (Some((node, mean)), Some(sd), Some(min), Some(max)) =
            (number(distribution, "mean"), value("sd"), value("min"), value("max"))
        else {
            return;
        };
        const REACH: f64 = 8.0;
        if mean < min - REACH * sd || mean > max + REACH * sd {
            let message =
                told!("lies more than {REACH} sd outside [{min}, {max}]", "离 [{min}, {max}] 超过 {REACH} 个标准差");
            self.fault(node, &path.key("mean"), message);
        }
    }

    fn discrete(&mut self, distribution: &Table, range: &Range, path: &KeyPath) {
        let list = |key| distribution.get(key).and_then(|node| Some((node, node.as_array()?)));
        let (Some((_, values)), Some((node, weights))) = (list("values"), list("weights")) else {
            return;
        };
        for (index, item) in values.iter().enumerate() {
            if let Some(value) = item.as_f64() {
                self.in_range(range, value, item, &path.key("values").index(index));
            }
        }
        let weights_path = path.key("weights");
        if values.len() != weights.len() {
            let (some, others) = (weights.len(), values.len());
            self.fault(
                node,
                &weights_path,
                told!("lists {some} weights for {others} values", "有 {some} 个权重，却有 {others} 个取值"),
            );
        } else if weights.iter().all(|weight| weight.as_f64() == Some(0.0)) {
            self.fault(node, &weights_path, told!("are all 0", "全部为 0"));
        }
    }
}

fn number<'a>(distribution: &'a Table, key: &str) -> Option<(&'a Node, f64)> {
    let node = distribution.get(key)?;
    Some((node, node.as_f64()?))
}
