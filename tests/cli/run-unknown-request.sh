# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown request lists the names, and nothing is started.
pipeline p.json a
exits 2 "$HOPLENS" run p.json --request third
says err "\"first\" and \"second\""
! grep -q starting err
