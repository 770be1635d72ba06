//! `underwater deploy`: what it writes is valid, runs, and asks for what `check` tells.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::support::{Ended, Place, SMALL, config, ended, names};
use crate::support::root;

const SLURM: [&str; 3] = ["deploy", "slurm", "--out"];

/// A config with data files and a base, in a folder whose name wants quoting, and the folder's name.
fn study(place: &Place) -> String {
    let folder = "a study's $(place)";
    for (from, to) in [
        ("configs/hong_kong_1997.toml", "configs/own study.toml"),
        ("configs/regimes", "configs/regimes"),
        ("data", "data"),
    ] {
        copy(&root().join(from), &place.path(folder).join(to));
    }
    folder.to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().expect("a folder")).expect("made");
    if from.is_dir() {
        names(from).iter().for_each(|name| copy(&from.join(name), &to.join(name)));
    } else {
        fs::copy(from, to).expect("copied");
    }
}

/// The program in a folder of the place.
fn within(place: &Place, folder: &str, arguments: &[&str]) -> Ended {
    ended(place.command(arguments).current_dir(place.path(folder)))
}

/// A program that stands in the way of another for a script.
fn stand_in(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder).expect("made");
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("to be run");
}

/// Runs a shell where `underwater` is the program, and the programs of `bin` are found first.
fn shell(words: &[&str], folder: &Path, bin: &Path) -> Ended {
    let program = Path::new(env!("CARGO_BIN_EXE_underwater")).parent().expect("a folder");
    let path = format!("{}:{}:{}", bin.display(), program.display(), std::env::var("PATH").expect("a path"));
    ended(Command::new(words[0]).args(&words[1..]).current_dir(folder).env("PATH", path).env_remove("COLUMNS"))
}

/// `sbatch` as far as the scripts need it: runs every task of an array at once, one after the other, and tells a number.
const SBATCH: &str = r#"#!/bin/bash
set -u
for script; do :; done
tasks=$(sed -nE 's/^#SBATCH --array=1-([0-9]+)$/\1/p' "$script")
export SLURM_CPUS_PER_TASK=$(sed -nE 's/^#SBATCH --cpus-per-task=([0-9]+)$/\1/p' "$script")
echo "$*" >>"$SBATCH_LOG"
for task in $(seq "${tasks:-1}"); do
    SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=$task bash "$script" >>"$SBATCH_LOG" 2>&1 || exit 1
done
echo 7
"#;

/// Files of results but the manifest, which tells of times.
fn results(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = names(folder).into_iter().filter(|name| name != "manifest.json" && !name.starts_with('.'));
    names.map(|name| (name.clone(), fs::read(folder.join(&name)).expect("a file"))).collect()
}

/// Scripts as written, config and data found, options kept, in a place that wants quoting: the same bytes as one run.
#[test]
fn scripts_of_slurm_make_what_one_run_makes() {
    let place = Place::new();
    let folder = study(&place);
    let set = ["--set", "study.title='what \"it\" is'", "--seed", "5", "--save-paths"];
    let own = "configs/own study.toml";
    let absolute = place.path(&folder).join(own).display().to_string();
    let bin = place.path("bin");
    stand_in(&bin, "sbatch", SBATCH);
    for (number, given) in [own, &absolute].into_iter().enumerate() {
        // The page names the config as it was given.
        let single = format!("one {number}");
        let one = [&["run", given, "--out", &single, "--quiet"][..], &SMALL, &set].concat();
        within(&place, &folder, &one).well();
        let (out, many) = (format!("it's/{number}"), format!("many {number}"));
        let more = ["--shards", "3", "--cpus", "2", "--results", &many];
        let words = [&SLURM[..], &[&out, given], &SMALL, &set, &more].concat();
        let printed = within(&place, &folder, &words).well();
        assert!(printed.contains(&format!("bash 'it'\\''s/{number}/submit.sh'")), "{printed}");
        let submit = place.path(&folder).join(&out).join("submit.sh").display().to_string();
        let log = place.path("log").display().to_string();
        let script = format!("export SBATCH_LOG='{log}'; bash \"$0\" --partition=own");
        // From anywhere.
        let told = shell(&["bash", "-c", &script, &submit], Path::new("/"), &bin);
        let logged = fs::read_to_string(&log).unwrap_or_default();
        assert_eq!(told.code, Some(0), "{}{logged}", told.stderr);
        assert!(logged.contains("--dependency=afterok:7") && logged.contains("--partition=own"), "{logged}");
        assert_eq!(results(&place.path(&folder).join(&single)), results(&place.path(&folder).join(&many)), "{logged}");
    }
}

