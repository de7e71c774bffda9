# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An order that leaves a container out is refused.
pipeline p.json a b
exits 2 "$HOPLENS" export p.json --to createmodel --order b
silent out
