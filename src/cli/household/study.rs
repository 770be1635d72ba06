//! The study of one household: an ordinary config, each of its values with a comment.

use crate::config::shipped::{REGIMES, STUDIES, Shipped};
use crate::outcome::Words;
use crate::report::Language;

/// What is known of the household, in currency units and fractions.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cli) struct Numbers {
    pub price: f64,
    pub down_payment: f64,
    /// Income a month of the first earner.
    pub income: f64,
    pub second_income: Option<f64>,
    /// Before the purchase.
    pub cash: f64,
    pub annual_rate: f64,
    pub months: u32,
    /// A month, the loan apart; `None` where nobody said.
    pub spending: Option<f64>,
}

/// How many paths, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Sizes {
    pub seed: u64,
    pub worlds: u32,
    pub households: u32,
}

impl Sizes {
    /// Enough for errors of some tenths of a per cent in seconds.
    pub const DEFAULT: Self = Self { seed: 1, worlds: 2000, households: 10 };
}

/// Share of income that is spent where nobody said.
const SPENDING_FRAC: f64 = 0.45;
/// Share of spending that can be cut.
const DISCRETIONARY_SHARE: f64 = 1.0 / 3.0;

/// Prices, jobs and costs of a place.
pub(super) struct Market {
    /// The regime's name, without its folder.
    regime: &'static str,
    price: &'static [Line],
    labour: &'static [Line],
    correlation: Line,
    buying_cost: Line,
}

/// A key, its value, and where that comes from.
type Line = (&'static str, &'static str, Words);

const MAINLAND_CORRELATION: Line = (
    "price_labour",
    "-0.3",
    Words::new("falling prices and lost jobs come together; assumption", "房价下跌与失业同时出现；假设"),
);

/// The price model of a place without one of its own in the program.
const RANDOM_WALK: Line = ("kind", "\"gbm\"", Words::new("a random walk; assumption", "随机游走；假设"));

const MARKETS: [Market; 3] = [
    Market {
        regime: "mainland_china",
        // Those of the study `china_leverage`, its slide halved.
        price: &[],
        labour: &[],
        correlation: MAINLAND_CORRELATION,
        buying_cost: (
            "buying_cost_frac",
            "0.028",
            Words::new(
                "about 50 000 on a home of 1.8 M in a buyers' guide of 2024",
                "2024 年一份购房指南：180 万的住房约 5 万",
            ),
        ),
    },
    Market {
        regime: "hong_kong",
        price: &[
            RANDOM_WALK,
            ("drift_annual", "0.0", Words::new("prices stay on average; assumption", "平均而言房价持平；假设")),
            ("volatility_annual", "0.15", Words::new("how far they stray in a year; assumption", "一年内的波动；假设")),
        ],
        labour: &[
            (
                "kind",
                "\"ar1\"",
                Words::new("hazards wander around their normal level; assumption", "围绕常态波动；假设"),
            ),
            (
                "separation_monthly",
                "0.006",
                Words::new("with the next line 2.3% unemployed; assumption", "与下一行合计失业率 2.3%；假设"),
            ),
            (
                "finding_monthly",
                "0.25",
                Words::new("four months out of work on average; assumption", "平均失业四个月；假设"),
            ),
            ("sd", "0.3", Words::new("stationary, in logs of the hazard; assumption", "风险率对数的稳态标准差；假设")),
            ("persistence_monthly", "0.97", Words::new("a half-life of 23 months; assumption", "半衰期 23 个月；假设")),
        ],
        correlation: MAINLAND_CORRELATION,
        buying_cost: (
            "buying_cost_frac",
            "0.04",
            Words::new("stamp duty, agent, solicitor; assumption", "印花税、中介、律师；假设"),
        ),
    },
    Market {
        regime: "us_non_recourse",
        price: &[
            RANDOM_WALK,
            ("drift_annual", "0.02", Words::new("growth a year; assumption", "年增长；假设")),
            (
                "volatility_annual",
                "0.10",
                Words::new("how far prices stray in a year; assumption", "一年内的波动；假设"),
            ),
        ],
        labour: &[
            (
                "kind",
                "\"ar1\"",
                Words::new("hazards wander around their normal level; assumption", "围绕常态波动；假设"),
            ),
            (
                "separation_monthly",
                "0.015",
                Words::new("with the next line 4.8% unemployed; assumption", "与下一行合计失业率 4.8%；假设"),
            ),
            (
                "finding_monthly",
                "0.30",
                Words::new("some three months out of work on average; assumption", "平均失业约三个月；假设"),
            ),
            ("sd", "0.3", Words::new("stationary, in logs of the hazard; assumption", "风险率对数的稳态标准差；假设")),
            ("persistence_monthly", "0.97", Words::new("a half-life of 23 months; assumption", "半衰期 23 个月；假设")),
        ],
        correlation: MAINLAND_CORRELATION,
        buying_cost: (
            "buying_cost_frac",
            "0.03",
            Words::new("title, lender's fees, inspection; assumption", "产权、贷款费、验房；假设"),
        ),
    },
];

