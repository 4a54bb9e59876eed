#!/bin/sh
# Runs the tests and audit_helper's comparisons on the last day. What comes of it goes to out/.
set -u
rm -rf out
mkdir out
export DBT_PROFILES_DIR=.
# Each exits with 1 when a test fails, and has written its results all the same.
dbt test --select 'payments_*' --target-path out/payments
dbt test --select 'claims_*' --target-path out/claims
if [ -d models/audit ]; then
  dbt run --target-path out/audit && python export.py payments_rows payments_columns claims_rows
fi
