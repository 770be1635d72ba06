//! What was probably meant by a line that is not TOML: values as people write them elsewhere.

/// What was meant by `line`, if it is a slip that is known.
use crate::told::{Told, told};
pub(super) fn hint(line: &str) -> Option<Told> {
    let code = outside_quotes(line);
    let plain: String = code.chars().map(half_width).collect();
    if plain != code {
        return Some(told!(
            "write `{}`, with half-width characters and straight quotes",
            "请写 `{}`，用半角字符和直引号",
            plain.trim()
        ));
    }
    let is_list = code.contains('[');
    let parts = |c: char| c.is_whitespace() || "=[]{}".contains(c);
    let tokens = code.split(parts).map(|token| token.trim_end_matches(',')).filter(|token| !token.is_empty());
    let of_number = tokens.skip(1).find_map(|token| number(token, is_list));
    of_number.or_else(|| word(&code)).or_else(|| {
        let key = code.split_once(':').filter(|_| !code.contains('='))?.0.trim();
        Some(told!("a key and its value have = between them: {key} = ...", "参数与值之间用 =：{key} = ..."))
    })
}

/// The line without its comment, and with blanks in place of what stands in closed quotes.
fn outside_quotes(line: &str) -> String {
    let mut open: Option<char> = None;
    let mut code = String::new();
    for c in line.chars() {
        match (open, c) {
            (Some(quote), _) if c == quote => open = None,
            (Some(_), _) => continue,
            (None, '"' | '\'') => open = Some(c),
            (None, '#') => break,
            (None, _) => {}
        }
        code.push(c);
    }
    code
}

/// The ASCII character that a full-width or typographic one stands for.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u8::try_from(u32::from(c) - 0xFEE0).map_or(c, char::from),
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '−' | '–' => '-',
        other => other,
    }
}

/// A number as it is written elsewhere.
fn number(token: &str, is_list: bool) -> Option<Told> {
    let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    if let Some(percent) = token.strip_suffix('%').filter(|percent| is_number(percent)) {
        return Some(super::check::written_percent(percent.parse().ok()?));
    }
    for (unit, zeros) in [('万', "0000"), ('亿', "00000000")] {
        if let Some(count) = token.strip_suffix(unit).filter(|count| !count.is_empty() && count.bytes().all(is_digit)) {
            return Some(told!("{token} is written {count}{zeros}", "{token} 应写成 {count}{zeros}"));
        }
    }
    if let Some((whole, rest)) = token.split_once(',').filter(|_| !is_list) {
        let groups: Vec<&str> = rest.split(',').collect();
        let digits = |text: &str| !text.is_empty() && text.trim_start_matches('-').bytes().all(is_digit);
        let are_thousands = groups.iter().all(|group| group.len() == 3) && whole.trim_start_matches('-') != "0";
        return match groups.as_slice() {
            _ if !digits(whole) || !groups.iter().all(|group| digits(group)) => None,
            [fraction] if !are_thousands => {
                Some(told!("decimals follow a point: {whole}.{fraction}", "小数用点：{whole}.{fraction}"))
            }
            _ if are_thousands => Some(told!("write {whole}_{}", "请写 {whole}_{}", groups.join("_"))),
            _ => None,
        };
    }
    if let Some(decimals) = token.strip_prefix('.').filter(|decimals| decimals.bytes().all(is_digit)) {
        return Some(told!("write 0.{decimals}", "请写 0.{decimals}"));
    }
    if let Some(whole) = token.strip_suffix('.').filter(|whole| whole.bytes().all(is_digit)) {
        return Some(told!("write {whole}", "请写 {whole}"));
    }
    let is_month = token.len() == 7 && crate::measure::YearMonth::parse(token).is_some();
    is_month.then(|| told!("write \"{token}\"", "请写 \"{token}\""))
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// A word without quotes, or with one of them.
fn word(code: &str) -> Option<Told> {
    let (key, value) = code.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    if value.is_empty() {
        return Some(told!("{key} is given no value", "{key} 没有给出值"));
    }
    if value.matches('"').count() == 1 || value.matches('\'').count() == 1 {
        return Some(told!("a quote is not closed", "引号没有闭合"));
    }
    match value.to_lowercase().as_str() {
        switch @ ("true" | "false") => return Some(told!("write {switch}", "请写 {switch}")),
        "yes" | "on" => return Some(told!("{value} is written true", "{value} 应写成 true")),
        "no" | "off" => return Some(told!("{value} is written false", "{value} 应写成 false")),
        _ => {}
    }
    let is_word = value.chars().all(|c| c.is_alphanumeric() || "_-./\\ ".contains(c));
    let starts_as_word = value.starts_with(|c: char| c.is_alphabetic() || c == '.' || c == '/');
    (is_word && starts_as_word)
        .then(|| told!("a text stands in quotes: {key} = \"{value}\"", "文字要加引号：{key} = \"{value}\""))
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn slips_are_known() {
        let of = |line: &str| hint(line).map(|hint| hint.english().to_owned()).unwrap_or_default();
        for (line, expected) in [
            ("down_payment = 30%", "30% is written 0.30"),
            ("cash = { uniform = { min = 3.5%, max = 1 } } # 9%", "3.5% is written 0.035"),
            ("down_payment = 0,30", "decimals follow a point: 0.30"),
            ("home_price = 1,500,000", "write 1_500_000"),
            ("home_price = 150万", "150万 is written 1500000"),
            ("down_payment = ０.３", "write `down_payment = 0.3`, with half-width characters and straight quotes"),
            ("name = “a”", "write `name = \"a\"`, with half-width characters and straight quotes"),
            ("method = level", "a text stands in quotes: method = \"level\""),
            ("file = ../data/x.csv", "a text stands in quotes: file = \"../data/x.csv\""),
            ("late = True", "write true"),
            ("late = no", "no is written false"),
            ("start_month = 2010-01", "write \"2010-01\""),
            ("share = .3", "write 0.3"),
            ("name = \"a", "a quote is not closed"),
            ("name: 3", "a key and its value have = between them: name = ..."),
            ("a = [1,2", ""),
            ("title = \"30% down\" x", ""),
        ] {
            assert_eq!(of(line), expected, "{line}");
        }
    }
}
