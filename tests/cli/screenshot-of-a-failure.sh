# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An answer that is an error is drawn, too, and told by the exit code.
needs_stage
pipeline p.json a:status=500
exits 1 "$HOPLENS" screenshot p.json -o failed.png --send
[ -s failed.png ]
