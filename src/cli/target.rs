//! `--target`: an estimate by its name.

use crate::aggregate::Estimator;
use crate::config::{Fault, Place, suggest};
use crate::told::told;

/// The estimate of this name.
///
/// # Errors
/// There is none, with the one that was probably meant, or all that there are.
pub(super) fn target(name: &str) -> Result<Estimator, Fault> {
    let name = name.trim();
    Estimator::find(name).ok_or_else(|| {
        let names = || Estimator::all().map(|estimator| estimator.column().name);
        let meant =
            suggest::nearest(name, names()).map(|meant| told!("did you mean `{meant}`?", "是否想写 `{meant}`？"));
        let all = || {
            let names = names().collect::<Vec<_>>().join(", ");
            told!("there are {names}", "有 {names}")
        };
        Fault {
            place: Some(Place::Flag { option: format!("--target {name}") }),
            key: name.to_owned(),
            message: told!("is no estimate of the table summary", "不是表 summary 的估计量"),
            hint: Some(meant.unwrap_or_else(all)),
        }
    })
}
