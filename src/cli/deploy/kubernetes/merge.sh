until underwater merge /work/parts/shard-*-of-{{ shards }} --out /work/results --threads 1; do
  echo "not yet; looks again in a minute"
  sleep 60
done
