# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --input sends a file, its type told from the ending.
needs_stage
pipeline p.json a
echo "9,9" >rows.csv
exits 0 "$HOPLENS" run p.json --input rows.csv
[ "$(tail -1 out)" = "9,9" ]
says out "text/csv 4 B"
