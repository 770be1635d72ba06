#!/usr/bin/env bash
# What `underwater deploy slurm` writes, run by a real Slurm: shards that are killed, told to stop or cancelled, the merge
# after them, and the results compared with those of one run, byte for byte.
#
#     tests/slurm.sh [PROGRAM]          # target/release/underwater unless told otherwise
#
# munged, slurmctld and slurmd run on loopback, with configuration and state of their own in a temporary folder, and are
# stopped at the end; /etc/slurm is not touched. Where Slurm is missing and may be installed (Debian, root), the packages
# slurm-wlm and munge are. Where it cannot be had, that is said and the exit code is 77.
#
# UNDERWATER_SLURM_LARGE=1 runs 100 million paths in 8 shards instead, kills one of them, and prints what Slurm tells.
set -euo pipefail

repository=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$repository/target/release/underwater}")
here=""
daemons=(munged slurmctld slurmd)

skip() {
    echo "slurm: skipped: $*"
    exit 77
}

fail() {
    echo "slurm: FAILED: $*" >&2
    [ -z "$here" ] || tail -n 40 "$here"/log/*.log "$here"/*/*/logs/*.log >&2 || true
    exit 1
}

# Slurm that does not start is no fault of what is tried here: a container may forbid what its daemons need.
cannot_start() {
    tail -n 20 "$here"/log/*.log >&2 || true
    skip "$* on this machine; its log stands above"
}

# Every daemon that this script started, by the number it wrote down itself.
stop() {
    local name pid
    if [ -n "$here" ]; then
        if [ -e "$here/slurmctld.pid" ]; then scancel --quiet --user="$(id -un)" 2>/dev/null || true; fi
        for name in slurmd slurmctld munged; do
            pid=$(cat "$here/$name.pid" 2>/dev/null) || continue
            kill "$pid" 2>/dev/null || continue
            for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
            kill -9 "$pid" 2>/dev/null || true
        done
        rm -rf "$here"
    fi
}

ended() {
    local code=$?
    [ "$code" = 0 ] || [ "$code" = 77 ] || echo "slurm: ends with exit code $code" >&2
    stop
}

install() {
    local name missing=()
    for name in "${daemons[@]}"; do command -v "$name" >/dev/null || missing+=("$name"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(uname)" = Linux ] || skip "Slurm runs on Linux"
    command -v apt-get >/dev/null || skip "${missing[*]} not found, and no apt-get to install them"
    [ "$(id -u)" = 0 ] || skip "${missing[*]} not found, and only root may install them"
    echo "slurm: installs slurm-wlm and munge"
    export DEBIAN_FRONTEND=noninteractive
    local quiet=(-qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=1 -o Acquire::http::Timeout=20)
    if ! { apt-get "${quiet[@]}" update && apt-get "${quiet[@]}" install --no-install-recommends -y slurm-wlm munge; } >/dev/null 2>&1; then
        skip "apt-get could not install slurm-wlm and munge"
    fi
    for name in "${daemons[@]}"; do command -v "$name" >/dev/null || skip "$name not found after installing"; done
}

# A port that nobody listens on.
free_port() {
    local port=$1
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

start() {
    local node user memory
    node=$(uname -n)
    node=${node%%.*}
    user=$(id -un)
    memory=$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
    here=$(mktemp -d)
    chmod 755 "$here"
    mkdir "$here/state" "$here/spool" "$here/log"
    head -c 128 /dev/urandom >"$here/munge.key"
    chmod 400 "$here/munge.key"
    munged --force --key-file="$here/munge.key" --socket="$here/munge.socket" --pid-file="$here/munged.pid" \
        --log-file="$here/log/munged.log" --seed-file="$here/munge.seed" || cannot_start "munged does not start"
    export SLURM_CONF="$here/slurm.conf"
    cat >"$SLURM_CONF" <<CONF
ClusterName=loopback
SlurmctldHost=$node(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
# A requeued job waits until its last credential is out of date.
AuthInfo=socket=$here/munge.socket,cred_expire=5
CredType=cred/munge
SlurmctldPort=$(free_port 16817)
SlurmdPort=$(free_port 26818)
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
SlurmctldPidFile=$here/slurmctld.pid
SlurmdPidFile=$here/slurmd.pid
SlurmctldLogFile=$here/log/slurmctld.log
SlurmdLogFile=$here/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$here/log/jobs.txt
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
# Two CPUs are told, however many there are.
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=2
MinJobAge=86400
KillWait=15
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    slurmctld || cannot_start "slurmctld does not start"
    slurmd || cannot_start "slurmd does not start"
    for _ in $(seq 60); do
        if [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; then return; fi
        sleep 0.5
    done
    cannot_start "the node does not become idle: $(sinfo 2>&1)"
}

# A field of a job as slurmctld tells it.
field() {
    { scontrol show job "$1" --oneliner 2>/dev/null || true; } | tr ' ' '\n' |
        awk -v name="$2=" 'index($0, name) == 1 && !seen++ { print substr($0, length(name) + 1) }'
}

# Waits until a command succeeds.
until_true() {
    local seconds=$1
    shift
    for _ in $(seq $((seconds * 5))); do
        if "$@"; then return 0; fi
        sleep 0.2
    done
    return 1
}

is() { [ "$(field "$1" JobState)" = "$2" ]; }
is_over() { ! [[ "$(field "$1" JobState)" =~ ^(PENDING|RUNNING|COMPLETING|CONFIGURING)$ ]]; }
has_saved() { grep --quiet --no-messages '"rows": \[$' "$1/part.json"; }
says() { grep --quiet --no-messages -- "$2" "$1"; }

# The one process of a shard in a folder.
process_of() { pgrep --full -- "underwater run .*--shard $1/.*--out $2/parts/" || fail "shard $1 of $2 does not run"; }

# Submits a deployed folder; sets shards and merge to the numbers of the jobs.
submit() {
    local told
    told=$(bash "$1/submit.sh")
    echo "  $told"
    shards=$(sed -E 's/^shards: job ([0-9]+), merge: job ([0-9]+);.*/\1/' <<<"$told")
    merge=$(sed -E 's/^shards: job ([0-9]+), merge: job ([0-9]+);.*/\2/' <<<"$told")
}

