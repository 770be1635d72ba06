#!/bin/bash
# The shards of china_leverage, 8 of them. A shard is told to stop two minutes before its time is up.
#SBATCH --job-name=underwater-china_leverage
#SBATCH --array=1-8
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=8
# `underwater check` tells about 258 MB on 8 threads; half as much again is asked for.
#SBATCH --mem=384M
# `underwater check` tells about 1 s; three times as much is asked for, ten minutes at least.
#SBATCH --time=00:10:00
#SBATCH --signal=B:TERM@120
#SBATCH --requeue
#SBATCH --open-mode=append
set -u

folder=deploy/slurm
shard=$SLURM_ARRAY_TASK_ID
restarts=${SLURM_RESTART_COUNT:-0}
# What fails time and again is not tried for ever.
most_restarts=5

say() { echo "$(date -u +%FT%TZ) shard $shard of 8: $*"; }

say "begins on $(hostname), $SLURM_CPUS_PER_TASK CPUs, restart $restarts"
underwater run configs/china_leverage.toml --shard "$shard/8" \
    --out "$folder/parts/shard-$shard-of-8" --threads "$SLURM_CPUS_PER_TASK" &
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
