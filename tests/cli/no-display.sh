# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Without a display the window names what works without one.
pipeline p.json a
exits 2 "$HOPLENS" p.json
says err "There is no display"
says err "hoplens run p.json"
says err "hoplens screenshot p.json"
# A session is not run: it can be turned into what other programs read.
touch a.hoplens-session
exits 2 "$HOPLENS" a.hoplens-session
says err "hoplens convert a.hoplens-session --to har"
