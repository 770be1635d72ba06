shard=$((JOB_COMPLETION_INDEX + 1))
exec underwater run {{ run|join(" ") }} --shard "$shard/{{ shards }}" \
  --out "/work/parts/shard-$shard-of-{{ shards }}" --threads {{ cpus }}