/// Without signals and restarts a shard ends as the program does; what is asked of Slurm then is seen.
#[test]
fn a_shard_is_requeued_unless_its_input_is_wrong() {
    let place = Place::new();
    place.run(&[&SLURM[..], &["out", &config("smoke"), "--shards", "2"]].concat()).well();
    let bin = place.path("bin");
    stand_in(&bin, "squeue", "#!/bin/sh\necho \"${STATE:-RUNNING}\"\n");
    stand_in(&bin, "scontrol", "#!/bin/sh\necho \"scontrol $*\"\nexit 1\n");
    for (code, restarts, state, says, is_requeued) in [
        ("exit 0", 0, "RUNNING", "done", false),
        ("exit 2", 0, "RUNNING", "its input is wrong", false),
        ("exit 1", 0, "RUNNING", "exit code 1: requeued", true),
        ("kill -9 $$", 4, "RUNNING", "exit code 137: requeued", true),
        ("exit 1", 5, "RUNNING", "after 5 restarts: not tried again", false),
        ("exit 143", 0, "CANCELLED", "the job was cancelled", false),
        ("exit 143", 0, "COMPLETING", "the job was cancelled", false),
    ] {
        stand_in(&bin, "underwater", &format!("#!/bin/sh\n{code}\n"));
        let script = format!(
            "export SLURM_ARRAY_JOB_ID=9 SLURM_ARRAY_TASK_ID=2 SLURM_CPUS_PER_TASK=1 SLURM_RESTART_COUNT={restarts} \
             STATE={state}; bash out/shards.sh"
        );
        let told = shell(&["bash", "-c", &script], &place.path("."), &bin);
        assert!(told.stdout.contains(says), "{code}: {}{}", told.stdout, told.stderr);
        assert_eq!(told.stdout.contains("scontrol requeue 9_2"), is_requeued, "{code}: {}", told.stdout);
        let expected = code.strip_prefix("exit ").map_or(137, |code| code.parse().expect("a code"));
        assert_eq!(told.code, Some(expected));
    }
}

/// Told to stop, the shell tells the program, and waits until it has kept itself.
#[test]
fn a_signal_reaches_the_program() {
    let place = Place::new();
    place.run(&[&SLURM[..], &["out", &config("smoke"), "--shards", "2"]].concat()).well();
    let bin = place.path("bin");
    stand_in(&bin, "squeue", "#!/bin/sh\necho RUNNING\n");
    stand_in(&bin, "scontrol", "#!/bin/sh\necho \"scontrol $*\"\nexit 1\n");
    let slow = "#!/bin/bash\ntrap 'sleep 0.4; echo kept; exit 143' TERM\ntouch begun\nwhile :; do sleep 0.05; done\n";
    stand_in(&bin, "underwater", slow);
    let script = "export SLURM_ARRAY_JOB_ID=9 SLURM_ARRAY_TASK_ID=1 SLURM_CPUS_PER_TASK=1\nbash out/shards.sh &\n\
                  until [ -e begun ]; do sleep 0.05; done\nkill -TERM $!\nwait $!";
    let told = shell(&["bash", "-c", script], &place.path("."), &bin);
    let (kept, requeued) = (told.stdout.find("kept\n"), told.stdout.find("scontrol requeue 9_1"));
    assert!(kept.is_some() && kept < requeued, "{}{}", told.stdout, told.stderr);
    assert_eq!(told.code, Some(143));
}

/// The scripts among the files: those of Slurm, and those in the containers of Kubernetes.
#[test]
fn every_script_is_one() {
    let place = Place::new();
    place.run(&[&SLURM[..], &["out", &config("smoke"), "--shards", "2", "--qos", "a"]].concat()).well();
    for name in ["submit.sh", "shards.sh", "merge.sh"] {
        let path = place.path("out").join(name).display().to_string();
        ended(Command::new("bash").args(["-n", &path])).well();
        match Command::new("shellcheck").arg(&path).output() {
            Ok(told) => assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout)),
            Err(_) => println!("{name}: no shellcheck here"),
        }
    }
}

