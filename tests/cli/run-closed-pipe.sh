# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A reader that has seen enough is no failure.
needs_stage
pipeline p.json a
"$HOPLENS" run p.json 2>err | true
[ "${PIPESTATUS[0]}" = 0 ]
