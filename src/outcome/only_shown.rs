//! Which keys of a config are only shown: no number and no identity of results depends on them.

/// Keys of `[study]` that are only shown: no number depends on them.
pub const STUDY_WORDS: [&str; 9] =
    ["name", "title", "title_zh", "question", "question_zh", "note", "note_zh", "currency", "labels"];

/// Whether a dotted key is one of these, or of a part of one.
pub fn is_only_shown(key: &str) -> bool {
    let last = key.strip_prefix("study.").unwrap_or_default();
    STUDY_WORDS.contains(&last.split(['.', '[']).next().unwrap_or_default())
}
