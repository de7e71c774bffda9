# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The demo has nothing to find.
exits 0 "$HOPLENS" validate "$SAMPLES/demo/demo.pipeline.json"
says out "No findings"
