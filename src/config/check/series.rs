//! A series has a value for every month that is read of it, and the labour market has states in which unemployment is
//! what its series says.

use super::tables::{Broken, Tables};
use crate::config::series_read::percent;
use crate::measure::YearMonth;
use crate::told::told;
use crate::world::Inflation;
use crate::world::labour::{Factor, Turnover};
use crate::world::policy_rate::PolicyRate;
use crate::world::price::bootstrap::BootstrapTable;
use crate::world::price::{Bootstrap, Dynamics, Replay};
use crate::world::series::{Frequency, NamedSeries, Series, month_or_blank, monthly_rates};

/// How often a rate may be observed and be read without more words.
const RATES: &[Frequency] = &[Frequency::Monthly, Frequency::Yearly];

/// The series of the price index, of unemployment, of the policy rate and of inflation.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let (horizon, tail) = tables.study.as_ref().map_or((0, 0), |it| (it.horizon_months, it.workout_tail_months));
    for (key, price) in tables.prices() {
        let mut is_index = |series| is_read_by_month(&key, series, &[Frequency::Monthly], broken);
        match &price.dynamics {
            Dynamics::Bootstrap(Bootstrap { table, .. }) if is_index(&table.series) => window(&key, table, broken),
            Dynamics::Replay(Replay { table, .. }) if is_index(&table.series) => {
                let (series, months) = (table.series.series.by_month(), horizon.saturating_add(tail));
                start(&key, &series, table.start_month, months, Needs::HorizonAndTail, broken);
            }
            _ => {}
        }
    }
    // In the tail the last rate holds, so the series need only reach the horizon.
    for (key, labour) in tables.labour_markets() {
        if let Factor::Series { series, start_month } = &labour.factor
            && is_read_by_month(&key, series, RATES, broken)
        {
            start(&key, &series.series, *start_month, horizon, Needs::Horizon, broken);
            has_states(&key, &labour.turnover, &series.series, *start_month, broken);
        }
    }
    if let Some(Some(PolicyRate::Series { series, start_month })) = &tables.policy_rate
        && is_read_by_month("policy_rate", series, RATES, broken)
    {
        start("policy_rate", &series.series, *start_month, horizon, Needs::Horizon, broken);
    }
    if let Some(Some(Inflation::Series { series, start_month })) = &tables.inflation
        && is_read_by_month("inflation", series, RATES, broken)
    {
        start("inflation", &series.series, *start_month, horizon, Needs::Horizon, broken);
    }
}

/// Whether the series of `table` is of a frequency that is read as it is, or the config says that it is interpolated.
fn is_read_by_month(table: &str, named: &NamedSeries, as_it_is: &[Frequency], broken: &mut Vec<Broken>) -> bool {
    let frequency = named.series.frequency;
    if named.is_interpolated() || as_it_is.contains(&frequency) {
        return true;
    }
    let message = match frequency {
        Frequency::Monthly => told!("is monthly", "是月度的"),
        Frequency::Quarterly => told!("is quarterly, and months are simulated", "是季度的，而模拟按月进行"),
        Frequency::Yearly => told!("is yearly, and months are simulated", "是年度的，而模拟按月进行"),
    };
    let periods = frequency.periods();
    let hint = told!(
        "interpolate = true reads straight lines between its {periods}",
        "写 interpolate = true 可在各期之间按直线插值"
    );
    broken.push(Broken::value(format!("{table}.series.column"), message).hint(hint));
    false
}

/// What needs a series to go on.
#[derive(Clone, Copy)]
enum Needs {
    HorizonAndTail,
    Horizon,
}

