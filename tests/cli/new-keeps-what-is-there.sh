# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An existing file is not overwritten, except with --force.
echo mine >my.pipeline.json
exits 2 "$HOPLENS" new my.pipeline.json
says err "exists already"
[ "$(cat my.pipeline.json)" = mine ]
exits 0 "$HOPLENS" new my.pipeline.json --force
exits 0 "$HOPLENS" validate my.pipeline.json
