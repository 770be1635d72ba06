//! Whole numbers of the command line, and what was meant by what is none.

use crate::cli::tongue::said;
use crate::told::told;
use std::fmt::Display;

/// Reads a whole number from 0 to `most`; `_` may divide its digits, as in a config.
pub(super) fn up_to<T: TryFrom<u64> + Copy>(text: &str, most: u64) -> Result<T, String> {
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    let is_number = !text.starts_with('_') && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(match meant(text) {
            Some(number) => said(&told!(
                "a whole number in plain digits is needed; write {number}",
                "需要用普通数字写的整数；请写作 {number}"
            )),
            None => said(&told!("a whole number is needed, such as 1000", "需要一个整数，例如 1000")),
        });
    }
    let beyond = || said(&told!("it is more than {most}", "它大于 {most}"));
    let value: u64 = digits.parse().map_err(|_| beyond())?;
    if value > most {
        return Err(beyond());
    }
    T::try_from(value).map_err(|_| beyond())
}

/// The whole number that was written otherwise: `1e6`, `1,000`, `1000.0`, `１０００`, `5万`.
fn meant(text: &str) -> Option<impl Display + use<>> {
    let half_width = |c: char| match c {
        '\u{FF10}'..='\u{FF19}' => char::from_digit(u32::from(c) - 0xFF10, 10).unwrap_or(c),
        other => other,
    };
    let plain: String = text.trim().chars().map(half_width).filter(|c| !matches!(c, ',' | '_' | ' ' | '\'')).collect();
    let (plain, times) = match plain.strip_suffix('万') {
        Some(count) => (count.to_owned(), 1e4),
        None => (plain, 1.0),
    };
    let value = plain.parse::<f64>().ok()? * times;
    const EXACT: f64 = 9_007_199_254_740_992.0;
    ((0.0..=EXACT).contains(&value) && value.fract() == 0.0).then_some(value as u64)
}

#[cfg(test)]
mod tests {
    use super::up_to;

    #[test]
    fn what_is_no_whole_number_is_told_how_to_be_one() {
        let of = |text: &str| up_to::<u32>(text, 1_000_000).map_err(|why| why.rsplit("; ").next().map(str::to_owned));
        assert_eq!((of("0"), of("1_000"), of("1000000")), (Ok(0), Ok(1000), Ok(1_000_000)));
        for (text, meant) in [
            ("1e6", "write 1000000"),
            ("1,000", "write 1000"),
            ("2.0", "write 2"),
            ("１０", "write 10"),
            ("5万", "write 50000"),
            ("-5", "a whole number is needed, such as 1000"),
            ("2.5", "a whole number is needed, such as 1000"),
            ("", "a whole number is needed, such as 1000"),
            ("many", "a whole number is needed, such as 1000"),
            ("1000001", "it is more than 1000000"),
            ("99999999999999999999999", "it is more than 1000000"),
        ] {
            assert_eq!(of(text), Err(Some(meant.to_owned())), "{text}");
        }
    }
}
