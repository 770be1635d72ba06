//! Shards have every world of a study once, as evenly as can be.

use proptest::prelude::*;
use underwater::parts::Shard;

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
