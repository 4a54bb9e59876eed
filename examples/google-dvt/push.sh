#!/bin/sh
# Sends what compare.sh left in out/. A file that the tool left empty is sent too, and refused.
set -u
. ../views/last-day.sh
failed=0
push() {
  [ -f "out/$1" ] || return
  printf '%s: ' "$3"
  curl -sS --fail-with-body -w '\n' -H "Authorization: Bearer $LOCKGATE_API_KEY" -H "Content-Type: $2" \
    --data-binary "@out/$1" "$LOCKGATE_URL/api/v1/programs/claims/runs:import?format=dvt&source=$3&context=$4$5&\
legacy=source&target=target&windowFrom=$FROM&windowTo=$TO" || failed=1
}

push columns.json application/json dvt-columns payment-decisioning '&workload=writes'
push rows.json application/json dvt-rows payment-decisioning '&workload=writes'
push groups.csv text/csv dvt-groups claims-intake '&workload=writes'
push schema.csv text/csv dvt-schema claims-intake ''
exit $failed
