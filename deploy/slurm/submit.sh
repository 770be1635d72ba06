#!/bin/bash
# Submits the shards of china_leverage, and after them the merge of their parts. Submitted again, it goes on from what is there.
# Options given to it go to both jobs: bash submit.sh --partition=long
set -eu

# The config is found from here.
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
folder=deploy/slurm
if ! command -v underwater >/dev/null; then
    echo underwater: no such program here, where the nodes are to find it >&2
    exit 1
fi
mkdir -p -- "$folder/logs" "$folder/parts"

shards=$(sbatch --parsable --output=deploy/slurm/logs/shard-%a.log "$@" "$folder/shards.sh")
shards=${shards%%;*}
if ! merge=$(sbatch --parsable --output=deploy/slurm/logs/merge.log --dependency="afterok:$shards" \
    --kill-on-invalid-dep=yes "$@" "$folder/merge.sh"); then
    scancel "$shards"
    exit 1
fi
echo "shards: job $shards, merge: job ${merge%%;*}; logs in $folder/logs"
