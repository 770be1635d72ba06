#!/bin/bash
# Merges the parts of {{ study }} once all {{ shards }} shards are done.
#SBATCH --job-name={{ job }}-merge
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={{ merge.cpus }}
# Told of one run: {{ merge.memory }} on one thread; half as much again is asked for.
#SBATCH --mem={{ merge.mebibytes }}M
# Told for the tables: {{ merge.told_time }}; three times as much is asked for, ten minutes at least.
#SBATCH --time={{ merge.time }}
#SBATCH --requeue
#SBATCH --open-mode=append
{% for option in named %}
#SBATCH --{{ option[0] }}={{ option[1] }}
{% endfor %}
set -u

folder={{ folder|word }}
exec {{ program|word }} merge "$folder"/parts/shard-*-of-{{ shards }}{% if results %} --out {{ results|word }}{% endif %} \
    --threads "$SLURM_CPUS_PER_TASK"
