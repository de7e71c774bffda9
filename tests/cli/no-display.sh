# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Without a display the window names what works without one.
pipeline p.json a
exits 2 "$HOPLENS" p.json
says err "There is no display"
says err "hoplens run p.json"
says err "hoplens screenshot p.json"
