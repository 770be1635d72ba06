//! Households at rest: taken from one event to the next they are, to the last bit, those that are taken month by month, in
//! every outcome and every count.

use underwater::outcome::{DefaultTrigger, FinalState, Ledger, NoRecord};

use crate::support::{config, everything, study_of, study_with};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

/// What paths tell of how much happened.
#[derive(Debug, Default)]
struct Seen {
    studies: usize,
    paths: usize,
    defaults: usize,
    cures: i64,
    forborne: usize,
    under_water: usize,
    margin_paid: usize,
    walked_away: usize,
    sold: usize,
    rescinded: usize,
    prepaid: usize,
    moved: usize,
}

#[test]
fn from_event_to_event_is_month_by_month() {
    let mut seen = Seen::default();
    let sizes = ["study.worlds=4", "study.households=150"];
    let shipped = [
        "smoke.toml",
        "hong_kong_1997.toml",
        "hong_kong_insured.toml",
        "investor_chain.toml",
        "business_loan.toml",
        "china_combined.toml",
        "china_leverage.toml",
        "prepayment_china.toml",
        "regime_switching.toml",
        "ways_out.toml",
        "us_non_recourse.toml",
        "china_households.toml",
    ];
    let shipped = shipped.iter().map(|file| (file.to_string(), study_with(&config(file), &sizes)));
    let random = (0..400).map(|seed| {
        let text = random_config(seed, files());
        (text.clone(), study_of(&text))
    });
    for (name, study) in shipped.chain(random) {
        let (at_rest, by_months) = (everything(&study, &mut NoRecord), everything(&study, &mut Ledger::default()));
        for (path, (one, other)) in at_rest.outcomes.iter().zip(&by_months.outcomes).enumerate() {
            assert_eq!(one, other, "outcome {path} of\n{name}");
        }
        assert!(at_rest == by_months, "counts of\n{name}");
        seen.studies += 1;
        seen.paths += at_rest.outcomes.len();
        for outcome in &at_rest.outcomes {
            seen.defaults += usize::from(outcome.default_month > 0);
            seen.cures += outcome.cures;
            seen.forborne += usize::from(outcome.forbearances > 0);
            seen.under_water += usize::from(outcome.months_under_water > 0);
            seen.margin_paid += usize::from(outcome.margin_paid > 0);
            seen.walked_away += usize::from(outcome.default_trigger == DefaultTrigger::Strategic as i64);
            seen.sold += usize::from(outcome.final_state == FinalState::Sold as i64);
            seen.prepaid += usize::from(outcome.final_state == FinalState::Prepaid as i64);
            seen.moved += usize::from(outcome.final_state == FinalState::Moved as i64);
            seen.rescinded += usize::from(outcome.final_state == FinalState::Rescinded as i64);
        }
    }
    println!("{seen:?}");
    assert!(seen.prepaid > 1_000 && seen.moved > 500, "{seen:?}");
    assert!(seen.defaults > 5_000 && seen.cures > 1_000 && seen.forborne > 500 && seen.under_water > 5_000, "{seen:?}");
}
