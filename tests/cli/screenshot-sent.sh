# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A picture after sending, in the size and theme asked for, differs from the other theme.
needs_stage
needs file
pipeline p.json a b
exits 0 "$HOPLENS" screenshot p.json -o light.png --send --theme light --size 1000x700
file light.png | grep -q "1000 x 700"
exits 0 "$HOPLENS" screenshot p.json -o dark.png --send --theme dark --size 1000x700
! cmp -s light.png dark.png
