#!/bin/sh
# Sends what compare.sh left in out/. The sides are called as the data sources in compare.py are.
set -u
. ../views/last-day.sh
failed=0
push() {
  [ -f "out/$1" ] || return
  printf '%s: ' "$2"
  curl -sS --fail-with-body -w '\n' -H "Authorization: Bearer $LOCKGATE_API_KEY" -H 'Content-Type: application/json' \
    --data-binary "@out/$1" "$LOCKGATE_URL/api/v1/programs/claims/runs:import?format=great-expectations&source=$2&\
context=payment-decisioning&workload=writes&legacy=legacy&target=target&windowFrom=$FROM&windowTo=$TO" || failed=1
}

push payments-statistics.json gx-statistics
push payments-by-line.json gx-by-line
exit $failed
