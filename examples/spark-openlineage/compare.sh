#!/bin/sh
# Runs the job with the OpenLineage listener. All that this takes is the URL and the key: there is nothing to push.
set -eu
rm -rf out
export SPARK_LOCAL_IP=127.0.0.1
export OPENLINEAGE_URL="$LOCKGATE_URL" OPENLINEAGE_API_KEY="$LOCKGATE_API_KEY"

spark-submit --master 'local[1]' \
  --packages io.openlineage:openlineage-spark_2.13:1.53.0,org.postgresql:postgresql:42.7.14 \
  --conf spark.extraListeners=io.openlineage.spark.agent.OpenLineageSparkListener \
  --conf spark.openlineage.namespace=claims-spark \
  --conf spark.openlineage.transport.type=http \
  --conf spark.openlineage.transport.url="$LOCKGATE_URL" \
  --conf spark.openlineage.transport.endpoint=/api/v1/lineage \
  --conf spark.openlineage.transport.auth.type=api_key \
  --conf spark.openlineage.transport.auth.apiKey="$LOCKGATE_API_KEY" \
  --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 \
  compare.py
