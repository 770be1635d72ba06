#!/bin/bash
# The shards of {{ study }}, {{ shards }} of them. A shard is told to stop two minutes before its time is up.
#SBATCH --job-name={{ job }}
#SBATCH --array=1-{{ shards }}
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={{ cpus }}
# `underwater check` tells {{ shard.memory }} on {{ cpus }} threads; {{ "asked for by the user" if shard.memory_is_given else "half as much again is asked for" }}.
#SBATCH --mem={{ shard.mebibytes }}M
# `underwater check` tells {{ shard.told_time }}; {{ "asked for by the user" if shard.time_is_given else "three times as much is asked for, ten minutes at least" }}.
#SBATCH --time={{ shard.time }}
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
{% for option in named %}
#SBATCH --{{ option[0] }}={{ option[1] }}
{% endfor %}
set -u

folder={{ folder|word }}
shard=$SLURM_ARRAY_TASK_ID
restarts=${SLURM_RESTART_COUNT:-0}
# What fails time and again is not tried for ever.
most_restarts={{ most_restarts }}

say() { echo "$(date -u +%FT%TZ) shard $shard of {{ shards }}: $*"; }

say "begins on $(hostname), $SLURM_CPUS_PER_TASK CPUs, restart $restarts"
{{ program|word }} run {{ run|join(" ") }} --shard "$shard/{{ shards }}" \
    --out "$folder/parts/shard-$shard-of-{{ shards }}" --threads "$SLURM_CPUS_PER_TASK" &
program=$!

# Told to stop, the program keeps what it has done. `wait` comes back at a signal, so it is called until the program is gone.
trap 'kill -TERM "$program" 2>/dev/null' TERM
while
    wait "$program"
    code=$?
    kill -0 "$program" 2>/dev/null
do :; done

case $code in
0)
    say "done"
    exit 0
    ;;
2)
    say "its input is wrong (exit code 2): not tried again"
    exit 2
    ;;
esac

# Killed, told to stop, or failed for a reason that may pass: it goes on from its last checkpoint.
task=${SLURM_ARRAY_JOB_ID}_$shard
if ! squeue --noheader --format=%T --jobs="$task" | grep --quiet --line-regexp RUNNING; then
    say "ended with exit code $code; the job was cancelled or is being requeued"
elif [ "$restarts" -ge "$most_restarts" ]; then
    say "ended with exit code $code after $restarts restarts: not tried again"
else
    say "ended with exit code $code: requeued"
    # Slurm ends this script once the job is requeued.
    scontrol requeue "$task" && sleep 60
fi
exit "$code"
