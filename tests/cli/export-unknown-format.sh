# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown format lists those that there are.
pipeline p.json a
exits 2 "$HOPLENS" export p.json --to createmodle
says err "createmodel"
