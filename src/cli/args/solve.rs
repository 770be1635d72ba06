//! Arguments of `solve`.

use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches};

use super::{OutputArguments, StudyArguments};
use crate::answers::solve::Goal;
use crate::cli::solve;
use crate::cli::tongue::said;
use crate::told::{Words, told};

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater solve configs/china_leverage.toml --vary loan.down_payment --target default_rate \\
      --at-most 0.05 --between 0.15 0.9
  underwater solve configs/smoke.toml --vary loan.down_payment --between 0.1 0.5 \\
      --vary loan.term_months --between 120 360 --target lgd --at-most 0.2

The values of a round are one run, in which all of them, and all cells of the study, share their
worlds and households; rounds follow until every crossing of the target is known far better than
its Monte Carlo error. The folder holds solution (the answer of each cell, with its interval) and
curve (every value looked at, with its estimate). A target that is never or always met is said,
with the estimates at both ends, and so is a curve that is not monotone. With two keys the answer
is given for several values of the second. ESTIMATE is any estimate of the table summary.",
    "\
示例：
  underwater solve configs/china_leverage.toml --vary loan.down_payment --target default_rate \\
      --at-most 0.05 --between 0.15 0.9
  underwater solve configs/smoke.toml --vary loan.down_payment --between 0.1 0.5 \\
      --vary loan.term_months --between 120 360 --target lgd --at-most 0.2

一轮中的各个值是一次运行，它们与研究的所有单元共用世界和家庭；如此逐轮进行，直到目标的每个交点都远比其蒙特卡洛误差更精确。文件夹中有 solution（每个单元的答案及其区间）和 curve（看过的每个值及其估计）。目标从不或总是满足时会说明，并给出两端的估计；曲线不单调时也会说明。有两个参数时，对第二个参数的若干个值给出答案。ESTIMATE 是表 summary 中的任一估计量。",
);

