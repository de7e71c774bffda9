# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --all-requests sends every saved request in turn.
needs_stage
pipeline p.json a
exits 0 "$HOPLENS" run p.json --all-requests
says out "1,2,3"
says out "hello"
[ "$(grep -c "✓ 200 OK" out)" = 2 ]
