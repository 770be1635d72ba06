//! Writers that are killed at random moments, crowd each other, run out of disk, lose their folder or find what they wrote
//! spoilt. After each, the same command again must leave the bytes that an undisturbed run leaves, nobody else's file may
//! be missing, and what is left in between must look whole only where it is. A file a kind of mishap.
//!
//! A few rounds belong to the suite. For more, and another seed:
//!
//!     UNDERWATER_SURVIVAL=300 UNDERWATER_SURVIVAL_SEED=1 cargo test --release --locked -- cli::survival::survival --nocapture

mod begun;
mod clock;
mod crowd;
mod export;
mod full_disk;
mod known;
mod merge;
mod nothing_behind;
mod read_only;
mod run;
mod shard;
mod spoilt;
mod support;
mod vanished;

use std::collections::BTreeMap;

use known::Known;
use support::Chance;

/// A mishap: does it to a folder of its own, asserts that nothing is lost, and names itself.
type Mishap = fn(&Known, &mut Chance) -> &'static str;

const MISHAPS: [Mishap; 11] = [
    run::killed_at_random,
    run::killed_in_tables,
    run::killed_in_exchange,
    run::killed_with_paths,
    export::killed,
    crowd::crowd,
    full_disk::full_disk,
    run::killed_again_and_again,
    spoilt::spoilt,
    shard::killed,
    merge::killed,
];

#[test]
fn survival() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let rounds = number("UNDERWATER_SURVIVAL", MISHAPS.len() as u64);
    let mut chance = Chance::new(number("UNDERWATER_SURVIVAL_SEED", 1));
    let known = Known::new();
    let mut told: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, mishap) in (0..rounds).zip(MISHAPS.iter().cycle()) {
        *told.entry(mishap(&known, &mut chance)).or_default() += 1;
    }
    let told: Vec<String> = told.iter().map(|(what, times)| format!("{times} × {what}")).collect();
    println!("survival: {rounds} rounds, nothing lost: {}", told.join(", "));
}
