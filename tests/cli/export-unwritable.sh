# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An output that cannot be written is an error, and the old file stays.
pipeline p.json a
exits 2 "$HOPLENS" export p.json --to createmodel -o nowhere/model.json
says err "nowhere"
