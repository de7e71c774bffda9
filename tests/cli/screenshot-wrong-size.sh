# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A size that is none is refused before anything starts.
pipeline p.json a
for size in 1440 1440x 0x900 99999x900 1440x900x2 -5x5; do
  exits 2 "$HOPLENS" screenshot p.json -o x.png "--size=$size"
  [ ! -e x.png ]
done
