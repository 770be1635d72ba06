//! The first screen: what `run` prints at three widths, and where nobody reads it.

use unicode_width::UnicodeWidthStr;

use super::support::{Place, config, ended};

/// What is printed of results that are there, so that no time is told.
fn screen(place: &Place, columns: Option<u16>, more: &[&str]) -> String {
    let smoke = config("smoke");
    let words = [&["run", &smoke, "--worlds", "120", "--households", "20", "--out", "here"][..], more].concat();
    let mut command = place.command(&words);
    if let Some(columns) = columns {
        command.env("COLUMNS", columns.to_string());
    }
    let done = ended(&mut command);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    done.stdout
}

#[test]
fn at_three_widths() {
    let place = Place::new();
    screen(&place, None, &[]);
    insta::assert_snapshot!(screen(&place, Some(80), &[]), @r"
    Every event in a few seconds
    ┌──────────────────────────────────────────────────────────────────────────────┐
    │ scenario        down   default rate   expected loss   lender's      lender's │
    │              payment                                   loss, 1    loss, 1 in │
    │                                                          in 20           100 │
    ╞══════════════════════════════════════════════════════════════════════════════╡
    │ crash            10%    30.0% ± 2.1   11.96% ± 0.94      29.1%         40.7% │
    │ crash            20%    19.0% ± 1.7    6.73% ± 0.70      21.6%         32.0% │
    │ short_loan       10%   9.50% ± 0.82          -0.01%      0.00%         0.08% │
    │ short_loan       20%   8.94% ± 0.91          -0.01%      0.00%         0.00% │
    └──────────────────────────────────────────────────────────────────────────────┘
    8 more columns, and every digit, in report.html
    ± is the error of simulation: one standard error, clustered by world, which more
    worlds make smaller; the value of infinitely many runs lies within two of it
    about 95 times in 100. 1 in 20 and 1 in 100 are risk, not error: in that share
    of worlds, where prices and jobs go worst, at least so many households default,
    or at least so much of what was lent is lost. More worlds do not make it
    smaller. 1 in 100 is rough: fewer than 10 of 120 worlds are that bad. Money is
    in currency units.

    Of the households that bought, 30.0% ± 2.1 default within 3 years in the worst
    cell (crash, down payment 10%), 8.94% ± 0.91 in the best (short_loan, down
    payment 20%): the scenario moves the rate by up to 20.5 percentage points, down
    payment by up to 11.0.
    The lender loses most in crash, down payment 10%: 11.96% ± 0.94 of what it lent
    on average over worlds, at an LGD of 41.74% ± 0.85. There it loses 29.1% or more
    in 1 world of 20, 40.7% or more in 1 of 100. It loses least in short_loan, down
    payment 10%: -0.01%, at an LGD of -0.28%.
    Expected loss stays under 10% of lending from down payment 20% on in crash, at
    every value in short_loan.
    Of the defaults in the worst cell (crash, down payment 10%), 11.8% came from
    households that could not pay, 88.2% from households that chose not to pay.
    94.6% ± 1.2 of its households were under water at some time. In short_loan, down
    payment 20%, all came from households that could not pay.
    The default rate of short_loan, down payment 10% differs from that of crash by
    20.484 percentage points, give or take 1.984: an error 1.1 times smaller than
    that of two independent runs.

    2,400 paths × 4 cells × 36 months
    here
    here/report.html
    ");
    insta::assert_snapshot!(screen(&place, Some(120), &[]), @r"
    Every event in a few seconds
    ┌──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ scenario        down   default rate       default      default   expected loss   lender's   lender's             LGD │
    │              payment                   rate, 1 in   rate, 1 in                    loss, 1    loss, 1                 │
    │                                                20          100                      in 20     in 100                 │
    ╞══════════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
    │ crash            10%    30.0% ± 2.1         70.7%        89.4%   11.96% ± 0.94      29.1%      40.7%   41.74% ± 0.85 │
    │ crash            20%    19.0% ± 1.7         54.7%        69.4%    6.73% ± 0.70      21.6%      32.0%     38.3% ± 1.3 │
    │ short_loan       10%   9.50% ± 0.82         25.1%        39.1%          -0.01%      0.00%      0.08%          -0.28% │
    │ short_loan       20%   8.94% ± 0.91         30.0%        39.2%          -0.01%      0.00%      0.00%          -0.27% │
    └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
    5 more columns, and every digit, in report.html
    ± is the error of simulation: one standard error, clustered by world, which more worlds make smaller; the value of
    infinitely many runs lies within two of it about 95 times in 100. 1 in 20 and 1 in 100 are risk, not error: in that
    share of worlds, where prices and jobs go worst, at least so many households default, or at least so much of what was
    lent is lost. More worlds do not make it smaller. 1 in 100 is rough: fewer than 10 of 120 worlds are that bad. Money is
    in currency units.

    Of the households that bought, 30.0% ± 2.1 default within 3 years in the worst cell (crash, down payment 10%),
    8.94% ± 0.91 in the best (short_loan, down payment 20%): the scenario moves the rate by up to 20.5 percentage points,
    down payment by up to 11.0.
    The lender loses most in crash, down payment 10%: 11.96% ± 0.94 of what it lent on average over worlds, at an LGD of
    41.74% ± 0.85. There it loses 29.1% or more in 1 world of 20, 40.7% or more in 1 of 100. It loses least in short_loan,
    down payment 10%: -0.01%, at an LGD of -0.28%.
    Expected loss stays under 10% of lending from down payment 20% on in crash, at every value in short_loan.
    Of the defaults in the worst cell (crash, down payment 10%), 11.8% came from households that could not pay, 88.2% from
    households that chose not to pay. 94.6% ± 1.2 of its households were under water at some time. In short_loan, down
    payment 20%, all came from households that could not pay.
    The default rate of short_loan, down payment 10% differs from that of crash by 20.484 percentage points, give or take
    1.984: an error 1.1 times smaller than that of two independent runs.

    2,400 paths × 4 cells × 36 months
    here
    here/report.html
    ");
    insta::assert_snapshot!(screen(&place, Some(200), &[]), @r"
    Every event in a few seconds
    ┌─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ scenario        down   default rate   default   default   expected loss   lender's   lender's             LGD    ever under      still owe   household loss 95%   household loss 99%      stock 90+ │
    │              payment                  rate, 1   rate, 1                    loss, 1    loss, 1                         water          after                                                          │
    │                                         in 20    in 100                      in 20     in 100                                      auction                                                          │
    ╞═════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
    │ crash            10%    30.0% ± 2.1     70.7%     89.4%   11.96% ± 0.94      29.1%      40.7%   41.74% ± 0.85   94.6% ± 1.2    29.7% ± 2.1   1,186,000 ± 19,000   1,455,000 ± 31,000   7.76% ± 0.64 │
    │ crash            20%    19.0% ± 1.7     54.7%     69.4%    6.73% ± 0.70      21.6%      32.0%     38.3% ± 1.3   85.3% ± 2.0    18.0% ± 1.7   1,222,000 ± 31,000   1,483,000 ± 70,000   4.12% ± 0.45 │
    │ short_loan       10%   9.50% ± 0.82     25.1%     39.1%          -0.01%      0.00%      0.08%          -0.28%         1.35%   0.33% ± 0.15     728,000 ± 52,000            1,102,652   1.60% ± 0.23 │
    │ short_loan       20%   8.94% ± 0.91     30.0%     39.2%          -0.01%      0.00%      0.00%          -0.27%         0.00%          0.23%     654,000 ± 43,000              919,390   1.37% ± 0.21 │
    └─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
    with every digit in report.html
    ± is the error of simulation: one standard error, clustered by world, which more worlds make smaller; the value of infinitely many runs lies within two of it about 95 times in 100. 1 in 20 and 1 in
    100 are risk, not error: in that share of worlds, where prices and jobs go worst, at least so many households default, or at least so much of what was lent is lost. More worlds do not make it smaller.
    1 in 100 is rough: fewer than 10 of 120 worlds are that bad. Money is in currency units.

    Of the households that bought, 30.0% ± 2.1 default within 3 years in the worst cell (crash, down payment 10%), 8.94% ± 0.91 in the best (short_loan, down payment 20%): the scenario moves the rate by
    up to 20.5 percentage points, down payment by up to 11.0.
    The lender loses most in crash, down payment 10%: 11.96% ± 0.94 of what it lent on average over worlds, at an LGD of 41.74% ± 0.85. There it loses 29.1% or more in 1 world of 20, 40.7% or more in 1 of
    100. It loses least in short_loan, down payment 10%: -0.01%, at an LGD of -0.28%.
    Expected loss stays under 10% of lending from down payment 20% on in crash, at every value in short_loan.
    Of the defaults in the worst cell (crash, down payment 10%), 11.8% came from households that could not pay, 88.2% from households that chose not to pay. 94.6% ± 1.2 of its households were under water
    at some time. In short_loan, down payment 20%, all came from households that could not pay.
    The default rate of short_loan, down payment 10% differs from that of crash by 20.484 percentage points, give or take 1.984: an error 1.1 times smaller than that of two independent runs.

    2,400 paths × 4 cells × 36 months
    here
    here/report.html
    ");
    insta::assert_snapshot!(screen(&place, Some(80), &["--language", "zh"]), @r"
    几秒钟内的各种事件
    ┌──────────────────────────────────────────────────────────────────────────────┐
    │ 情景         首付比例         违约率        预期损失   贷款损失     贷款损失 │
    │                                                            1/20        1/100 │
    ╞══════════════════════════════════════════════════════════════════════════════╡
    │ crash             10%    30.0% ± 2.1   11.96% ± 0.94      29.1%        40.7% │
    │ crash             20%    19.0% ± 1.7    6.73% ± 0.70      21.6%        32.0% │
    │ short_loan        10%   9.50% ± 0.82          -0.01%      0.00%        0.08% │
    │ short_loan        20%   8.94% ± 0.91          -0.01%      0.00%        0.00% │
    └──────────────────────────────────────────────────────────────────────────────┘
    另有 8 列及全部小数位，见 report_zh.html
    ± 是模拟误差，即一个按情景世界聚类的标准误：左右各取两倍，约有 95% 的把握包含无
    穷多次模拟的真值；世界越多误差越小。1/20 和 1/100 是风险而不是误差：在房价和就业
    最坏的二十分之一、百分之一的情景世界中，至少有这么多家庭违约，或贷款额至少损失这
    么多；增加世界数不会使它变小。1/100 较粗略：120 个世界中这样坏的不足 10 个。金额
    单位为货币单位。

    在 3 年内，成交家庭的违约率在最坏的单元（crash、首付比例 10%）为 30.0% ± 2.1，在
    最好的单元（short_loan、首付比例 20%）为 8.94% ± 0.91：情景最多使违约率变动 20.5
    个百分点，首付比例最多 11.0 个百分点。
    贷款人损失最多处（crash、首付比例 10%），各情景世界平均损失贷款额的
    11.96% ± 0.94，违约损失率 41.74% ± 0.85。在损失最多处，二十分之一的世界损失
    29.1% 或更多，百分之一的世界损失 40.7% 或更多。损失最少处（short_loan、首付比例
    10%）损失 -0.01%，违约损失率 -0.28%。
    预期损失低于贷款额 10% 的范围：crash（首付比例 20% 起），short_loan（全部取
    值）。
    最坏单元（crash、首付比例 10%）的违约中，11.8%为无力还款，88.2%为主动停供。最坏
    单元中 94.6% ± 1.2 的家庭曾陷负资产。在 short_loan、首付比例 20%，全部为无力还
    款。
    在short_loan、首付比例 10%时的违约率与crash时相差 20.484 个百分点，误差约
    1.984，仅为两次独立模拟误差的 1/1.1。

    2,400 条路径 × 4 个单元 × 36 个月
    here
    here/report_zh.html
    ");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let place = Place::new();
    for (columns, more) in [(60, &[][..]), (80, &[]), (80, &["--language", "zh"]), (120, &[]), (200, &[])] {
        let text = screen(&place, Some(columns), more);
        let widest = text.lines().map(UnicodeWidthStr::width).max().expect("lines");
        assert!(widest <= usize::from(columns), "{widest} at {columns}:\n{text}");
        assert!(!text.contains('\u{1b}'), "no colour");
    }
}

#[test]
fn the_answer_tells_movement_bad_worlds_and_reasons() {
    let place = Place::new();
    let text = screen(&place, None, &[]);
    for said in [" default within ", "moves the rate by up to", "in 1 world of 20", "Of the defaults in the worst cell"]
    {
        assert!(text.contains(said), "{said}:\n{text}");
    }
    let few = place.run(&["run", &config("smoke"), "--worlds", "12", "--households", "20", "--out", "few"]);
    assert!(few.stdout.contains("cannot be told from 12 worlds"), "{}", few.stdout);
    assert!(few.stdout.contains("is empty, since there are 12 worlds"), "{}", few.stdout);
}
