# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A picture of the launched state, with no display.
needs_stage
needs file
pipeline p.json a b
exits 0 "$HOPLENS" screenshot p.json -o ready.png
file ready.png | grep -q "PNG image data, 1440 x 900"
silent out
