# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The demo answers real data.
needs_stage
exits 0 "$HOPLENS" run "$SAMPLES/demo/demo.pipeline.json"
says out "Barolo"
says out "postprocess"
