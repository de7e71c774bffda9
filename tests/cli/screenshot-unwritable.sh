# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A picture that cannot be written is an error.
needs_stage
pipeline p.json a
exits 2 "$HOPLENS" screenshot p.json -o nowhere/x.png
says err "nowhere/x.png"
