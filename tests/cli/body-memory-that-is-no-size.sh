# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# How much is recorded can be set; a size that is none is refused before anything starts.
pipeline p.json a b
exits 2 "$HOPLENS" --body-memory lots p.json
says err "lots"
exits 2 "$HOPLENS" --body-memory 64MB --body-disk 1GB p.json   # only the display is missing
says err "There is no display"
