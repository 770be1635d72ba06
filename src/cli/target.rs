//! `--target`: an estimate by its name.

use crate::aggregate::Estimator;
use crate::config::{Fault, Place, suggest};

/// The estimate of this name.
///
/// # Errors
/// There is none, with the one that was probably meant, or all that there are.
pub(super) fn target(name: &str) -> Result<Estimator, Fault> {
    let name = name.trim();
    Estimator::find(name).ok_or_else(|| {
        let names = || Estimator::all().map(|estimator| estimator.column().name);
        let meant = suggest::nearest(name, names()).map(|meant| format!("did you mean `{meant}`?"));
        let all = || format!("there are {}", names().collect::<Vec<_>>().join(", "));
        Fault {
            place: Some(Place::Flag { option: format!("--target {name}") }),
            key: name.to_owned(),
            message: "is no estimate of the table summary".to_owned(),
            hint: Some(meant.unwrap_or_else(all)),
        }
    })
}
