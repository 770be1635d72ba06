//! `docs/VALIDATION.md`: what the shipped studies print beside records that were not put into them. Everything in its tables is
//! computed here, by the program and from the files in `data/`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use underwater::outcome::path::ABSENT;

use crate::cli::support::{Place, config};
use crate::support::{self, root};

/// The page.
pub const FILE: &str = "docs/VALIDATION.md";

/// Worlds of what is run for the tables of auctions.
const AUCTION_WORLDS: &str = "study.worlds=100";

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn data(name: &str) -> Vec<Row> {
    rows(&root().join("data").join(name))
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {:?} is no number", row[column]))
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// Months from May 2003, month 0 of the study, to one such as `2003-06`.
fn month_of(text: &str) -> usize {
    let (year, month) = text.split_once('-').expect("year and month");
    let ordinal = 12 * year.parse::<i32>().expect("a year") + month.parse::<i32>().expect("a month");
    (ordinal - (12 * 2003 + 5)) as usize
}

/// All of the page.
pub fn page() -> String {
    let mut page = String::from(HEAD);
    negative_equity(&mut page);
    vintage_2006(&mut page);
    auctions(&mut page);
    page
}

const HEAD: &str = "\
# Held against records

Three shipped studies beside records that nobody put into them, or beside those that they were fitted to, which is said. A test
runs the studies and makes this page anew; no number in its tables is typed. A miss is told as a miss.

";

/// Share under water of those of a down payment, mean over years of purchase, at the end of a month.
fn under_water(months: &[Row], down_payment: &str, month: usize) -> f64 {
    let is_of = |row: &&Row| row["loan.down_payment"] == down_payment && row["month"] == month.to_string();
    let shares: Vec<f64> = months.iter().filter(is_of).map(|row| number(row, "under_water")).collect();
    shares.iter().sum::<f64>() / shares.len() as f64
}

const DOWN_PAYMENTS: [&str; 3] = ["0.3", "0.4", "0.5"];

fn negative_equity(page: &mut String) {
    let place = Place::new();
    place.run(&["run", &config("hong_kong_2003"), "--out", "here", "--no-report"]).well();
    let months = rows(&place.path("here/months.csv"));
    let records = data("hk_negative_equity_mortgages_quarterly.csv");
    let record = |quarter: &str| records.iter().find(|row| row["quarter_end"] == quarter).expect("a quarter");
    let peak = number(record("2003-06"), "cases");
    page.push_str(NEGATIVE_EQUITY);
    page.push_str("| quarter's end | cases | of all mortgages | June 2003 = 100 | model, 30% down | 40% | 50% | June 2003 = 100, 30% down | 40% |\n");
    page.push_str("|---|---|---|---|---|---|---|---|---|\n");
    for row in records.iter().filter(|row| !row["cases"].is_empty() && row["quarter_end"].as_str() < "2009") {
        let (quarter, cases) = (&row["quarter_end"], number(row, "cases"));
        let of_all = match row["share_of_mortgages_pct"].as_str() {
            "" => "–".to_owned(),
            share => format!("{share}%"),
        };
        let at = |month: usize| DOWN_PAYMENTS.map(|down_payment| under_water(&months, down_payment, month));
        let (then, first) = (at(month_of(quarter)), at(month_of("2003-06")));
        let shares = then.map(percent).join(" | ");
        let index = |place: usize| format!("{:.0}", 100.0 * then[place] / first[place]);
        let of_peak = 100.0 * cases / peak;
        writeln!(page, "| {quarter} | {cases:.0} | {of_all} | {of_peak:.0} | {shares} | {} | {} |", index(0), index(1))
            .expect("a row");
    }
    let (delinquent, ltv) = (&record("2003-06")["delinq_3m_pct"], &record("2003-09")["cltv_pct"]);
    page.push_str(&NEGATIVE_EQUITY_READ.replace("DELINQUENT", delinquent).replace("LTV", ltv));
}

const NEGATIVE_EQUITY: &str = "\
## Negative equity in Hong Kong from 2003 (`hong_kong_2003`)

Loans of July of each year from 1993 to 2002, as many of each, as they stood in May 2003; each home has walked away from the index
since it was bought. What is known of the past is the index alone: none of the records was used. Chosen, and assumptions: a term of
twenty years, the walk's volatility of 6% a year, equal numbers by year, and one down payment for all. The records are of first
mortgages of banks: second mortgages that developers gave beside them are left out, in the records and here.

";

const NEGATIVE_EQUITY_READ: &str = "
The level of June 2003 lies between that of 40% and that of 30% down: banks lent at most 70%, and often less; how often, and what was
repaid early, is not known here. From there the share falls as the record does, somewhat sooner at every date, and in the end it is
nothing where the record still has some: one index stands here for all homes, and loans of after 2002, which went under water at the
end of 2008, are not in it. Loans begin with nothing overdue, so the three-month delinquency of those under water (DELINQUENT% in June 2003)
cannot be compared; nor can their debt ÷ value (LTV% in September 2003), which no table of the program has.

";

fn vintage_2006(page: &mut String) {
    let place = Place::new();
    place.run(&["run", &config("us_non_recourse"), "--out", "here", "--no-report", "--worlds", "50"]).well();
    let bands = data("us_default_and_severity_by_ltv_2006_vintage.csv");
    page.push_str(VINTAGE_2006);
    page.push_str("| down payment | band of LTV | loans on record | defaulted | model | model − record | severity on record | LGD of the model |\n");
    page.push_str("|---|---|---|---|---|---|---|---|\n");
    let of_band = [("0.05", "91-95"), ("0.1", "81-90"), ("0.15", "81-90"), ("0.2", "71-80"), ("0.3", "61-70")];
    for row in rows(&place.path("here/summary.csv")) {
        let down_payment = row["loan.down_payment"].as_str();
        let (_, band) = of_band.iter().find(|(of, _)| *of == down_payment).expect("a band of each down payment");
        let record = bands.iter().find(|record| record["ltv_band"] == *band).expect("a band on record");
        let (rate, defaulted) = (number(&row, "default_rate"), number(record, "default_rate"));
        writeln!(
            page,
            "| {:.0}% | {band} | {} | {} | {} ± {:.1} | {:+.1} points | {} | {} |",
            100.0 * number(&row, "loan.down_payment"),
            record["loans"],
            percent(defaulted),
            percent(rate),
            100.0 * number(&row, "default_rate_mcse"),
            100.0 * (rate - defaulted),
            percent(number(record, "mean_severity")),
            percent(number(&row, "lgd")),
        )
        .expect("a row");
    }
    page.push_str(VINTAGE_2006_READ);
}

const VINTAGE_2006: &str = "\
## Loans of 2006 in the United States (`us_non_recourse`)

Prices and unemployment are replayed. Three things were chosen so that default comes near this very record: buffers, spending and
the home's own walk. That is calibration, and its agreement proves nothing; the severity was not looked at.

";

const VINTAGE_2006_READ: &str = "
Too many default with 5% down, too few with 15% and 30%: the model's rate hangs more on the down payment than the record's, in which
lenders chose whom they let put down little. The loss of a default misses: here it falls with the down payment as the home covers more,
on record it rises. The record's bands are wide, and its loans of every state and purpose, many of them insured.

";

fn auctions(page: &mut String) {
    let study = support::study_with(&support::config("china_leverage.toml"), &[AUCTION_WORLDS]);
    const ROUNDS: usize = 3;
    let (mut sold, mut listed) = ([0_u64; ROUNDS], 0);
    support::run_paths(&study, |_, outcomes| {
        for outcome in outcomes.iter().filter(|outcome| outcome.auction_round != ABSENT) {
            // Each round in which it was offered is a listing.
            match outcome.auction_round as usize {
                0 => listed += ROUNDS as u64,
                round => {
                    listed += round as u64;
                    sold[round - 1] += 1;
                }
            }
        }
    });
    let all: u64 = sold.iter().sum();
    page.push_str(AUCTIONS);
    page.push_str("| | first auction | second | later |\n|---|---|---|---|\n");
    let records = data("cn_judicial_auctions.csv");
    for record in &records {
        if let (Ok(first), Ok(second)) =
            (record["sold_in_round1_pct"].parse::<f64>(), record["sold_in_round2_pct"].parse::<f64>())
        {
            let later = 100.0 - first - second;
            writeln!(page, "| {}, {} | {first}% | {second}% | {later:.1}% |", record["period"], record["scope"])
                .expect("a row");
        }
    }
    let shares = sold.map(|count| percent(count as f64 / all as f64)).join(" | ");
    writeln!(page, "| `china_leverage`, {all} homes sold | {shares} |").expect("a row");
    page.push_str(CLEARANCE);
    page.push_str("| | sold of those listed |\n|---|---|\n");
    for record in
        records.iter().filter(|record| record["scope"] == "residential" && !record["clearance_pct"].is_empty())
    {
        writeln!(page, "| {} | {}% |", record["period"], record["clearance_pct"]).expect("a row");
    }
    writeln!(page, "| `china_leverage`, {listed} listings | {} |", percent(all as f64 / listed as f64)).expect("a row");
    page.push_str(CLEARANCE_READ);
}

const AUCTIONS: &str = "\
## In which auction homes sell on the mainland (`china_leverage`)

Homes sold by courts, by round. Three numbers, the chance of a sale in each round, were chosen so that the split of 2024 comes out
(`configs/regimes/mainland_china.toml`): calibration. The split of 2023 was not used.

";

const CLEARANCE: &str = "
How many of the homes that are listed are sold was not used. Each round in which a home is offered is a listing:

";

const CLEARANCE_READ: &str = "
A miss: in the model homes sell more readily than in any record since 2023. The split by round does not tell how readily, since lower chances in
all rounds have the same split; with fewer sales a lender takes more homes over, cases last longer and losses are higher. Who studies
losses after auction sets `foreclosure.rounds` lower and looks at both. The records are of all homes that courts listed, whoever owed
what, and a home that is listed anew later counts again.
";