# Files but the manifest, and the manifest without its times and its own digest.
same() {
    diff --recursive --exclude=manifest.json --exclude=.underwater-lock "$1" "$2" || fail "$2 differs from one run"
    local without='/"times": {/,/}/d; /^  "digest"/d'
    diff <(sed "$without" "$1/manifest.json") <(sed "$without" "$2/manifest.json") || fail "the manifest of $2 differs"
}

# 100 million paths, told as they come; each job with how it ended.
large() {
    local study=(reference.toml --worlds 100000) now before=""
    underwater deploy slurm "${study[@]}" --shards 8 --cpus 2 --checkpoint-seconds 10 --out large --results merged
    submit large
    until is_over "$merge"; do
        now=$(squeue --noheader --states=all --sort=i --format="%i %T" | paste -sd ' ')
        if [ "$now" != "$before" ]; then echo "$(date -u +%T) $now"; fi
        before=$now
        if [ -n "${killed:-}" ] || ! has_saved large/parts/shard-3-of-8; then sleep 1; continue; fi
        killed=$(process_of 3 large)
        echo "$(date -u +%T) kill -9 $killed"
        kill -9 "$killed"
    done
    for job in "${shards}_"{1..8} "$merge"; do
        echo "$job $(field "$job" JobName) $(field "$job" JobState) ExitCode=$(field "$job" ExitCode)" \
            "Restarts=$(field "$job" Restarts) RunTime=$(field "$job" RunTime) $(field "$job" StartTime) $(field "$job" EndTime)"
    done
    cat large/logs/shard-3.log large/logs/merge.log
    is "$merge" COMPLETED || fail "the merge is $(field "$merge" JobState)"
    time underwater run "${study[@]}" --out one --quiet
    same one merged
    echo "slurm: 100 million paths, the same bytes as one run"
}

