//! The tape that a study names: read before its cells are laid together, so that they know how many loans there are; and what
//! a tape cannot be combined with.

use std::sync::Arc;

use super::{
    csv_file::FileRead,
    document::Document,
    fault::{Fault, of_tape},
    key_path::{KeyPath, Step},
    mirror::Config,
    node::{Entry, Node, Table, Value},
    origin::Origin,
};
use crate::loan::MethodKind;
use crate::loan::curtailment::Lowers;
use crate::measure::YearMonth;
use crate::outcome::kept::most_cents;
use crate::tape::{Asked, MOST_SEGMENTS, OwnNames, Row, Segments, Tape, read, ways};
use crate::told::{Told, told};

/// Faults of a tape that are told with those of its study.
const FAULTS_TOLD: usize = 40;

/// Keys that every row holds.
const OF_ROWS: [&str; 5] =
    ["study.households", "household.home_price", "loan.down_payment", "loan.term_months", "loan.on_book"];

/// Whether a row holds something, and the keys that then have no effect on it.
type Held = (fn(&Row) -> bool, &'static [&'static str]);

const HELD: [Held; 5] = [
    (|row| row.income_monthly.is_some(), &["household.income_monthly", "household.price_to_income_years"]),
    (
        |row| row.cash.is_some(),
        &["household.cash_mode", "household.cash", "household.cash_months", "household.savings"],
    ),
    (|row| row.is_investor.is_some(), &["household.investor_frac"]),
    (|row| row.method.is_some(), &["loan.method"]),
    (|row| row.annual_rate.is_some() || row.spread_annual.is_some(), &["loan.annual_rate", "loan.spread_annual"]),
];

/// A study's tape as it was read; where there are faults, what stands for it meanwhile.
pub(super) struct Portfolio {
    pub tape: Option<Arc<Tape>>,
    pub read: Option<FileRead>,
    /// The study as written, with its number of loans.
    pub written: Node,
    /// The same with what stands for what rows hold, which a cell by itself does not know.
    pub complete: Node,
}

/// Keys that have no effect beside a tape.
pub(super) fn held_keys(tape: &Tape) -> Vec<&'static str> {
    let all_hold = |(holds, _): &&Held| tape.rows().iter().all(holds);
    let held = HELD.iter().filter(all_hold).flat_map(|(_, keys)| keys.iter());
    OF_ROWS.iter().chain(held).copied().collect()
}

/// That a key is what rows hold, one of `held`; `None` where it is not.
pub(super) fn held_fault(key: &str, held: &[&str]) -> Option<(Told, Option<Told>)> {
    let is_it = |held: &&&str| key == **held || key.strip_prefix(**held).is_some_and(|rest| rest.starts_with('.'));
    held.iter().find(is_it).map(|_| {
        let message = told!("is what the rows of [portfolio] hold, every one of them", "[portfolio] 的每一行都已写明");
        (message, Some(told!("leave it out", "请删去")))
    })
}

/// Reads the tape of a study, if it has one.
pub(super) fn read_tape(document: &Document, faults: &mut Vec<Fault>) -> Option<Portfolio> {
    let root = document.root();
    let node = root.as_table()?.get("portfolio")?;
    let mut portfolio = Portfolio { tape: None, read: None, written: root.clone(), complete: root.clone() };
    let origin = node.as_table().and_then(|table| table.get("file")).map_or(node.origin, |file| file.origin);
    let file = node.as_table().and_then(|table| table.get("file"));
    if let Some((written, file)) = file.and_then(|file| Some((file.as_str()?, file))) {
        let path = document.sources().join(file.origin, written);
        let month = month_0(root);
        let keeps_ids = root.as_table().is_some_and(|root| root.has("stages"));
        let names = own_names(node);
        let reading = read(&path, &Asked { names, month, regions: regions(root), most_faults: FAULTS_TOLD, keeps_ids });
        let label = path.display().to_string();
        let told = reading.faults.len() as u64;
        faults.extend(reading.faults.iter().map(|fault| match fault.line {
            // What is wrong with the file as a whole is told where it is named.
            0 if fault.column.is_empty() => {
                let Fault { message, hint, .. } = of_tape(fault, &label);
                document.fault_at("portfolio.file", message, hint)
            }
            _ => of_tape(fault, &label),
        }));
        if reading.fault_count > told {
            let more = reading.fault_count - told;
            let message = told!(
                "has {more} faults more; `underwater tape check` lists them",
                "还有 {more} 处错误；`underwater tape check` 会全部列出"
            );
            faults.push(document.fault_at("portfolio.file", message, None));
        }
        let path = std::path::absolute(&path).unwrap_or(path);
        portfolio.read = Some(FileRead { written: written.to_owned(), path, blake3: reading.blake3 });
        portfolio.tape = reading.tape.map(Arc::new);
    }
    if let Some(tape) = &portfolio.tape {
        let held = held_keys(tape);
        for (place, key) in written_keys(root) {
            if let Some((message, hint)) = held_fault(&key, &held) {
                faults.push(Fault { place: Some(document.place(place)), key, message, hint });
            }
        }
    }
    stand_in(&mut portfolio, origin);
    Some(portfolio)
}

