# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# One file too many is wrong usage.
exits 2 "$HOPLENS" validate a.json b.json
says err "b.json"