#[test]
fn what_is_asked_for_is_what_check_tells() {
    let place = Place::new();
    let smoke = config("smoke");
    let sizes = ["--worlds", "8000", "--households", "1000"];
    let deployed = [&SLURM[..], &["slurm", &smoke, "--shards", "8", "--cpus", "2"], &sizes].concat();
    let printed = place.run(&deployed).well();
    let checked = place.run(&["check", &smoke, "--worlds", "1000", "--households", "1000", "--threads", "2"]).well();
    let line = |name: &str| checked.lines().find(|line| line.starts_with(name)).expect("a line").to_owned();
    let told = |text: &str| -> f64 {
        let number = text.split("about ").nth(1).expect("a number").split(' ').next().expect("a number");
        number.parse().expect("a number")
    };
    let script = fs::read_to_string(place.path("slurm/shards.sh")).expect("a script");
    let comment =
        |unit: &str| script.lines().find(|line| line.starts_with("# `underwater check`") && line.contains(unit));
    let (memory, time) = (comment(" MB on 2 threads").expect("memory"), comment(" s;").expect("a time"));
    // The one is told of a process that has read the config already, the other of one elsewhere.
    let (there, here) = (told(memory), told(&line("memory")));
    assert!((there / here - 1.0).abs() < 0.2, "{there} and {here}");
    assert_eq!(told(time), told(&line("time")));
    assert!(printed.contains(&format!("a shard of 1000 worlds: about {there:.0} MB")), "{printed}");
    let asked: f64 = option(&script, "mem").trim_end_matches('M').parse().expect("mebibytes");
    assert!((1.5..3.0).contains(&(asked * 1.048_576 / there)), "{asked} MiB of {there} MB");
    assert_eq!(option(&script, "time"), "00:10:00");
    assert_eq!(option(&script, "cpus-per-task"), "2");
    assert_eq!(option(&script, "array"), "1-8");
    // The same of Kubernetes.
    place.run(&kubernetes("k", &[&["--shards", "8", "--cpus", "2"][..], &sizes].concat())).well();
    let job = object(&place, "k", "shards.yaml");
    let resources = &job["spec"]["template"]["spec"]["containers"][0]["resources"];
    assert_eq!(resources["requests"]["memory"], format!("{asked}Mi"));
    assert_eq!(resources["requests"]["cpu"], 2);
}

/// An option in a script's `#SBATCH` lines.
fn option(script: &str, name: &str) -> String {
    let start = format!("#SBATCH --{name}=");
    script.lines().find_map(|line| line.strip_prefix(&start)).expect("an option").to_owned()
}

#[test]
fn what_the_user_asks_for_stands_in_the_scripts() {
    let place = Place::new();
    let asked = ["--time", "2-0", "--memory", "3GiB", "--cpus", "32", "--account", "risk", "--constraint", "a|b"];
    let words = [&SLURM[..], &["out", &config("smoke"), "--shards", "4", "--program", "/opt/it's/underwater"], &asked];
    place.run(&words.concat()).well();
    let script = fs::read_to_string(place.path("out/shards.sh")).expect("a script");
    let options = ["time", "mem", "cpus-per-task", "account", "constraint"].map(|name| option(&script, name));
    assert_eq!(options, ["2-00:00:00", "3072M", "32", "risk", "a|b"]);
    assert!(script.contains("\n'/opt/it'\\''s/underwater' run "), "{script}");
    // Short of time, it is started more often.
    let words =
        [&SLURM[..], &["short", &config("china_leverage"), "--shards", "1", "--time", "5", "--worlds", "400000"]];
    place.run(&words.concat()).well();
    let short = fs::read_to_string(place.path("short/shards.sh")).expect("a script");
    let restarts = |text: &str| -> u32 {
        let line = text.lines().find_map(|line| line.strip_prefix("most_restarts=")).expect("a line");
        line.parse().expect("a number")
    };
    assert_eq!(restarts(&script), 5);
    assert!(restarts(&short) > 5, "{short}");
}

#[test]
fn what_is_not_sensible_is_refused_and_nothing_is_written() {
    let place = Place::new();
    let smoke = config("smoke");
    for (more, said) in [
        (&["--shards", "41"][..], "the study has 40 worlds"),
        (&["--shards", "0"], "one shard at least"),
        (&["--shards", "2000", "--worlds", "5000"], "at most 1000"),
        (&["--shards", "2", "--memory", "1MiB"], "is less than a shard needs, about"),
        (&["--shards", "2", "--memory", "much"], "not a size such as 4GiB"),
        (&["--shards", "2", "--time", "2m"], "not a time as Slurm reads it"),
        (&["--shards", "2", "--time", "00:01:00"], "two minutes before its time is up"),
        (&["--shards", "2", "--cpus", "0"], "--cpus"),
        (&["--shards", "2", "--partition", "a b"], "it has ' '"),
        (&["--shards", "2", "--partition", "a\n#SBATCH --x"], "it has '\\n'"),
        (&["--shards", "2", "--set", "loan.term_months=-1"], "term_months"),
        (&[], "--shards"),
    ] {
        let stderr = place.run(&[&SLURM[..], &["out", &smoke], more].concat()).refused();
        assert!(stderr.contains(said), "{more:?}: {stderr}");
    }
    let stderr = place.run(&["deploy", "kubernetes", &smoke, "--shards", "2"]).refused();
    assert!(stderr.contains("--image"), "{stderr}");
    assert!(place.names(".").is_empty());
}

