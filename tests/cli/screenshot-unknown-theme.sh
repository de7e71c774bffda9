# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# So does an unknown theme.
pipeline p.json a
exits 2 "$HOPLENS" screenshot p.json -o x.png --theme blue
says err "light"