fn own_names(portfolio: &Node) -> OwnNames {
    let columns = portfolio.as_table().and_then(|table| table.get("columns")).and_then(Node::as_table);
    let named = |entry: &Entry| Some((entry.key.clone(), entry.node.as_str()?.to_owned()));
    columns.map_or_else(OwnNames::new, |columns| columns.iter().filter_map(named).collect())
}

/// Names of the study's regions; a scenario makes no others.
fn regions(root: &Node) -> Vec<String> {
    let all = root.as_table().and_then(|table| table.get("region")).and_then(Node::as_array);
    let name = |region: &Node| region.as_table()?.get("name")?.as_str().map(str::to_owned);
    all.into_iter().flatten().filter_map(name).collect()
}

/// Month 0, where the study says it.
fn month_0(root: &Node) -> Option<YearMonth> {
    let of = |key: &str| root.get(&KeyPath::parse(key)?)?.as_str().and_then(YearMonth::parse);
    of("loan.start_month").or_else(|| of("policy_rate.start_month"))
}

/// Every dotted key that is written, in the study itself, its scenarios and its sweep, and where.
fn written_keys(root: &Node) -> Vec<(Origin, String)> {
    fn below(node: &Node, before: &str, found: &mut Vec<(Origin, String)>) {
        match node.as_table() {
            Some(table) => table.iter().for_each(|entry| {
                let key = if before.is_empty() { entry.key.clone() } else { format!("{before}.{}", entry.key) };
                below(&entry.node, &key, found);
            }),
            None => found.push((node.origin, before.to_owned())),
        }
    }
    let mut found = Vec::new();
    let Some(table) = root.as_table() else { return found };
    for entry in table.iter() {
        match (entry.key.as_str(), entry.node.as_array(), entry.node.as_table()) {
            ("scenario", Some(scenarios), _) => scenarios.iter().for_each(|it| below(it, "", &mut found)),
            ("sweep", _, Some(ways)) => {
                let of_way = |way: &Node| -> Vec<Table> {
                    let tables = way.as_array().unwrap_or(std::slice::from_ref(way));
                    tables.iter().filter_map(|node| node.as_table().cloned()).collect()
                };
                for keys in ways.iter().flat_map(|way| of_way(&way.node)) {
                    found.extend(keys.iter().map(|key| (key.key_origin, key.key.clone())));
                }
            }
            (key, ..) => below(&entry.node, key, &mut found),
        }
    }
    found
}