#[test]
fn files_that_are_there_stay_as_they_are() {
    let place = Place::new();
    let smoke = config("smoke");
    let words = [&SLURM[..], &["out", &smoke, "--shards", "2"]].concat();
    fs::create_dir(place.path("out")).expect("made");
    fs::write(place.path("out/merge.sh"), "mine").expect("written");
    let stderr = place.run(&words).refused();
    assert!(stderr.contains("out/merge.sh exist") && stderr.contains("--force"), "{stderr}");
    assert_eq!(place.names("out"), ["merge.sh"]);
    place.run(&[&words[..], &["--force"]].concat()).well();
    assert_eq!(place.names("out"), ["README.md", "merge.sh", "shards.sh", "submit.sh"]);
    assert_ne!(fs::read_to_string(place.path("out/merge.sh")).expect("a script"), "mine");
    // A file where the folder is to be, and a folder where a file is.
    let at = |out: &'static str| [&["deploy", "slurm", "--out", out][..], &words[4..]].concat();
    assert_eq!(place.run(&at("out/merge.sh/x")).code, Some(1));
    fs::remove_file(place.path("out/merge.sh")).expect("removed");
    fs::create_dir(place.path("out/merge.sh")).expect("made");
    let stderr = place.run(&[&words[..], &["--force"]].concat()).refused();
    assert!(stderr.contains("is a folder"), "{stderr}");
    assert_eq!(place.names("out").len(), 4);
}

fn kubernetes<'a>(out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = ["deploy", "kubernetes", concat!(env!("CARGO_MANIFEST_DIR"), "/configs/smoke.toml"), "--out", out];
    [&words[..], &["--image", "registry.example:5000/underwater:0.1.0"], more].concat()
}

/// A file as YAML.
fn object(place: &Place, folder: &str, name: &str) -> Value {
    let text = fs::read_to_string(place.path(folder).join(name)).expect("a file");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"))
}

