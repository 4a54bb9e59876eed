#!/bin/sh
# Sends what compare.sh left in out/.
set -u
. ../views/last-day.sh
failed=0
push() {
  [ -f "out/$1" ] || return
  printf '%s: ' "$4"
  curl -sS --fail-with-body -w '\n' -H "Authorization: Bearer $LOCKGATE_API_KEY" -H "Content-Type: $2" \
    --data-binary "@out/$1" "$LOCKGATE_URL/api/v1/programs/claims/runs:import?format=$3&source=$4&context=$5&\
workload=writes&windowFrom=$FROM&windowTo=$TO" || failed=1
}

# dbt's tests name no sides; audit_helper calls its own a and b, and here a is legacy.
push payments/run_results.json application/json 'dbt-run-results&legacy=legacy&target=target' dbt-payments payment-decisioning
push claims/run_results.json application/json 'dbt-run-results&legacy=legacy&target=target' dbt-claims claims-intake
push payments_rows.csv text/csv 'dbt-audit-helper&legacy=a&target=b' audit-payments-rows payment-decisioning
push payments_columns.csv text/csv 'dbt-audit-helper&legacy=a&target=b' audit-payments-columns payment-decisioning
push claims_rows.csv text/csv 'dbt-audit-helper&legacy=a&target=b' audit-claims-rows claims-intake
exit $failed
