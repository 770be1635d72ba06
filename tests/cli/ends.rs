//! How the program ends when it is not let finish.

use std::io::Read;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::support::{Place, config};

/// A run of some minutes, begun: its paths are being written.
fn begun(place: &Place, out: &str) -> Child {
    let smoke = config("smoke");
    let child = place
        .command(&["run", &smoke, "--worlds", "30000", "--out", out, "--save-paths"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let since = Instant::now();
    while place.names(out).is_empty() {
        assert!(since.elapsed() < Duration::from_secs(60), "it begins");
        sleep(Duration::from_millis(10));
    }
    sleep(Duration::from_millis(200));
    child
}

#[test]
fn a_run_that_was_killed_leaves_no_manifest_and_can_be_repeated() {
    let place = Place::new();
    let mut child = begun(&place, "here");
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert!(!place.names("here").is_empty(), "an unfinished file");
    assert!(place.names("here").iter().all(|name| name.starts_with(".underwater-")), "{:?}", place.names("here"));
    place.run_small("here", &[]).well();
    place.run_small("undisturbed", &[]).well();
    assert_eq!(place.names("here"), place.names("undisturbed"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_told_to_stop_tidies_up_and_says_by_what() {
    for (signal, name, code) in [("INT", "Ctrl-C (SIGINT)", 130), ("TERM", "SIGTERM", 143), ("HUP", "SIGHUP", 129)] {
        // Under `nohup` the program inherits that hanging up is ignored, and ignores it.
        if signal == "HUP" && hanging_up_is_ignored() {
            continue;
        }
        let place = Place::new();
        let mut child = begun(&place, "here");
        let since = Instant::now();
        let kill = std::process::Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        let status = child.wait().expect("ended");
        assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
        let mut stderr = String::new();
        child.stderr.take().expect("stderr").read_to_string(&mut stderr).expect("text");
        let said = format!("error: interrupted by {name}; the unfinished files were removed\n");
        assert_eq!((status.code(), stderr), (Some(code), said));
        assert!(place.names(".").is_empty(), "nor the folder made for it: {:?}", place.names("."));
    }
}

#[cfg(target_os = "linux")]
fn hanging_up_is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").expect("the status");
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).expect("a mask");
    u64::from_str_radix(mask.trim(), 16).expect("hexadecimal digits") & 1 == 1
}

#[test]
fn a_reader_who_leaves_is_no_panic() {
    let place = Place::new();
    let smoke = config("smoke");
    for arguments in [
        &["run", &smoke, "--worlds", "2", "--households", "5"][..],
        &["check", &smoke],
        &["explain", &smoke, "--world", "0", "--household", "0"],
        &["explain", &smoke, "--world", "0", "--household", "0", "--format", "csv"],
        &["explain", &smoke, "--world", "0", "--household", "0", "--format", "json"],
        &["schedule", "--principal", "1000000", "--annual-rate", "0.042", "--months", "600", "--method", "level"],
        &["schema"],
    ] {
        let mut child =
            place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("ended");
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!((ended.status.code(), stderr.as_ref()), (Some(0), ""), "{arguments:?}");
    }
}
