#!/usr/bin/env bash
# deploy/Snakefile, run by Snakemake: a shard that is killed, and the results compared with those of one run, byte for byte; a
# shard whose input is wrong is not simulated again and again.
#
#     tests/snakemake.sh [PROGRAM]      # target/release/underwater unless told otherwise
#
# Where Snakemake is missing, it is installed into a temporary folder with pip. Where it cannot be had, that is said and the
# exit code is 77.
set -euo pipefail

repository=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$repository/target/release/underwater}")
version=9.27.1

skip() {
    echo "snakemake: skipped: $*"
    exit 77
}

fail() {
    echo "snakemake: FAILED: $*" >&2
    cat "$here/log" "$here"/study/*-shards/*.log >&2 || true
    exit 1
}

here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if command -v snakemake >/dev/null && snakemake --version >/dev/null 2>&1; then
    snakemake=snakemake
else
    command -v python3 >/dev/null || skip "no python3"
    echo "snakemake: installs snakemake $version into a temporary folder"
    python3 -m venv "$here/venv" >/dev/null 2>&1 || skip "python3 has no venv"
    "$here/venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 "snakemake==$version" \
        >/dev/null 2>&1 || skip "pip could not install snakemake $version"
    snakemake=$here/venv/bin/snakemake
fi

# The program, that writes down how often it was called, and is killed the first time it runs the second shard.
mkdir "$here/bin" "$here/study"
cat >"$here/bin/underwater" <<'STAND_IN'
#!/bin/bash
echo "$*" >>"$CALLS"
case "$*" in
*"--shard 2/3"*) if [ ! -e "$CALLS.killed" ]; then touch "$CALLS.killed"; kill -9 $$; fi ;;
esac
exec "$PROGRAM" "$@"
STAND_IN
chmod +x "$here/bin/underwater"
export PATH="$here/bin:$PATH" CALLS="$here/calls" PROGRAM="$program"
cp -r "$repository/configs" "$here/study/configs"
cd "$here/study"

snake() {
    "$snakemake" --snakefile "$repository/deploy/Snakefile" --cores 2 --quiet all --nocolor \
        --config study=configs/smoke.toml shards=3 threads=1 out=many >"$here/log" 2>&1
}

"$program" run configs/smoke.toml --out one --quiet
snake || fail "it ends with exit code $?"
[ "$(grep -c -- '--shard 2/3' "$CALLS")" = 2 ] || fail "the shard that was killed is not tried again"
[ "$(grep -c -- '--shard' "$CALLS")" = 4 ] || fail "shards are run more than once"
diff --recursive --exclude=manifest.json --exclude=.underwater-lock one many || fail "the results differ from one run"
without='/"times": {/,/}/d; /^  "digest"/d'
diff <(sed "$without" one/manifest.json) <(sed "$without" many/manifest.json) || fail "the manifest differs"

: >"$CALLS"
snake || fail "again, it ends with exit code $?"
[ ! -s "$CALLS" ] || fail "what is done is run again"

rm -r many many-shards
sed -i 's/^horizon_months = .*/horizon_months = -1/' configs/smoke.toml
! snake || fail "a wrong config goes through"
for shard in 1 2 3; do
    [ "$(grep -c -- "--shard $shard/3" "$CALLS")" -le 1 ] || fail "shard $shard is tried again with wrong input"
done
[ -s "$CALLS" ] || fail "nothing was run"
[ ! -e many ] || fail "results of a wrong config"
echo "snakemake: passed; a shard killed and tried again, the same bytes as one run; wrong input tried once"
