#!/bin/sh
# Runs the expectations on the last day's payments. What the tool says goes to out/.
set -eu
rm -rf out
mkdir out
GX_ANALYTICS_ENABLED=false python compare.py
