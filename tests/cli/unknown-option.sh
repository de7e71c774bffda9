# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown option names the nearest one.
exits 2 "$HOPLENS" run x.json --reqest first
says err "There is no option --reqest"
says err "Did you mean --request?"
silent out
