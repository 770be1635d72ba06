//! `underwater schema`.

use std::fs;

use super::support::Place;

#[test]
fn the_schema_in_the_documents_is_the_one_printed() {
    let printed = Place::new().run(&["schema"]).well();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/config.schema.json");
    let kept = fs::read_to_string(path).expect("the schema");
    assert!(printed == kept, "run: underwater schema > docs/config.schema.json");
}
