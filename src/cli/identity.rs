//! What makes two runs the same run.

use serde_json::{Value, json};

use crate::config::Loaded;
use crate::outcome::STUDY_WORDS;
use crate::report::manifest::Asked;

/// Version of the numbers: raised when the same config and seed give other ones.
pub(super) const VALUE_VERSION: u32 = 5;

/// Hexadecimal digits of a hash, 64 bits.
pub(super) const DIGITS: usize = 16;

/// Identity of a study's results: the resolved config with its seed and sizes, the bytes of the data files and the
/// version of the numbers; and what is asked of it, where it is not run as it is written. How it is computed (threads, blocks, instruction set) and what is only shown is no part of it.
pub(super) fn hash(loaded: &Loaded, asked: Option<&Asked>) -> String {
    let mut config = loaded.resolved.clone();
    if let Some(study) = config["study"].as_object_mut() {
        study.retain(|key, _| !STUDY_WORDS.contains(&key.as_str()));
    }
    let data: Vec<_> = loaded.files_read.iter().map(|file| json!([file.written, file.blake3])).collect();
    let mut identity = json!({ "config": config, "data": data, "value_version": VALUE_VERSION });
    if let Some(asked) = asked {
        identity["asked"] = json!(asked);
    }
    digits(&identity)
}

/// Hash of what makes something itself.
pub(super) fn digits(identity: &Value) -> String {
    blake3::hash(identity.to_string().as_bytes()).to_hex()[..DIGITS].to_owned()
}