/// What stands for what rows hold: the middle one of them.
fn stand_in(portfolio: &mut Portfolio, origin: Origin) {
    let tape = portfolio.tape.clone();
    let of = |value: fn(&Row) -> Option<f64>, otherwise: f64| {
        let values = tape.iter().flat_map(|tape| tape.rows()).filter_map(value).collect();
        median(values).unwrap_or(otherwise)
    };
    let loans = tape.as_ref().map_or(1, |tape| tape.len() as i128);
    let float = |value: f64| Value::Float(value);
    put_in(&mut portfolio.written, "study.households", Value::Integer(loans), origin);
    let keys: Vec<String> = written_keys(&portfolio.written).into_iter().map(|(_, key)| key).collect();
    let mut put = |key: &str, value: Value| put_in(&mut portfolio.complete, key, value, origin);
    put("study.households", Value::Integer(loans));
    put("household.home_price", float(of(|row| Some(row.price), 1e6)));
    let lent_frac = of(|row| Some(row.lent / row.price), 0.7);
    put("loan.down_payment", float(if lent_frac < 1.0 { 1.0 - lent_frac } else { 0.0 }));
    put("loan.term_months", Value::Integer(of(|row| Some(row.term_months.into()), 360.0) as i128));
    let has_none_of = |names: &[&str]| !keys.iter().any(|key| held_fault(key, names).is_some());
    let all = |holds: fn(&Row) -> bool| tape.as_ref().is_none_or(|tape| tape.rows().iter().all(holds));
    let [income, cash, _, _, rate] = HELD;
    if has_none_of(income.1) && all(income.0) {
        put("household.income_monthly", float(of(|row| row.income_monthly, 1e4)));
    }
    if has_none_of(cash.1) && all(cash.0) {
        put("household.cash_mode", Value::String("amount".to_owned()));
        put("household.cash", float(of(|row| row.cash, 1e5)));
    }
    if has_none_of(rate.1) && all(rate.0) {
        match tape.as_ref().is_some_and(|tape| tape.floats()) && keys.iter().any(|key| key.starts_with("policy_rate."))
        {
            true => put("loan.spread_annual", float(of(|row| row.spread_annual, 0.0))),
            false => put("loan.annual_rate", float(of(|row| row.annual_rate, 0.04))),
        }
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    Some(*values.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// Puts a value at a dotted key, its tables made where they are missing.
fn put_in(root: &mut Node, key: &str, value: Value, origin: Origin) {
    let Some(path) = KeyPath::parse(key) else { return };
    let mut node = root;
    let steps = path.steps();
    for (at, step) in steps.iter().enumerate() {
        let (Step::Key(name), Value::Table(table)) = (step, &mut node.value) else { return };
        let is_last = at + 1 == steps.len();
        if is_last || !table.has(name) {
            let value = if is_last { value.clone() } else { Value::Table(Table::default()) };
            table.put(Entry { key: name.clone(), key_origin: origin, node: Node { value, origin } });
        }
        let Some(next) = table.get_mut(name) else { return };
        node = next;
    }
}

/// What of a tape its cells cannot be simulated with.
pub(super) fn check<'a>(base: &Document, configs: impl Iterator<Item = &'a Config>, tape: &Tape) -> Vec<Fault> {
    let of_row = |row: &Row, message: Told| {
        let line = row.line;
        let message = told!("holds in line {line} a loan that {message}", "第 {line} 行的贷款{message}"; message);
        base.fault_at("portfolio.file", message, None)
    };
    let mut faults = Vec::new();
    let first = |is: fn(&Row) -> bool| tape.rows().iter().filter(|row| is(row)).min_by_key(|row| row.line);
    let highest = |row: &Row| {
        let amounts = [Some(row.price), row.value, Some(row.lent), row.income_monthly, row.cash];
        amounts.into_iter().flatten().fold(0.0, |most: f64, amount| if amount > most { amount } else { most })
    };
    let floating = first(|row| row.spread_annual.is_some());
    let interest_only = first(|row| row.method == Some(MethodKind::InterestOnly));
    let in_arrears = first(|row| row.unpaid_instalments > 0);
    let largest = tape.rows().iter().max_by(|a, b| highest(a).total_cmp(&highest(b)));
    let mut is_counted = false;
    for config in configs {
        let by = config.tables.as_ref().map_or(&[][..], |asked| asked.by());
        if !is_counted {
            // They are the same for every cell.
            is_counted = true;
            let segments = Segments::of(tape, &ways(by, config.stages.is_some())).names().len();
            if segments > MOST_SEGMENTS {
                let message = told!(
                    "cuts the tape into {segments} segments, more than {MOST_SEGMENTS}",
                    "把清单切成 {segments} 段，多于 {MOST_SEGMENTS} 段"
                );
                faults.push(base.fault_at("tables.by", message, None));
            }
        }
        if let (Some(row), None) = (floating, &config.policy_rate) {
            faults.push(of_row(
                row,
                told!(
                    "floats over a policy rate, and there is no [policy_rate]",
                    "随政策利率浮动，而没有 [policy_rate]"
                ),
            ));
        }
        let is_told = config.portfolio.as_ref().is_some_and(|portfolio| portfolio.arrears_out_of_work_frac.is_some());
        if let Some(row) = in_arrears.filter(|_| !is_told) {
            let line = row.line;
            let message = told!(
                "the loan of line {line} is in arrears: with what probability is such a household out of work in month 0?",
                "第 {line} 行的贷款已逾期：这样的家庭在第 0 月失业的概率是多少？"
            );
            faults.push(base.fault_at("portfolio.arrears_out_of_work_frac", message, None));
        }
        let lowers = config.prepayment.and_then(|prepayment| prepayment.partial).map(|partial| partial.lowers);
        if let (Some(row), Some(Lowers::Term)) = (interest_only, lowers) {
            let message = told!(
                "is of interest alone, whose term a part repaid cannot shorten (prepayment.partial.lowers)",
                "是只付息贷款，部分还款不能缩短其期限（prepayment.partial.lowers）"
            );
            faults.push(of_row(row, message));
        }
        let months = f64::from(config.study.horizon_months + config.study.workout_tail_months);
        let most = most_cents(tape.len() as u64) as f64 / 100.0 / months;
        if let Some(row) = largest.filter(|row| highest(row) > most) {
            let (amount, loans) = (highest(row), tape.len());
            let message = told!(
                "has an amount of {amount:.1e}, above {most:.1e}, up to which sums over {loans} loans a world fit into 64 bits",
                "有一个金额为 {amount:.1e}，大于 {most:.1e}；不超过它时，每个情景世界 {loans} 笔贷款的合计才不超出 64 位"
            );
            faults.push(of_row(row, message));
        }
        let month = config.month_0();
        let moves = |row: &&Row| {
            row.origination_month.is_some_and(|origination| {
                month.is_some_and(|month| month.ordinal() - origination.ordinal() != row.months_on_book as i32)
            })
        };
        if let Some(row) = tape.rows().iter().find(moves) {
            let message = told!(
                "was so many months on book in another month 0 than this cell's: loan.start_month is the same in all cells of a tape",
                "的账龄是按另一个第 0 月算的：清单各单元的 loan.start_month 必须相同"
            );
            faults.push(of_row(row, message));
        }
    }
    faults
}