/// Where the tables of the mainland come from.
const MAINLAND_STUDY: &str = "china_leverage";
/// The key that is not taken over, and what stands in its place.
const HALF_SLIDE: Line = (
    "mean_growth_annual",
    "-0.02",
    Words::new("assumption: about half the fitted slide of 4.1% a year", "假设：约为拟合跌幅（每年 4.1%）的一半"),
);

/// Names of the places there are.
pub(in crate::cli) fn regimes() -> impl Iterator<Item = &'static str> {
    MARKETS.iter().map(|market| market.regime)
}

/// The market of a name, and its law.
pub(super) fn place(name: &str) -> Option<(&'static Shipped, &'static Market)> {
    let market = MARKETS.iter().find(|market| market.regime == name)?;
    let regime = REGIMES.iter().find(|regime| regime.name.strip_prefix("regimes/") == Some(name))?;
    Some((regime, market))
}

impl Market {
    /// Share of the price that buying costs.
    pub fn buying_cost_frac(&self) -> f64 {
        self.buying_cost.1.parse().unwrap_or(0.0)
    }

    /// Prices and jobs with their comments.
    fn tables(&self, language: Language) -> String {
        if self.price.is_empty() {
            let study = STUDIES.iter().find(|study| study.name == MAINLAND_STUDY).map_or("", |study| study.text);
            let own = line(HALF_SLIDE, language);
            let is_replaced = |line: &&str| line.starts_with(HALF_SLIDE.0);
            let price: Vec<&str> = table(study, "price")
                .lines()
                .map(|line| if is_replaced(&line) { own.as_str() } else { line })
                .collect();
            return format!("{}\n\n{}", price.join("\n"), table(study, "labour"));
        }
        format!("[price]\n{}\n\n[labour]\n{}", lines(self.price, language), lines(self.labour, language))
    }
}

/// The text of a table, from its header to the blank line after it.
fn table<'a>(text: &'a str, name: &str) -> &'a str {
    let start = text.find(&format!("\n[{name}]")).map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or_default();
    rest.split("\n\n").next().unwrap_or_default()
}

/// A share in twelve digits.
fn short(share: f64) -> f64 {
    (share * 1e12).round() / 1e12
}

fn line((key, value, words): Line, language: Language) -> String {
    format!("{key} = {value} # {}", language.of(words))
}

fn lines(of: &[Line], language: Language) -> String {
    of.iter().map(|it| line(*it, language)).collect::<Vec<_>>().join("\n")
}

