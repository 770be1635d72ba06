//! Shards have every world of a study once, as evenly as can be; and parts of any worlds, kept on disk at any moments and
//! read again in any order, are the run.

use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use underwater::engine::{Engine, Silent};
use underwater::kernel::InstructionSet;
use underwater::outcome::Part;
use underwater::parts::{Identity, PartFolder, Shard};

use crate::support::{config, study_with};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn shards_have_every_world_once_and_as_evenly_as_can_be(worlds in 1_u32.., of in 1_u32..3000) {
        prop_assume!(of <= worlds);
        let mut end = 0;
        for number in 1..=of {
            let shard: Shard = format!("{number}/{of}").parse().expect("a shard");
            let own = shard.worlds(worlds);
            prop_assert_eq!(own.start, end);
            prop_assert!([worlds / of, worlds.div_ceil(of)].contains(&(own.end - own.start)));
            end = own.end;
        }
        prop_assert_eq!(end, worlds);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10) })]

    #[test]
    fn parts_kept_anywhere_and_read_in_any_order_are_the_run(
        of in 1_u32..9,
        kept_at in prop::collection::vec(0_u32..40, 0..4),
        order in prop::collection::vec(any::<u32>(), 8),
    ) {
        let study = study_with(&config("smoke.toml"), &["study.worlds=37", "study.households=20"]);
        let interrupted = AtomicBool::new(false);
        let engine = |threads| Engine {
            threads, instruction_set: InstructionSet::best(), cuts: None, progress: &Silent, interrupted: &interrupted,
        };
        let identity = Identity {
            study: study.name.clone(),
            hash: "0123456789abcdef".to_owned(),
            value_version: 3,
            seed: study.seed,
            worlds: study.worlds,
            households: study.households,
            cells: study.cells.len(),
        };
        let home = tempfile::tempdir().expect("a folder");
        let mut parts: Vec<(u32, Part)> = Vec::new();
        for (number, order) in (1..=of).zip(&order) {
            let path = home.path().join(number.to_string());
            let worlds = Shard { number, of }.worlds(study.worlds);
            let mut folder = PartFolder::new(path.clone(), identity.clone());
            let mut part = Part::none(study.tally_shape(), worlds.start);
            folder.keep(&part).expect("kept");
            let mut ends: Vec<u32> = kept_at.iter().copied().filter(|end| worlds.contains(end)).collect();
            ends.push(worlds.end);
            ends.sort_unstable();
            for (leg, end) in ends.into_iter().enumerate() {
                let threads = [1, 2, 4][leg % 3];
                let next = engine(threads).run_worlds(&study, part.worlds.end..end, None).expect("it runs");
                part.append(next).expect("it fits");
                folder.keep(&part).expect("kept");
                // Killed, and gone on with.
                let read = PartFolder::read(path.clone(), identity.clone(), study.tally_shape()).expect("whole");
                (folder, part) = read;
            }
            parts.push((*order, part));
        }
        parts.sort_by_key(|(order, _)| *order);
        let joined = Part::join(parts.into_iter().map(|(_, part)| part)).expect("they are a study");
        let whole = engine(2).run_worlds(&study, 0..study.worlds, None).expect("it runs");
        prop_assert!(joined == whole);
    }
}
