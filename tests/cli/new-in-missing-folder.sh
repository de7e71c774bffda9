# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A folder that is not there is an error.
exits 2 "$HOPLENS" new nowhere/p.json
says err "nowhere"
