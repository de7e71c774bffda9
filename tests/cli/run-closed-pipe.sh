# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A reader that has seen enough is no failure, however long the answer is.
needs_stage
pipeline p.json a
"$HOPLENS" run p.json 2>err | true
[ "${PIPESTATUS[0]}" = 0 ]
head -c 1000000 /dev/zero >body
"$HOPLENS" run p.json --input body --json 2>err | true
[ "${PIPESTATUS[0]}" = 0 ] || { cat err >&2; fail "a closed pipe is told as a failure"; }
