# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A missing and an unknown value are told in plain words.
pipeline p.json a
exits 2 "$HOPLENS" run p.json --skip
says err "--skip needs a value"
exits 2 "$HOPLENS" screenshot p.json -o x.png --theme pink
says err "--theme: pink is none of dark, light"
