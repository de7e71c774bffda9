# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# More containers than SageMaker takes is an error.
pipeline p.json $(seq -f "s%g" 16)
exits 1 "$HOPLENS" validate p.json
says out "16"
