# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --request chooses a saved request.
needs_stage
pipeline p.json a
exits 0 "$HOPLENS" run p.json --request second
[ "$(tail -1 out)" = hello ]
says out "second"
