//! Rules between the keys of `[precision]`.

use super::tables::{Broken, Tables};
use crate::told::told;

/// How small the error is to be is said once.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(precision)) = &tables.precision else { return };
    match (precision.relative, precision.absolute) {
        (None, None) => {
            let why = told!(
                "needed, or absolute: how small the standard error of simulation is to be",
                "此处或 absolute 需要填写：模拟标准误应小到多少"
            );
            broken.push(Broken::missing("precision.relative", why));
        }
        (Some(_), Some(_)) => {
            let message = told!(
                "cannot stand beside relative: a run stops at one of them",
                "不能与 relative 同时给出：运行只按其中之一停止"
            );
            broken.push(Broken::value("precision.absolute", message));
        }
        _ => {}
    }
}
