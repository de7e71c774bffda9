# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --request without --send would do nothing.
pipeline p.json a
exits 2 "$HOPLENS" screenshot p.json -o x.png --request first
says err "--send"
