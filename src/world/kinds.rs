//! Tables whose keys depend on their `kind`, beside keys that several kinds share.

use schemars::Schema;
use serde_json::Value;

/// The schema of a table that is one of `kinds`, each with those keys of `common` that it `takes`.
pub(super) fn with_common(
    description: &str,
    mut kinds: Schema,
    common: &Schema,
    takes: impl Fn(&str, &str) -> bool,
) -> Schema {
    kinds.insert("description".into(), description.into());
    let of_common = |part: &str| common.get(part).cloned().unwrap_or_default();
    let (shared, needed) = (of_common("properties"), of_common("required"));
    for table in kinds.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
        table["additionalProperties"] = false.into();
        let kind = table["properties"]["kind"]["const"].as_str().unwrap_or_default().to_owned();
        for (key, property) in shared.as_object().into_iter().flatten().filter(|(key, _)| takes(&kind, key)) {
            table["properties"][key] = property.clone();
        }
        if let (Some(required), Some(needed)) = (table["required"].as_array_mut(), needed.as_array()) {
            let taken = needed.iter().filter(|key| key.as_str().is_some_and(|key| takes(&kind, key)));
            // Behind the kind itself.
            required.splice(1..1, taken.cloned());
        }
    }
    kinds
}