/// Whether the start month lies in the series, and the series goes on for `months` after it.
fn start(table: &str, series: &Series, start: YearMonth, months: u32, needs: Needs, broken: &mut Vec<Broken>) {
    let months = i32::try_from(months).unwrap_or(i32::MAX / 2);
    let left = series.last_ordinal() - start.ordinal();
    let span = series.span();
    let message = if series.position(start).is_none() {
        told!("is not in the series, {span}", "不在序列内（{span}）")
    } else if left < months {
        match needs {
            Needs::HorizonAndTail => told!(
                "leaves {left} months of the series, {span}; horizon and tail need {months}",
                "之后序列只剩 {left} 个月（{span}）；统计期与处置尾期需要 {months} 个月"
            ),
            Needs::Horizon => told!(
                "leaves {left} months of the series, {span}; the horizon needs {months}",
                "之后序列只剩 {left} 个月（{span}）；统计期需要 {months} 个月"
            ),
        }
    } else {
        return;
    };
    let latest = series.last_ordinal() - months;
    let hint = match latest >= series.first.ordinal() {
        true => told!("the latest start is \"{}\"", "最晚可从 \"{}\" 开始", month_or_blank(latest)),
        false => told!(
            "no start of this series leaves {months} months; shorten the study or take a longer series",
            "该序列从哪里开始都不足 {months} 个月；请缩短研究或用更长的序列"
        ),
    };
    broken.push(Broken::value(format!("{table}.start_month"), message).hint(hint));
}

/// Whether the bootstrap's window lies in the series and holds at least two returns.
fn window(key: &str, table: &BootstrapTable, broken: &mut Vec<Broken>) {
    let series = table.series.series.by_month();
    let given = [("first_month", table.first_month), ("last_month", table.last_month)];
    let mut ends = [series.first.ordinal(), series.last_ordinal()];
    for (end, (name, month)) in ends.iter_mut().zip(given) {
        let Some(month) = month else { continue };
        if series.position(month).is_none() {
            return broken.push(Broken::value(
                format!("{key}.{name}"),
                told!("is not in the series, {}", "不在序列内（{}）", series.span()),
            ));
        }
        *end = month.ordinal();
    }
    let returns = (ends[1] - ends[0]).max(0);
    if returns < 2 {
        let written = given.iter().rev().find(|(_, month)| month.is_some());
        let key = format!("{key}.{}", written.map_or("series.column", |(name, _)| name));
        let message = told!(
            "leaves too few monthly returns: {returns}, at least 2 are needed",
            "月度收益太少：{returns} 个，至少需要 2 个"
        );
        broken.push(Broken::value(key, message));
    }
}

/// Whether each rate from the start on is the stationary unemployment of some state of the market.
fn has_states(table: &str, turnover: &Turnover, series: &Series, start: YearMonth, broken: &mut Vec<Broken>) {
    let (low, high) = turnover.reach();
    let rates = monthly_rates(series, start);
    // A rate that is no rate is a fault of its own.
    let has_none = |rate: &&f64| **rate > 0.0 && **rate < 1.0 && !(low < **rate && **rate < high);
    let Some(rate) = rates.iter().find(has_none).map(|rate| percent(*rate)) else { return };
    let (key, message) = if turnover.separation_monthly <= 0.0 {
        (
            "separation_monthly",
            told!(
                "means that nobody loses work, and the series has an unemployment of {rate}",
                "表示无人失业，而序列的失业率为 {rate}"
            ),
        )
    } else if turnover.finding_monthly <= 0.0 {
        (
            "finding_monthly",
            told!(
                "means that nobody finds work, and the series has an unemployment of {rate}",
                "表示无人再就业，而序列的失业率为 {rate}"
            ),
        )
    } else if low >= high {
        (
            "finding_sensitivity",
            told!("means that unemployment falls as the market gets worse", "表示劳动市场恶化时失业率反而下降"),
        )
    } else {
        let (low, high) = (percent(low), percent(high));
        let message = told!(
            "keeps unemployment between {low} and {high}, and the series has {rate}",
            "使失业率限于 {low} 与 {high} 之间，而序列有 {rate}"
        );
        ("finding_sensitivity", message)
    };
    let hint = (key == "finding_sensitivity")
        .then(|| told!("with 1, the default, it can be anything", "取默认值 1 时失业率可取任何值"));
    broken.push(Broken::value(format!("{table}.{key}"), message).hint(hint));
}
