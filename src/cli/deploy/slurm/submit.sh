#!/bin/bash
# Submits the shards of {{ study }}, and after them the merge of their parts. Submitted again, it goes on from what is there.
# Options given to it go to both jobs: bash submit.sh --partition=long
set -eu

# The config is found from here.
cd -- {{ way_back }}
folder={{ folder|word }}
if ! command -v {{ program|word }} >/dev/null; then
    echo {{ program|word }}: no such program here, where the nodes are to find it >&2
    exit 1
fi
mkdir -p -- "$folder/logs" "$folder/parts"

shards=$(sbatch --parsable --output={{ logs|word }}/shard-%a.log "$@" "$folder/shards.sh")
shards=${shards%%;*}
if ! merge=$(sbatch --parsable --output={{ logs|word }}/merge.log --dependency="afterok:$shards" \
    --kill-on-invalid-dep=yes "$@" "$folder/merge.sh"); then
    scancel "$shards"
    exit 1
fi
echo "shards: job $shards, merge: job ${merge%%;*}; logs in $folder/logs"
