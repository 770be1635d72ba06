//! Each distribution: what it takes, what it refuses.

use super::support::{Folder, GOOD, faults_after};
use serde::Deserialize;
use serde_json::json;
use underwater::random::Distribution;
use underwater::random::parameters::{Beta, Lognormal, Normal, Triangular, Uniform};

const DOWN: &str = "down_payment = 0.3";

fn down_payment(distribution: &str) -> Distribution {
    let text = GOOD.replace(DOWN, &format!("down_payment = {distribution}"));
    let folder = Folder::of(&[("a.toml", &text), ("d.csv", "x,ratio\n1,0.2\n2,0.4\n3,\n")]);
    let loaded = folder.load("a.toml").unwrap_or_else(|faults| panic!("{faults}"));
    loaded.cells.into_iter().next().expect("a cell").config.loan.down_payment
}

#[test]
fn every_distribution_is_read() {
    assert_eq!(down_payment("0"), Distribution::Constant(0.0));
    assert_eq!(
        down_payment("{ uniform = { min = 0.2, max = 0.4 } }"),
        Distribution::Uniform(Uniform { min: 0.2, max: 0.4 })
    );
    assert_eq!(
        down_payment("{ triangular = { min = 0.2, mode = 0.3, max = 0.4 } }"),
        Distribution::Triangular(Triangular { min: 0.2, mode: 0.3, max: 0.4 })
    );
    assert_eq!(
        down_payment("{ normal = { mean = 0.3, sd = 0.1, min = 0, max = 0.9 } }"),
        Distribution::Normal(Normal { mean: 0.3, sd: 0.1, min: 0.0, max: 0.9 })
    );
    assert_eq!(
        down_payment("{ discrete = { values = [0.2, 0.3], weights = [1, 3] } }"),
        Distribution::deserialize(json!({ "discrete": { "values": [0.2, 0.3], "weights": [1.0, 3.0] } })).expect("one")
    );
    assert_eq!(
        down_payment("{ beta = { alpha = 2, beta = 5, max = 0.8 } }"),
        Distribution::Beta(Beta { alpha: 2.0, beta: 5.0, min: 0.0, max: 0.8 })
    );
    assert_eq!(
        down_payment("{ lognormal = { median = 0.3, sigma = 0.1 } }"),
        Distribution::Lognormal(Lognormal { median: 0.3, sigma: 0.1 })
    );
    match down_payment("{ empirical = { file = \"d.csv\", column = \"ratio\" } }") {
        Distribution::Empirical(it) => assert_eq!(it.values.to_vec(), [0.2, 0.4]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_distributions_refuse() {
    let distributions = [
        "\"30%\"",
        "\"0.3\"",
        "[0.3]",
        "{}",
        "{ min = 0.2, max = 0.4 }",
        "{ unifrom = { min = 0.2, max = 0.4 } }",
        "{ uniform = { min = 0.4, max = 0.2 } }",
        "{ uniform = { min = 0.2 } }",
        "{ uniform = { min = 0.2, max = 1 } }",
        "{ uniform = { min = 0, max = 0.2 }, beta = { alpha = 1, beta = 1 } }",
        "{ triangular = { min = 0.2, mode = 0.5, max = 0.4 } }",
        "{ normal = { mean = 0.2, sd = 0, min = 0, max = 0.9 } }",
        "{ normal = { mean = 20, sd = 0.1, min = 0, max = 0.9 } }",
        "{ lognormal = { median = 0, sigma = -1 } }",
        "{ discrete = { values = [0.2, 30], weights = [1, 1] } }",
        "{ discrete = { values = [0.2, 0.3], weights = [1] } }",
        "{ discrete = { values = [0.2, 0.3], weights = [0, 0] } }",
        "{ discrete = { values = [0.2, 0.3], weights = [1, -1] } }",
        "{ beta = { alpha = 0, beta = 1 } }",
        "{ beta = { alpha = 1, beta = 1 } }",
        "{ logistic = { alpha = 1, beta = 1 } }",
        "nan",
    ];
    let shown: Vec<String> = distributions
        .iter()
        .map(|distribution| {
            format!("{distribution}\n{}", faults_after(&[(DOWN, &format!("down_payment = {distribution}"))]))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    "30%"
    a.toml:24:16  loan.down_payment = "30%" is not a number or a distribution; 30% is written 0.30
    "0.3"
    a.toml:24:16  loan.down_payment = "0.3" is not a number or a distribution; write 0.3 without quotes
    [0.3]
    a.toml:24:16  loan.down_payment is a list, not a number or a distribution
    {}
    a.toml:24:16  loan.down_payment names no distribution
    { min = 0.2, max = 0.4 }
    a.toml:24:16  loan.down_payment names no distribution; did you mean `{ uniform = { min = ..., max = ... } }`?
    { unifrom = { min = 0.2, max = 0.4 } }
    a.toml:24:18  loan.down_payment.unifrom is not a distribution; there are uniform, lognormal, triangular, normal, empirical, discrete, beta and survey; did you mean `uniform`?
    { uniform = { min = 0.4, max = 0.2 } }
    a.toml:24:47  loan.down_payment.uniform.max = 0.2 is below min = 0.4
    { uniform = { min = 0.2 } }
    a.toml:24:28  loan.down_payment.uniform.max is missing; highest value, not below `min`
    { uniform = { min = 0.2, max = 1 } }
    a.toml:24:47  loan.down_payment.uniform.max = 1 is not in [0, 1)
    { uniform = { min = 0, max = 0.2 }, beta = { alpha = 1, beta = 1 } }
    a.toml:24:52  loan.down_payment.beta stands beside the distribution `uniform`; keep one
    { triangular = { min = 0.2, mode = 0.5, max = 0.4 } }
    a.toml:24:62  loan.down_payment.triangular.max = 0.4 is below mode = 0.5
    { normal = { mean = 0.2, sd = 0, min = 0, max = 0.9 } }
    a.toml:24:46  loan.down_payment.normal.sd = 0 is not in (0, inf)
    { normal = { mean = 20, sd = 0.1, min = 0, max = 0.9 } }
    a.toml:24:36  loan.down_payment.normal.mean = 20 lies more than 8 sd outside [0, 0.9]
    { lognormal = { median = 0, sigma = -1 } }
    a.toml:24:41  loan.down_payment.lognormal.median = 0 is not in (0, inf)
    a.toml:24:52  loan.down_payment.lognormal.sigma = -1 is not in [0, inf)
    { discrete = { values = [0.2, 30], weights = [1, 1] } }
    a.toml:24:46  loan.down_payment.discrete.values[1] = 30 is not in [0, 1); 30% is written 0.30
    { discrete = { values = [0.2, 0.3], weights = [1] } }
    a.toml:24:62  loan.down_payment.discrete.weights lists 1 weights for 2 values
    { discrete = { values = [0.2, 0.3], weights = [0, 0] } }
    a.toml:24:62  loan.down_payment.discrete.weights are all 0
    { discrete = { values = [0.2, 0.3], weights = [1, -1] } }
    a.toml:24:66  loan.down_payment.discrete.weights[1] = -1 is not in [0, inf)
    { beta = { alpha = 0, beta = 1 } }
    a.toml:24:35  loan.down_payment.beta.alpha = 0 is not in (0, inf)
    { beta = { alpha = 1, beta = 1 } }
    a.toml:24:25  loan.down_payment.beta.max is missing; the default 1 is not in [0, 1)
    { logistic = { alpha = 1, beta = 1 } }
    a.toml:24:18  loan.down_payment.logistic is not a distribution; there are uniform, lognormal, triangular, normal, empirical, discrete, beta and survey
    nan
    a.toml:24:16  loan.down_payment = nan is not a finite number
    "#);
}
