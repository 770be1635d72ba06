//! `underwater completions` and `underwater man`.

use super::support::Place;

const COMMANDS: [&str; 15] = [
    "run",
    "household",
    "solve",
    "check",
    "deploy",
    "schedule",
    "explain",
    "init",
    "keys",
    "schema",
    "list",
    "export",
    "report",
    "completions",
    "man",
];

#[test]
fn every_shell_completes_every_command() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = place.run(&["completions", shell]).well();
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
        assert!(script.contains("no-report"), "{shell} knows the options");
    }
    let refused = place.run(&["completions", "cobol"]).refused();
    assert!(refused.contains("cobol") && refused.contains("bash"), "{refused}");
}

#[test]
fn the_manual_has_a_section_for_every_command() {
    let page = Place::new().run(&["man"]).well();
    assert!(page.contains(".TH underwater 1"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!(".SH {}\n", command.to_uppercase())), "{command}");
    }
    let pages: Vec<&str> = page.lines().filter(|line| line.contains("(1)")).collect();
    assert!(pages.is_empty(), "there is no page but this one: {pages:?}");
    assert!(page.contains(".SH COMMANDS\n") && page.contains("\\fBexplain\\fR\nTell one simulated"), "{page}");
    for option in ["\\-\\-save\\-paths", "\\-\\-no\\-report", "\\-\\-partition", "Examples:"] {
        assert!(page.contains(option), "{option}");
    }
}
