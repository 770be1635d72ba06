//! Loans beside the main one in a random config, from dice of their own.

use super::random_config::{Dice, repricing_keys};

/// Tables of one to three loans, in some configs; `""` in the others. `term` is the main loan's, `floats` whether there is a
/// policy rate, `price` about that of a home.
pub fn tranches(seed: u64, config: &str, term: u64, floats: bool, price: f64) -> String {
    let d = &mut Dice(seed ^ 0x7472_616e_6368);
    let mut out = String::new();
    if !d.coin(0.45) || homes_may_fail(config) || config.contains("\n[refinancing]") || config.contains("on_book") {
        return out;
    }
    let smallest = smallest_loan(config);
    let start = config.contains("\n[policy_rate]\nkind = \"series\"") || of_loan(config).contains("\nstart_month = ");
    let mut left = [0.9, 1.0];
    for number in 0..d.whole(1, 3) {
        out += &format!("\n[[loan.tranche]]\nname = \"lender {number}\"\n");
        let from = d.pick(&["loan", "down-payment", "price"]);
        out += &format!("from = \"{from}\"\n");
        let most = match from {
            "loan" => left[0],
            "down-payment" => left[1],
            _ => 0.3,
        };
        let share = d.number(0.05, 0.7) * most;
        let share = (share * 1e4).round() / 1e4;
        let base = match from {
            "loan" => smallest.unwrap_or(0.0),
            "down-payment" => 0.25 * price,
            _ => price,
        };
        let amount = (share * base).floor();
        if amount >= 1.0 && d.coin(if from == "loan" { 0.6 } else { 0.3 }) {
            out += &format!("amount = {amount:?}\n");
        } else {
            out += &format!("share = {share:?}\n");
            if d.coin(0.4) {
                out += &format!("up_to = {:?}\n", (d.number(0.02, 0.5) * price).ceil());
            }
        }
        match from {
            "loan" => left[0] -= share,
            "down-payment" => left[1] -= share,
            _ => {}
        }
        // What nobody collects is secured.
        let nobody_collects = config.contains("\nkind = \"none\"\n");
        if from != "loan" && (nobody_collects || d.coin(0.5)) {
            out += &format!("secured = {}\n", nobody_collects || d.coin(0.5));
        }
        if d.coin(0.6) {
            out += &format!("priority = {}\n", d.whole(1, 3));
        }
        let terms = rate_and_term(d, config, term, floats, start);
        out += &terms;
        if terms.contains("\"interest-only\"") {
            let own = terms.lines().find_map(|line| line.strip_prefix("term_months = ")?.parse().ok());
            let table = out.rsplit("[[loan.tranche]]").next().unwrap();
            let secured = if from == "down-payment" {
                table.contains("secured = true")
            } else {
                !table.contains("secured = false")
            };
            out += &rollover(&mut Dice(seed ^ 0x726f_6c6c << (8 + number)), own.unwrap_or(term), secured);
        }
    }
    out
}

/// Renewals of a loan of interest alone, in some configs, where the value of the home counts or not; `""` in the others.
pub fn rollover(d: &mut Dice, term: u64, looks_at_value: bool) -> String {
    if !d.coin(0.7) || term < 3 {
        return String::new();
    }
    let mut keys = vec![format!("every_months = {}", d.whole(1, (term - 1).min(36)))];
    if d.coin(0.7) {
        keys.push(format!("probability = {:?}", d.number(0.5, 1.0)));
    }
    if d.coin(0.5) && looks_at_value {
        keys.push(format!("maximum_ltv = {:?}", d.number(0.4, 1.3)));
    }
    if d.coin(0.5) {
        keys.push(format!("bridging_cost_frac = {:?}", d.number(0.0, 0.03)));
    }
    format!("rollover = {{ {} }}\n", keys.join(", "))
}

/// Rate, term and method, of its own or as the main loan has them.
fn rate_and_term(d: &mut Dice, config: &str, main_term: u64, floats: bool, start: bool) -> String {
    let mut out = String::new();
    let mut term = main_term;
    if d.coin(0.7) {
        term = if d.coin(0.6) { d.whole(6, 72) } else { 12 * d.whole(10, 30) };
        out += &format!("term_months = {term}\n");
    }
    if floats && d.coin(0.6) {
        out += &format!("spread_annual = {:?}\n", d.number(-0.03, 0.05));
        let inherited = config.lines().find_map(|line| {
            let repricing = line.strip_prefix("repricing = ")?;
            let months =
                repricing.split("fixed_months = ").nth(1).map_or("0", |it| it.split([',', ' ']).next().unwrap());
            months.parse::<u64>().ok()
        });
        if d.coin(0.4) || inherited.is_some_and(|fixed| fixed >= term) {
            out += &format!("repricing = {{ {} }}\n", repricing_keys(d, term, start).join(", "));
        }
    } else {
        out += &format!("annual_rate = {:?}\n", if d.coin(0.1) { 0.0 } else { d.number(0.01, 0.18) });
    }
    let mut interest_only = if d.coin(0.3) { d.whole(1, (term - 2).min(40)) } else { 0 };
    let mut repays = true;
    match d.pick(&["", "level", "constant-principal", "hybrid", "interest-only"]) {
        "" => {}
        "hybrid" => {
            let switch = d.whole(1, (term - 1).min(100));
            out += &format!("method = \"hybrid\"\nswitch_month = {switch}\n");
            interest_only = interest_only.min(switch - 1);
        }
        method => {
            repays = method != "interest-only";
            out += &format!("method = \"{method}\"\n");
        }
    }
    if repays && interest_only > 0 {
        out += &format!("interest_only_months = {interest_only}\n");
    }
    if repays && d.coin(0.3) {
        out += &format!("balloon_frac = {:?}\n", d.number(0.0, 0.9));
    }
    out
}

fn value_of<'a>(config: &'a str, key: &str) -> Option<&'a str> {
    config.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
}

fn homes_may_fail(config: &str) -> bool {
    let number = |key: &str| value_of(config, key).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    number("failure_probability_monthly") > 0.0
}

/// Where price, appraisal and down payment are plain numbers: the smaller of the loan and of the reference loan.
fn smallest_loan(config: &str) -> Option<f64> {
    let number = |key: &str, without: f64| value_of(config, key).map_or(Some(without), |text| text.parse::<f64>().ok());
    let loan = of_loan(config);
    let of_loan = |key: &str, without: f64| value_of(loan, key).map_or(Some(without), |text| text.parse::<f64>().ok());
    let down_payment = of_loan("down_payment", 0.2)?.max(number("reference_down_payment", 0.3)?);
    Some(number("home_price", 1e6)? * of_loan("appraisal_ratio", 1.0)?.min(1.0) * (1.0 - down_payment))
}

/// The tables from [loan] to [distress].
fn of_loan(config: &str) -> &str {
    let at = |head: &str| config.find(head).expect("a table");
    &config[at("\n[loan]")..at("\n[distress]")]
}
