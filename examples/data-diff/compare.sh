#!/bin/sh
# Diffs the last day's payments and claims. What the tool writes goes to out/.
set -eu
rm -rf out
mkdir out
# Without a width the tool breaks its lines after 80 characters, also in the middle of a value.
export COLUMNS=1000000
diff() {
  table=$1
  shift
  reladiff "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/demo_legacy" "compare.$table" \
    "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/demo_target" "compare.$table" -k claim_id --json "$@"
}

payments='-c amount -c currency -c interest -c payee_name'
diff payments $payments --stats > out/payments-counts.json
diff payments $payments > out/payments-rows.jsonl
# A telephone may be null on one side, and the tool cannot sort what it found then. Counts need no order.
diff claims -c claimant_name -c phone -c loss_date -c channel --stats --skip-sort-results > out/claims-counts.json
