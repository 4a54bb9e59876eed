#!/bin/sh
# Compares the last day's payments and claims. What the tool writes goes to out/.
set -eu
rm -rf out
mkdir -p out/connections
export PSO_DV_CONN_HOME=out/connections
for side in legacy target; do
  data-validation connections add -c $side Postgres --database demo_$side \
    --host "$PGHOST" --port "$PGPORT" --user "$PGUSER" --password "$PGPASSWORD"
done
validate() {
  kind=$1
  shift
  data-validation validate "$kind" -sc legacy -tc target "$@"
}

validate column -tbls compare.payments --count '*' --sum amount,interest --max amount --format json > out/columns.json
validate row -tbls compare.payments --primary-keys claim_id \
  --comparison-fields amount,currency,interest,payee_name --format json > out/rows.json
validate column -tbls compare.claims --grouped-columns product_line,geography --count claim_id --format csv > out/groups.csv
validate schema -tbls compare.claims --format csv > out/schema.csv