/// Faults of an object against the published schema.
fn faults(object: &Value) -> Vec<String> {
    let definition = match object["kind"].as_str().expect("a kind") {
        "Job" => "io.k8s.api.batch.v1.Job".to_owned(),
        kind => format!("io.k8s.api.core.v1.{kind}"),
    };
    let text = fs::read_to_string(root().join("tests/data/kubernetes/schema.json")).expect("the schema");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    schema["$ref"] = format!("#/$defs/{definition}").into();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    validator.iter_errors(object).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

const OBJECTS: [&str; 5] = ["config.yaml", "storage.yaml", "shards.yaml", "merge.yaml", "fetch.yaml"];

#[test]
fn objects_of_kubernetes_fit_the_published_schema() {
    let place = Place::new();
    place.run(&kubernetes("some", &["--shards", "3", "--parallelism", "2"])).well();
    let more = ["--shards", "40", "--storage-class", "true", "--storage", "5GB", "--memory", "2GiB", "--cpus", "4"];
    place.run(&kubernetes("more", &more)).well();
    for folder in ["some", "more"] {
        assert_eq!(place.names(folder).len(), OBJECTS.len() + 1);
        for name in OBJECTS {
            let object = object(&place, folder, name);
            assert_eq!(faults(&object), [""; 0], "{folder}/{name}");
            let name = object["metadata"]["name"].as_str().expect("a name");
            assert!(name.len() < 55 && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }
    // The test sees a field that there is not, and one of the wrong kind.
    let mut job = object(&place, "some", "shards.yaml");
    let spec = job["spec"].as_object_mut().expect("an object");
    assert_eq!(
        (&spec["completionMode"], &spec["completions"], &spec["parallelism"]),
        (&"Indexed".into(), &3.into(), &2.into())
    );
    spec.insert("retries".to_owned(), 3.into());
    spec.insert("completions".to_owned(), "three".into());
    assert_eq!(faults(&job).len(), 2);
    let claim = object(&place, "more", "storage.yaml");
    assert_eq!(claim["spec"]["storageClassName"], "true");
    assert_eq!(claim["spec"]["resources"]["requests"]["storage"], "5Gi");
}

/// Exit code 2 fails the job at once, an eviction is not counted, anything else is tried again.
#[test]
fn pods_are_replaced_by_their_exit_codes() {
    let place = Place::new();
    place.run(&kubernetes("k", &["--shards", "3"])).well();
    let spec = &object(&place, "k", "shards.yaml")["spec"];
    let rules = &spec["podFailurePolicy"]["rules"];
    assert_eq!((&rules[0]["action"], &rules[0]["onExitCodes"]["values"]), (&"FailJob".into(), &serde_json::json!([2])));
    assert_eq!(rules[0]["onExitCodes"]["containerName"], spec["template"]["spec"]["containers"][0]["name"]);
    assert_eq!(
        rules[1],
        serde_json::json!({
            "action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget", "status": "True"}]
        })
    );
    assert_eq!(
        (&spec["backoffLimitPerIndex"], &spec["template"]["spec"]["restartPolicy"]),
        (&5.into(), &"Never".into())
    );
}

/// What Kubernetes makes of a word of a container's command that names no variable it knows.
fn expanded(word: &str) -> String {
    word.replace("$$", "$")
}

/// The script of a container, and the folders of its pod put elsewhere.
fn script(job: &Value, folders: &[(&str, PathBuf)]) -> String {
    let command = &job["spec"]["template"]["spec"]["containers"][0]["command"];
    assert_eq!((command[0].as_str(), command[1].as_str()), (Some("/bin/sh"), Some("-c")));
    let script = expanded(command[2].as_str().expect("a script"));
    folders.iter().fold(script, |script, (from, to)| script.replace(from, &to.display().to_string()))
}

/// The ConfigMap laid out as a pod sees it, the scripts of the containers run index by index: the same bytes as one run.
#[test]
fn pods_make_what_one_run_makes() {
    let place = Place::new();
    let folder = study(&place);
    let own = "configs/own study.toml";
    let set = ["--set", "study.title='$(HOME) $HOME'"];
    within(&place, &folder, &[&["run", own, "--out", "one", "--quiet"][..], &SMALL, &set].concat()).well();
    let words = ["deploy", "kubernetes", own, "--out", "k", "--image", "x", "--shards", "3", "--cpus", "2"];
    within(&place, &folder, &[&words[..], &SMALL, &set].concat()).well();
    let out = format!("{folder}/k");
    let (map, job) = (object(&place, &out, "config.yaml"), object(&place, &out, "shards.yaml"));
    let (pod, work) = (place.path("pod"), place.path("work"));
    let volumes = &job["spec"]["template"]["spec"]["volumes"];
    for item in volumes[0]["configMap"]["items"].as_array().expect("items") {
        let text = map["data"][item["key"].as_str().expect("a key")].as_str().expect("a text");
        let path = pod.join(item["path"].as_str().expect("a path"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    let bin = place.path("bin");
    let shard = script(&job, &[("/work/", work.join(""))]);
    let ordered = |index: u32| format!("JOB_COMPLETION_INDEX={index}\n{shard}");
    for index in 0..3 {
        let told = shell(&["/bin/sh", "-c", &ordered(index)], &pod, &bin);
        assert_eq!(told.code, Some(0), "{}", told.stderr);
    }
    let merge = script(&object(&place, &out, "merge.yaml"), &[("/work/", work.join(""))]);
    let told = shell(&["/bin/sh", "-c", &merge], &work, &bin);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    assert_eq!(results(&place.path(&folder).join("one")), results(&work.join("results")));
}

#[test]
fn what_a_config_map_cannot_hold_is_refused() {
    let place = Place::new();
    let folder = study(&place);
    let own = "configs/own study.toml";
    let text = fs::read_to_string(place.path(&folder).join(own)).expect("a config");
    let deploy = |more: &[&str]| {
        let words = ["deploy", "kubernetes", own, "--out", "k", "--image", "x", "--shards", "2"];
        within(&place, &folder, &[&words[..], more].concat()).refused()
    };
    let write = |text: &str| fs::write(place.path(&folder).join(own), text).expect("written");
    write(&format!("{text}\n# {}\n", "x".repeat(1_100_000)));
    assert!(deploy(&[]).contains("a ConfigMap holds 1 MiB"));
    let regimes = place.path(&folder).join("configs/regimes").display().to_string();
    write(&text.replace("extends = \"regimes", &format!("extends = \"{regimes}")));
    assert!(deploy(&[]).contains("named by its absolute path"));
    let data = place.path(&folder).join("data").display().to_string();
    write(&text.replace("\"../data", &format!("\"{data}")));
    assert!(deploy(&[]).contains("named by its absolute path"));
    assert!(!place.path(&folder).join("k").exists());
}
