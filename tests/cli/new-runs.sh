# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The starter file runs.
needs_stage
exits 0 "$HOPLENS" new wine.pipeline.json
exits 0 "$HOPLENS" run wine.pipeline.json
says out "5.1,3.5,1.4,0.2"
