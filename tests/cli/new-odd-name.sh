# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Any file name gives a model name that SageMaker takes.
exits 0 "$HOPLENS" new "2nd try (copy)_.pipeline.json"
exits 0 "$HOPLENS" validate "2nd try (copy)_.pipeline.json"
