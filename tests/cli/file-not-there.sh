# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A file that is not there is named.
exits 2 "$HOPLENS" run nowhere.json
says err "nowhere.json"
silent out