/// The config. `market` stands in place of prices, jobs and their correlation, where somebody gave others.
pub(super) fn text(
    numbers: &Numbers,
    sizes: Sizes,
    (regime, market): (&Shipped, &Market),
    other_market: Option<&str>,
    language: Language,
) -> String {
    let of = |english: &'static str, chinese: &'static str| language.of(Words::new(english, chinese));
    let given = of("as given", "所给数值");
    let Numbers { price, down_payment, income, second_income, cash, annual_rate, months, spending } = numbers;
    let total = income + second_income.unwrap_or(0.0);
    let spending_frac = spending.map_or(SPENDING_FRAC, |spending| spending / total);
    let essential = short(spending_frac * (1.0 - DISCRETIONARY_SHARE));
    let discretionary = short(spending_frac * DISCRETIONARY_SHARE);
    let spent = match (spending, language) {
        (Some(spending), Language::English) => {
            format!("of income; of the {spending} a month given, two thirds: assumption")
        }
        (Some(spending), Language::Chinese) => format!("占收入；所给每月 {spending} 的三分之二：假设"),
        (None, Language::English) => "of income; assumption".to_owned(),
        (None, Language::Chinese) => "占收入；假设".to_owned(),
    };
    let prices = other_market.map_or_else(
        || format!("{}\n\n[correlation]\n{}", market.tables(language), line(market.correlation, language)),
        str::to_owned,
    );
    let (floor, floor_says) = match second_income {
        None => (
            "0.25",
            of(
                "of the wage while out of work: benefits, odd jobs, relatives; assumption",
                "失业期间占工资的比例：救济、零工、亲属；假设",
            ),
        ),
        Some(_) => (
            "0.10",
            of(
                "of a wage while out of work, beside the partner's pay; assumption",
                "失业期间占工资的比例，配偶收入另计；假设",
            ),
        ),
    };
    let second = second_income.map_or_else(String::new, |second| {
        format!(
            "\n[household.second_earner]\nwage_frac = {} # {}\nspell_correlation = 0.3 # {}\n",
            short(second / total),
            match language {
                Language::English => format!("{second} of {total} a month: {given}"),
                Language::Chinese => format!("每月 {total} 中的 {second}：{given}"),
            },
            of("one trade or one employer; assumption", "同行业或同单位；假设"),
        )
    });
    let question = of(
        "# Question: in ten years, how likely is this household to miss payments, to be under water, to lose the home, and to\n\
         # still owe afterwards?\n# Written by `underwater household`. Behind each value stands where it comes from.",
        "# Question: 十年内，这户家庭逾期、陷入负资产、失去住房、处置后仍欠债的可能性有多大？\n\
         # 由 `underwater household` 写出。每个数值后面是其来源。",
    );
    let Sizes { seed, worlds, households } = sizes;
    let regime_says = match language {
        Language::English => format!("# Law and practice: configs/{}.toml, as it comes with the program.", regime.name),
        Language::Chinese => format!("# 法律与实务：程序自带的 configs/{}.toml 原文。", regime.name),
    };
    format!(
        "{question}

[study]
name = \"household\"
title = \"{title}\"
seed = {seed} # {any}
worlds = {worlds} # {worlds_says}
households = {households} # {households_says}
horizon_months = 120 # {horizon}
workout_tail_months = 60 # {tail}

{prices}

[household]
home_price = {price} # {given}
income_monthly = {total} # {given}
home_volatility_annual = 0.06 # {walk}
cash_mode = \"savings\" # {mode}
savings = {cash} # {before}
reference_down_payment = {down_payment} # {reference}
essential_spending_frac = {essential} # {spent}
discretionary_spending_frac = {discretionary} # {cut}
discretionary_cut_below_months = 4 # {cut_below}
buffer_target_months = 6 # {target}
cash_minimum_months = 1 # {minimum}
floor_income_frac = {floor} # {floor_says}
{second}
[loan]
down_payment = {down_payment} # {given}
annual_rate = {annual_rate} # {fixed}
term_months = {months} # {given}
method = \"level\" # {level}
appraisal_ratio = 1.0 # {appraisal}
{costs}

{regime_says}
{body}",
        title = of("One household's mortgage", "一户家庭的房贷"),
        any = of("any number: the same seed gives the same results; assumption", "任意数；种子相同则结果相同；假设"),
        worlds_says = of("draws of prices and jobs; assumption", "房价与就业的抽样次数；假设"),
        households_says =
            of("lives of this household in each of them; assumption", "每次抽样中这户家庭的人生次数；假设"),
        horizon = of("ten years; assumption", "十年；假设"),
        tail = of("time for cases opened at the end to be settled; assumption", "留给期末未结案件的处置时间；假设"),
        walk = of("the home's own walk around its market; assumption", "单套住房相对市场的波动；假设"),
        mode = of("down payment and buying costs are paid from savings", "首付与税费由积蓄支付"),
        before = of("cash before the purchase, as given", "成交前的现金，所给数值"),
        reference = of("months of need are counted with the household's own instalment", "月数按该户自身的月供计"),
        cut = of(
            "of income; the other third, cut while cash is short: assumption",
            "占收入；另三分之一，现金不足时削减：假设"
        ),
        cut_below = of("months of need; assumption", "所需月数；假设"),
        target = of(
            "what is spent of the buffer is saved again up to six months' need, no more; assumption",
            "用掉的缓冲会再存回，至六个月所需为止；假设"
        ),
        minimum = of(
            "months of essential spending held back from the lender; assumption",
            "必要支出的月数，不付给银行；假设"
        ),
        fixed = of("as given, the same for the whole term: assumption", "所给数值，整个期限不变：假设"),
        level = of("the same instalment every month; assumption", "等额本息；假设"),
        appraisal = of("the lender lends against the price; assumption", "银行按成交价放贷；假设"),
        costs = line(market.buying_cost, language),
        body = regime.body(),
    )
}
