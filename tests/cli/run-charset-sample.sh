# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The sample that breaks by a charset suffix is explained, with the way out.
needs_stage
exits 1 "$HOPLENS" run "$SAMPLES/samples/charset.pipeline.json"
says out "D03"
says out "charset=utf-8"
says out "→"
