#!/bin/sh
# Sends what compare.sh left in out/. A file that the tool left empty is sent too, and refused.
set -u
. ../views/last-day.sh
failed=0
push() {
  [ -f "out/$1" ] || return
  printf '%s: ' "$2"
  curl -sS --fail-with-body -w '\n' -H "Authorization: Bearer $LOCKGATE_API_KEY" -H 'Content-Type: application/json' \
    --data-binary "@out/$1" "$LOCKGATE_URL/api/v1/programs/claims/runs:import?format=data-diff&source=$2&context=$3&\
workload=writes&legacy=A&target=B&windowFrom=$FROM&windowTo=$TO" || failed=1
}

push payments-counts.json reladiff-payments payment-decisioning
push payments-rows.jsonl reladiff-payments-rows payment-decisioning
push claims-counts.json reladiff-claims claims-intake
exit $failed
