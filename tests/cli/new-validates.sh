# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The starter file has no errors.
exits 0 "$HOPLENS" new wine.pipeline.json
exits 0 "$HOPLENS" validate wine.pipeline.json
grep -q "\"ModelName\": \"wine\"" wine.pipeline.json
