#!/bin/bash
# Merges the parts of china_leverage once all 8 shards are done.
#SBATCH --job-name=underwater-china_leverage-merge
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
# Told of one run: about 230 MB on one thread; half as much again is asked for.
#SBATCH --mem=384M
# Told for the tables: about 1 s; three times as much is asked for, ten minutes at least.
#SBATCH --time=00:10:00
#SBATCH --requeue
#SBATCH --open-mode=append
set -u

folder=deploy/slurm
exec underwater merge "$folder"/parts/shard-*-of-8 \
    --threads "$SLURM_CPUS_PER_TASK"