#[derive(Args)]
pub(super) struct SolveArguments {
    #[command(flatten)]
    study: StudyArguments,
    #[command(flatten)]
    varied: VariedKeys,
    /// Estimate that is to meet the bound, as summary names it
    ///
    /// 须满足界限的估计量，名称同 summary
    #[arg(long, value_name = "ESTIMATE")]
    target: String,
    #[command(flatten)]
    bound: BoundArguments,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct BoundArguments {
    /// The target is met where the estimate is at most this, in its own unit: 1% is 0.01
    ///
    /// 估计值不超过此数即为满足，用其自身单位：1% 写作 0.01
    #[arg(long, value_name = "X", value_parser = number)]
    at_most: Option<f64>,
    /// The target is met where the estimate is at least this
    ///
    /// 估计值不低于此数即为满足
    #[arg(long, value_name = "X", value_parser = number)]
    at_least: Option<f64>,
}

impl SolveArguments {
    pub(super) fn lower(self) -> solve::Request {
        let Self { study, varied, target, bound, output } = self;
        let (goal, bound) = match bound {
            BoundArguments { at_least: Some(bound), .. } => (Goal::AtLeast, bound),
            BoundArguments { at_most, .. } => (Goal::AtMost, at_most.unwrap_or_default()),
        };
        solve::Request { source: study.lower(), varied: varied.0, target, goal, bound, output: output.lower() }
    }
}

/// The varied keys, each with the range given for it. Read by hand: which `--between` belongs to which `--vary` is told
/// by their order alone.
struct VariedKeys(Vec<Varied>);

const VARY: &str = "vary";
const BETWEEN: &str = "between";

impl Args for VariedKeys {
    fn augment_args(command: clap::Command) -> clap::Command {
        let vary = Arg::new(VARY).long(VARY).value_name("KEY").action(ArgAction::Append).required(true);
        let between = Arg::new(BETWEEN).long(BETWEEN).value_names(["A", "B"]).num_args(2).action(ArgAction::Append);
        command
            .arg(both(
                vary,
                "Key to vary, a number of the config; a second one asks for the answer by its values",
                "要变动的参数，配置中的一个数；再给一个，则按其各个值求解",
            ))
            .arg(both(
                between.value_parser(number).allow_negative_numbers(true),
                "Values between which the key before it is varied [default: its whole range, where that has two ends]",
                "其前参数的变动范围 [默认：其全部范围，若两端有限]",
            ))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

/// An argument with its help in both languages, as a doc comment would give it.
fn both(arg: Arg, english: &'static str, chinese: &str) -> Arg {
    arg.help(english).long_help(format!("{english}\n\n{chinese}"))
}

impl FromArgMatches for VariedKeys {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let keys = matches.get_many::<String>(VARY).unwrap_or_default();
        let keys: Vec<(usize, &String)> = matches.indices_of(VARY).unwrap_or_default().zip(keys).collect();
        let values: Vec<f64> = matches.get_many(BETWEEN).unwrap_or_default().copied().collect();
        let places = matches.indices_of(BETWEEN).unwrap_or_default().step_by(2);
        let ranges: Vec<(usize, (f64, f64))> =
            places.zip(values.chunks(2)).filter_map(|(at, ends)| Some((at, (*ends.first()?, *ends.last()?)))).collect();
        paired(&keys, &ranges)
            .map(Self)
            .map_err(|why| clap::Error::raw(clap::error::ErrorKind::ValueValidation, format!("{why}\n")))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// A key and the range given for it.
type Varied = (String, Option<(f64, f64)>);

/// Each range belongs to the key before it; where there are as many of them as keys, the first to the first and so on.
fn paired(keys: &[(usize, &String)], ranges: &[(usize, (f64, f64))]) -> Result<Vec<Varied>, String> {
    if keys.len() > 2 {
        let times = keys.len();
        return Err(said(&told!(
            "--vary is given {times} times; one key is varied, or two",
            "--vary 给了 {times} 次；只能变动一个或两个参数"
        )));
    }
    if keys.len() == ranges.len() {
        return Ok(keys.iter().zip(ranges).map(|((_, key), (_, ends))| ((*key).clone(), Some(*ends))).collect());
    }
    let mut varied: Vec<Varied> = keys.iter().map(|(_, key)| ((*key).clone(), None)).collect();
    for (at, ends) in ranges {
        let place = keys.iter().rposition(|(key, _)| key < at);
        let Some((_, range)) = place.and_then(|place| varied.get_mut(place)) else {
            return Err(said(&told!(
                "--between stands after the --vary that it is for",
                "--between 应在它所属的 --vary 之后"
            )));
        };
        if range.replace(*ends).is_some() {
            return Err(said(&told!("--between is given twice for one --vary", "对同一个 --vary 给了两次 --between")));
        }
    }
    Ok(varied)
}

pub(super) fn number(text: &str) -> Result<f64, String> {
    if let Some(percent) = text.trim().strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok()) {
        let fraction = (percent * 1e10).round() / 1e12;
        return Err(said(&told!(
            "a share is written as a fraction: {text} is {fraction}",
            "比例写作小数：{text} 即 {fraction}"
        )));
    }
    let number = text.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| said(&told!("not a number such as 0.01 or 240", "不是 0.01 或 240 这样的数")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_belongs_to_the_key_before_it() {
        let (a, b) = ("a".to_owned(), "b".to_owned());
        let keys = [(1, &a), (5, &b)];
        let of = |ranges: &[(usize, (f64, f64))]| {
            paired(&keys, ranges).map(|varied| varied.into_iter().map(|(_, range)| range).collect::<Vec<_>>())
        };
        assert_eq!(of(&[]), Ok(vec![None, None]));
        assert_eq!(of(&[(2, (0.0, 1.0))]), Ok(vec![Some((0.0, 1.0)), None]));
        assert_eq!(of(&[(7, (0.0, 1.0))]), Ok(vec![None, Some((0.0, 1.0))]));
        // As a page writes them, in the order of the options' names.
        let first = [(1, (0.0, 1.0)), (3, (2.0, 3.0))];
        assert_eq!(paired(&[(7, &a), (9, &b)], &first).map(|varied| varied[1].1), Ok(Some((2.0, 3.0))));
        assert!(of(&[(0, (0.0, 1.0))]).is_err());
        assert!(paired(&[(1, &a), (3, &b), (9, &a)], &[]).is_err());
    }
}
