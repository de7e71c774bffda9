# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The same with no arguments at all.
exits 2 "$HOPLENS"
says err "There is no display"
