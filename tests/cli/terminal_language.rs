//! What is printed and not kept, in the language that is asked for, or else in that of the terminal.

use std::fs;

use super::support::{Place, config, ended};
use crate::support::root;

/// What is printed, without the numbers of the memory: they start from what the process has in use, which differs by a page
/// or two from run to run.
fn without_memory(text: &str) -> String {
    let of_memory = |line: &str| line.starts_with("memory") || line.starts_with("内存");
    let line = |line: &str| line.chars().filter(|c| !(of_memory(line) && c.is_ascii_digit())).collect::<String>();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Letters of Chinese in a text.
fn chinese(text: &str) -> usize {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}

#[test]
fn check_explain_and_schedule_speak_both_languages() {
    let smoke = config("smoke");
    let schedule = ["schedule", "--principal", "1000", "--annual-rate", "0.05", "--months", "12", "--method", "level"];
    let combined = [&schedule[..], &["--tranche", "500=0.04"]].concat();
    let commands: [&[&str]; 4] = [
        &["check", &smoke, "--memory-limit", "4GiB"],
        &["explain", &smoke, "--world", "3", "--household", "17", "--cell", "1"],
        &schedule,
        &combined,
    ];
    let said = ["情景世界", "违约", "合计", "公式利息"];
    for (words, said) in commands.into_iter().zip(said) {
        let place = Place::new();
        let english = place.run(words).well();
        assert_eq!(chinese(&english.replace("几秒钟内的各种事件", "")), 0, "{english}");
        let asked = place.run(&[words, &["--language", "zh"]].concat()).well();
        assert!(chinese(&asked) > 5 && asked.contains(said), "{asked}");
        for (name, value) in [("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_TW")] {
            let mut command = place.command(words);
            command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C").env(name, value);
            assert_eq!(without_memory(&ended(&mut command).well()), without_memory(&asked), "{name}={value}");
        }
        let mut command = place.command(&[words, &["--language", "en"]].concat());
        let kept = ended(command.env("LC_ALL", "zh_CN.UTF-8")).well();
        assert_eq!(without_memory(&kept), without_memory(&english));
    }
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let place = Place::new();
    let smoke = config("smoke");
    for format in ["csv", "json"] {
        let words = ["explain", &smoke, "--world", "3", "--household", "17", "--format", format];
        let english = place.run(&words).well();
        assert_eq!(place.run(&[&words[..], &["--language", "zh"]].concat()).well(), english);
    }
}

/// Faults, and how many there are, in the language that is asked for or that of the terminal; keys, values and places as they
/// are.
#[test]
fn faults_are_told_in_chinese() {
    let place = Place::new();
    let text = fs::read_to_string(config("smoke")).expect("a config");
    let text =
        text.replace("[study]", "[study]\nhousholds = 3").replace("horizon_months = 36", "horizon_months = \"36\"");
    fs::write(place.path("a.toml"), text).expect("written");
    fs::create_dir_all(place.path("regimes")).expect("made");
    fs::copy(root().join("configs/regimes/mainland_china.toml"), place.path("regimes/mainland_china.toml"))
        .expect("copied");
    let run = |more: &[&str], lang: &str| {
        let mut command = place.command(&[&["check", "a.toml", "--set", "loan.down_payment=30"][..], more].concat());
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", lang);
        let ended = ended(&mut command);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
        ended.said().join("\n")
    };
    let (chinese, english) = (run(&["--language", "zh"], "C"), run(&["--language", "en"], "zh_CN.UTF-8"));
    assert_eq!(run(&[], "zh_CN.UTF-8"), chinese);
    assert_eq!(run(&["--language=zh"], "C"), chinese);
    assert_eq!(run(&[], "C"), english);
    for (english_part, chinese_part) in [
        ("housholds is not a key; did you mean `households`?", "housholds 不是已知的参数；是否想写 `households`？"),
        ("is not a whole number; write 36 without quotes", "不是整数；请写 36，不加引号"),
        ("loan.down_payment = 30 is not in ", "loan.down_payment = 30 不在 "),
    ] {
        assert!(english.contains(english_part), "{english}");
        assert!(chinese.contains(chinese_part), "{chinese}");
    }
    assert!(english.ends_with("faults in the config; nothing was computed"), "{english}");
    assert!(chinese.contains("\n错误：配置中有 ") && chinese.ends_with(" 处错误；没有进行计算"), "{chinese}");
    let places = |text: &str| text.lines().map(|line| line.split(' ').next().map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(
        places(&english).split_last().map(|it| it.1.to_vec()),
        places(&chinese).split_last().map(|it| it.1.to_vec())
    );
}
