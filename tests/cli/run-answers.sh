# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The answer comes last on standard output, as it is; progress is on standard error.
needs_stage
pipeline p.json a b
exits 0 "$HOPLENS" run p.json
[ "$(tail -1 out)" = "1,2,3" ]
says out "✓ 200"
says out "text/csv 6 B → text/csv 6 B"
says err "a ready in"
says err "b ready in"
