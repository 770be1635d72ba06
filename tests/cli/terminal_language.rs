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

/// Help of every command, with its headings, in the language that is asked for or that of the terminal.
#[test]
fn help_is_told_in_chinese() {
    let place = Place::new();
    let commands: Vec<Vec<&str>> = [
        "",
        "run",
        "merge",
        "solve",
        "why",
        "household",
        "check",
        "deploy",
        "schedule",
        "sensitivity",
        "explain",
        "init",
        "schema",
        "keys",
        "compare",
        "list",
        "export",
        "report",
        "tape",
        "completions",
        "man",
    ]
    .into_iter()
    .map(|name| vec![name])
    .chain([vec!["deploy", "slurm"], vec!["deploy", "kubernetes"], vec!["tape", "check"], vec!["tape", "example"]])
    .map(|words| words.into_iter().filter(|word| !word.is_empty()).collect())
    .collect();
    for words in commands {
        let english = place.run(&[&words[..], &["--help"]].concat()).well();
        // How a language calls itself, and a word that authors write beside a value, are no Chinese of ours.
        let ours = ["简体中文", "假设"].iter().fold(english.clone(), |text, word| text.replace(word, ""));
        assert_eq!(chinese(&ours), 0, "{words:?}\n{english}");
        assert!(english.contains("Usage: underwater"), "{english}");
        for flag in ["--help", "-h"] {
            let asked = place.run(&[&words[..], &["--language", "zh", flag]].concat()).well();
            for heading in [
                "Usage",
                "Options:",
                "Commands:",
                "Arguments:",
                "Print ",
                "Examples",
                "[default",
                "[possible",
                "Possible",
            ] {
                assert!(!asked.contains(heading), "{words:?} {flag}: {heading}\n{asked}");
            }
            assert!(asked.contains("用法：underwater") && asked.contains("显示帮助"), "{asked}");
            // Every line but the usage, which is broken nowhere in English either, keeps to its width.
            for line in asked.lines().filter(|line| !line.starts_with("用法")) {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 112, "{words:?}: {line}");
            }
            let mut command = place.command(&[&words[..], &[flag]].concat());
            command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "zh_CN.UTF-8");
            assert_eq!(ended(&mut command).well(), asked, "{words:?}");
        }
    }
    let run = place.run(&["run", "--help", "--language=zh"]).well();
    for words in [
        "[选项] <CONFIG>",
        "参数:",
        "选项:",
        "[默认：csv]",
        "可选值：",
        "- zh：简体中文",
        "- xlsx：一个 Excel 工作簿",
        "示例：",
    ] {
        assert!(run.contains(words), "{words}\n{run}");
    }
    let helped = place.run(&["help", "run", "--language", "zh"]).well();
    assert_eq!(helped, run);
}

/// What is wrong with the words of the command line.
#[test]
fn slips_of_the_command_line_are_told_in_chinese() {
    let place = Place::new();
    let smoke = config("smoke");
    for (words, expected) in [
        (vec!["rnu"], "错误：没有命令 rnu\n\n  是否指 run？"),
        (vec!["run", &smoke, "--wrlds", "5"], "错误：没有参数 --wrlds"),
        (
            vec!["run", &smoke, "--worlds", "1e3"],
            "错误：--worlds <N> 的值 \"1e3\" 无效：需要用普通数字写的整数；请写作 1000",
        ),
        (vec!["run", &smoke, "--format", "pdf"], "错误：--format <FORMATS> 的值 \"pdf\" 无效"),
        (vec!["run"], "错误：缺少 <CONFIG>"),
        (vec!["run", &smoke, "--shard", "1/2", "--no-report"], "一片不留下表"),
        (vec!["explain", &smoke, "--world", "1", "--household", "1", "--loan", "a"], "不能与"),
    ] {
        let ended = place.run(&[&words[..], &["--language", "zh"]].concat());
        assert_eq!(ended.code, Some(2), "{words:?}");
        assert!(ended.stderr.contains(expected) && !ended.stderr.contains("Usage"), "{words:?}\n{}", ended.stderr);
    }
}