install
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start
mkdir "$here/bin"
ln -s "$program" "$here/bin/underwater"
export PATH="$here/bin:$PATH"
# A place that wants quoting.
place="$here/a study's place"
mkdir "$place"
cp "$repository/benches/reference.toml" "$place/reference.toml"
cd "$place"
echo "slurm: $(slurmctld -V) on loopback, $(nproc) cores"

if [ -n "${UNDERWATER_SLURM_LARGE:-}" ]; then
    large
    exit 0
fi

study=(reference.toml --worlds 40000)
underwater run "${study[@]}" --out one --quiet

echo "slurm: four shards, one of them killed with -9, one told to stop"
underwater deploy slurm "${study[@]}" --shards 4 --cpus 1 --checkpoint-seconds 1 --out "it's here" --results many >/dev/null
submit "it's here"
until_true 120 has_saved "it's here/parts/shard-1-of-4" || fail "shard 1 saves nothing"
kill -9 "$(process_of 1 "it's here")"
until_true 120 has_saved "it's here/parts/shard-2-of-4" || fail "shard 2 saves nothing"
# As Slurm does two minutes before a shard's time is up.
# The controller may answer "try again later" although its signal came, and scancel then tries on: what the shard says counts.
timeout 10 scancel --batch --signal=TERM "${shards}_2" || true
until_true 60 says "it's here/logs/shard-1.log" "exit code 137: requeued" || fail "shard 1 is not requeued"
until_true 60 says "it's here/logs/shard-2.log" "exit code 143: requeued" || fail "shard 2 is not requeued"
is "$merge" PENDING || fail "the merge does not wait for a requeued shard"
until_true 900 is_over "$merge" || fail "the merge does not end: $(squeue)"
is "$merge" COMPLETED || fail "the merge is $(field "$merge" JobState)"
for shard in 1 2 3 4; do
    restarts=$(field "${shards}_$shard" Restarts)
    is "${shards}_$shard" COMPLETED || fail "shard $shard is $(field "${shards}_$shard" JobState)"
    # slurmctld may send a signal again that it sent just before the shard was requeued.
    [ $((restarts > 0)) = $((shard < 3)) ] || fail "shard $shard was restarted $restarts times"
done
for shard in 1 2; do
    says "it's here/logs/shard-$shard.log" "goes on from" || fail "shard $shard starts over"
done
same one many

echo "slurm: submitted again, nothing is simulated"
rm -r many
submit "it's here"
until_true 120 is "$merge" COMPLETED || fail "the merge is $(field "$merge" JobState)"
same one many

echo "slurm: a cancelled shard stays cancelled, and so does the merge"
underwater deploy slurm "${study[@]}" --seed 2 --shards 2 --cpus 1 --checkpoint-seconds 1 --out stopped >/dev/null
submit stopped
until_true 120 has_saved "stopped/parts/shard-1-of-2" || fail "shard 1 saves nothing"
scancel "$shards" || fail "the shards cannot be cancelled"
until_true 60 is_over "$merge" || fail "the merge waits for ever"
is "$merge" CANCELLED || fail "the merge is $(field "$merge" JobState)"
until_true 60 is "${shards}_1" CANCELLED || fail "shard 1 is $(field "${shards}_1" JobState)"
sleep 3
is "${shards}_1" CANCELLED || fail "shard 1 is $(field "${shards}_1" JobState) again"

echo "slurm: wrong input is not tried again"
sed -i 's/^horizon_months = .*/horizon_months = -1/' reference.toml
submit stopped
until_true 60 is_over "$merge" || fail "the merge waits for ever"
until_true 60 is "${shards}_1" FAILED || fail "shard 1 is $(field "${shards}_1" JobState)"
[ "$(field "${shards}_1" ExitCode)" = 2:0 ] || fail "shard 1 ends with $(field "${shards}_1" ExitCode)"
[ "$(field "${shards}_1" Restarts)" = 0 ] || fail "shard 1 is tried again"
is "$merge" CANCELLED || fail "the merge is $(field "$merge" JobState)"

echo "slurm: passed; a shard killed, one stopped, one cancelled, one refused; the same bytes as one run"
