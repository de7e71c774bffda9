# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown view lists those that there are.
pipeline p.json a
exits 2 "$HOPLENS" screenshot p.json -o x.png --view nowhere
says err "findings"
