//! `why`, as its users meet it.

use std::fs;

use super::support::{Place, SMALL, config};

fn why(place: &Place, out: &str, more: &[&str]) -> super::support::Ended {
    let smoke = config("smoke");
    place.run(&[&["why", &smoke, "--out", out][..], &SMALL, more].concat())
}

/// What is printed before how long it took.
fn told(printed: &str) -> String {
    let lines = printed.lines().take_while(|line| !line.contains(" combinations ×"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_answer_is_printed_and_whole() {
    let place = Place::new();
    let ended = why(&place, "here", &["--format", "csv,svg,md,json,xlsx,tex"]);
    let warnings = ended.warnings().join("\n");
    assert!(warnings.contains("Only 6 worlds"), "{warnings}");
    let printed = ended.well();
    assert_eq!(told(&printed), ENGLISH);
    assert!(printed.contains("300 paths × 4 cells × 16 combinations × 36 months in "), "{printed}");
    let names = place.names("here");
    for name in
        ["causes.csv", "shares.parquet", "switches.csv", "figure_causes.svg", "figure_shares.svg", "report.html"]
    {
        assert!(names.iter().any(|other| other == name), "{name} of {names:?}");
    }
    assert_eq!(place.manifest("here")["asked"]["command"], "why");
    let page = fs::read_to_string(place.path("here/report.html")).expect("a page");
    assert!(page.contains("underwater why smoke.toml") && page.contains("double trigger"), "the page");

    // The same again is read from the folder; in Chinese too.
    let again = why(&place, "here", &["--language", "zh"]);
    assert!(again.stderr.contains("已经完成"), "{}", again.stderr);
    assert_eq!(told(&again.stdout), CHINESE);
    assert!(place.path("here/report_zh.html").is_file());
}

#[test]
fn a_narrow_terminal_gets_the_most_important() {
    let place = Place::new();
    why(&place, "here", &["--quiet"]).well();
    let smoke = config("smoke");
    for columns in ["100", "80"] {
        let arguments = [&["why", &smoke, "--out", "here"][..], &SMALL].concat();
        let ended = super::support::ended(place.command(&arguments).env("COLUMNS", columns));
        let text = told(&ended.stdout);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= columns.parse().expect("a number"), "{columns}:\n{text}");
        assert!(text.contains("Every error, and the household's losses, are in report.html."), "{text}");
        assert!(text.contains("69.35%") && text.contains("6.99%") && !text.contains("household "), "{text}");
    }
}

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    why(&place, "one", &["--threads", "1"]).well();
    why(&place, "four", &["--threads", "4"]).well();
    let names = place.names("one");
    assert_eq!(place.names("four"), names);
    for name in names.iter().filter(|name| *name != "manifest.json") {
        let bytes = |folder: &str| fs::read(place.path(folder).join(name)).expect("a file");
        assert!(bytes("one") == bytes("four"), "{name}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let place = Place::new();
    let misspelt = why(&place, "here", &["--set", "counterfactual.price_fall=false"]).refused();
    assert!(misspelt.contains("counterfactual.price_fall is not a key; did you mean `price_falls`?"), "{misspelt}");
    // A study may have 10,000 cells, and this has 16 times 626.
    let rates: Vec<String> = (0..626).map(|number| format!("0.0{}", 1000 + number)).collect();
    let grid = format!("[sweep.grid]\n\"loan.annual_rate\" = [{}]\n", rates.join(", "));
    fs::write(place.path("many.toml"), format!("{PLAIN}{grid}")).expect("written");
    let too_many = place.run(&["why", "many.toml", "--out", "here"]).refused();
    assert!(too_many.contains("why:  makes 10016 cells, which is more than 10000"), "{too_many}");
    let gone = place.run(&["why", "gone.toml"]).refused();
    assert!(gone.contains("gone.toml"), "{gone}");
    assert!(place.names("here").is_empty());
}

/// A study of one cell.
const PLAIN: &str = r#"
study = { name = "many", seed = 1, worlds = 2, households = 2, horizon_months = 12, workout_tail_months = 0 }
price = { kind = "gbm", drift_annual = 0.0, volatility_annual = 0.1 }
labour = { kind = "ar1", separation_monthly = 0.01, finding_monthly = 0.1 }
household = { home_price = 1_000_000, income_monthly = 20_000, cash_mode = "amount", cash = 0 }
loan = { down_payment = 0.1, annual_rate = 0.03, term_months = 360, method = "level" }
foreclosure.rounds = [{ start_level_frac = 0.8, success = 1.0 }]
recourse.kind = "none"

"#;

const ENGLISH: &str = "\
What the defaults needed, in shares of all defaults
┌──────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
│ scenario     down payment   default rate   cash-flow only   double trigger   strategic only   either one   other │
╞══════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
│ crash                 10%         23.66%           11.29%           14.52%           69.35%        4.84%   0.00% │
│ crash                 20%         14.02%           26.09%           21.74%           47.83%        4.35%   0.00% │
│ short_loan            10%    14.1% ± 5.1          100.00%            0.00%            0.00%        0.00%   0.00% │
│ short_loan            20%     9.8% ± 4.9          100.00%            0.00%            0.00%        0.00%   0.00% │
└──────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
Where the losses come from, in shares of all loans
┌────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
│ scenario     down payment   loss of      whole   price falls   failing income   rate rises   auction losses   other   whole, a default │
╞════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
│ crash                 10%   lender       8.99%         6.99%            0.98%        0.36%            0.65%   0.00%            690,277 │
│ crash                 10%   household   -5.93%        -5.21%           -0.63%       -0.22%            0.12%   0.00%           -455,908 │
│ crash                 20%   lender       4.63%         3.15%            0.96%        0.18%            0.34%   0.00%            494,865 │
│ crash                 20%   household   -2.92%        -2.47%           -0.45%       -0.06%            0.06%   0.00%           -312,257 │
│ short_loan            10%   lender      -0.04%         0.00%           -0.04%        0.00%            0.00%   0.00%             -5,347 │
│ short_loan            10%   household    1.34%        -0.10%     1.09% ± 0.57        0.02%            0.32%   0.00%            171,914 │
│ short_loan            20%   lender      -0.01%         0.00%           -0.01%        0.00%            0.00%   0.00%             -2,111 │
│ short_loan            20%   household    0.61%        -0.07%     0.59% ± 0.32        0.01%            0.09%   0.00%             94,077 │
└────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
short_loan, down payment 20%: Defaults seen: 16; 16 needed failing income alone. The lender's loss is -0.01% of loans; in percentage points, -0.01 from failing income.
crash, down payment 10%: Defaults seen: 62; 7 needed failing income alone, 9 needed failing income and falling prices together, 43 needed falling prices alone, 3 would have come from either one. The lender's loss is 8.99% of loans; in percentage points, 6.99 from falling prices, 0.98 from failing income, 0.36 from rising rates, 0.65 from auctions below value.
";

const CHINESE: &str = "\
违约需要什么条件（占全部违约的比例）
┌─────────────────────────────────────────────────────────────────────────────────────────┐
│ 情景         首付比例        违约率   仅现金流   双重触发   仅策略性   任一即可    其他 │
╞═════════════════════════════════════════════════════════════════════════════════════════╡
│ crash             10%        23.66%     11.29%     14.52%     69.35%      4.84%   0.00% │
│ crash             20%        14.02%     26.09%     21.74%     47.83%      4.35%   0.00% │
│ short_loan        10%   14.1% ± 5.1    100.00%      0.00%      0.00%      0.00%   0.00% │
│ short_loan        20%    9.8% ± 4.9    100.00%      0.00%      0.00%      0.00%   0.00% │
└─────────────────────────────────────────────────────────────────────────────────────────┘
损失从何而来（占全部贷款的比例）
┌─────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
│ 情景         首付比例   损失方     全部   房价下跌       收入中断   利率上升   拍卖折价    其他    每起违约 │
╞═════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
│ crash             10%   贷款人    8.99%      6.99%          0.98%      0.36%      0.65%   0.00%    69.03 万 │
│ crash             10%   家庭     -5.93%     -5.21%         -0.63%     -0.22%      0.12%   0.00%   -45.59 万 │
│ crash             20%   贷款人    4.63%      3.15%          0.96%      0.18%      0.34%   0.00%    49.49 万 │
│ crash             20%   家庭     -2.92%     -2.47%         -0.45%     -0.06%      0.06%   0.00%   -31.23 万 │
│ short_loan        10%   贷款人   -0.04%      0.00%         -0.04%      0.00%      0.00%   0.00%    -0.53 万 │
│ short_loan        10%   家庭      1.34%     -0.10%   1.09% ± 0.57      0.02%      0.32%   0.00%    17.19 万 │
│ short_loan        20%   贷款人   -0.01%      0.00%         -0.01%      0.00%      0.00%   0.00%    -0.21 万 │
│ short_loan        20%   家庭      0.61%     -0.07%   0.59% ± 0.32      0.01%      0.09%   0.00%     9.41 万 │
└─────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
short_loan、首付比例 20%：共 16 起违约：16 起只需收入中断。贷款人损失占贷款的 -0.01%，以百分点计：-0.01 来自收入中断。
crash、首付比例 10%：共 62 起违约：7 起只需收入中断，9 起须收入中断与房价下跌同时发生，43 起只需房价下跌，3 起有其一即可。贷款人损失占贷款的 8.99%，以百分点计：6.99 来自房价下跌，0.98 来自收入中断，0.36 来自利率上升，0.65 来自拍卖折价。
";
