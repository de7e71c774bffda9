# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A file without faults says so, with the number of rules.
pipeline p.json a b
exits 0 "$HOPLENS" validate p.json
grep -qE "^No findings\. [0-9]+ rules checked$" out
silent err
