//! Worlds that are to lie evenly, where there is little to spread them along, or their number is not one that points fill.

use super::Caution;
use crate::outcome::BATCHES;
use crate::study::Study;
use crate::world::{Directions, Method, Sampling};

/// Fewest worlds of a batch from which on errors between batches tell something of how evenly worlds lie.
const FEW: u32 = 4;

/// At most one of each: no direction, bad worlds along a direction that is not of prices, points that are not used whole.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let Some(Sampling { method, directions, bad_worlds_one_in }) = study.sampling else { return Vec::new() };
    let mut found = Vec::new();
    if method == Method::Sobol {
        let directions = Directions::of(&study.world_models, study.horizon_months as usize, usize::from(directions));
        if directions.count() == 0 {
            found.push(caution(
                "sampling.method",
                "no price index, labour market or policy rate of this study has normal innovations, so that there is no direction to \
                 spread worlds along: they are drawn one by one, and errors are those between batches for nothing"
                    .to_owned(),
                "本研究的房价指数、劳动力市场和政策利率都没有正态新息，因此没有可供均匀分布的方向：世界仍逐个抽取，误差却按批次估计，没有益处"
                    .to_owned(),
            ));
        } else if bad_worlds_one_in.is_some() && !directions.leads_with_prices() {
            found.push(caution(
                "sampling.bad_worlds_one_in",
                "no price index of this study has normal innovations, so that the first direction is that of work or rates: the worlds \
                 drawn more often are those where it is low, which need not be bad"
                    .to_owned(),
                "本研究的房价指数没有正态新息，第一方向属于就业或利率：被多抽的是该方向取值较低的世界，未必是坏世界".to_owned(),
            ));
        }
    }
    let batches = BATCHES as u32;
    let points = study.worlds / batches;
    if points < FEW || method == Method::Sobol && !(study.worlds.is_multiple_of(batches) && points.is_power_of_two()) {
        let whole = points.max(FEW).next_power_of_two() * batches;
        found.push(caution(
            "study.worlds",
            format!(
                "{} worlds are dealt into {batches} batches; points lie most evenly where each batch has 4, 8, 16 or another power of \
                 two of them: {whole} worlds would be used better",
                study.worlds
            ),
            format!(
                "{} 个世界分入 {batches} 批；每批恰有 4、8、16 或其他 2 的幂个点时分布最均匀：取 {whole} 个世界更为有效",
                study.worlds
            ),
        ));
    }
    found
}

fn caution(key: &'static str, english: String, chinese: String) -> Caution {
    Caution { key: key.into(), english, chinese }
}
