# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An input that is not there is an error before anything starts.
pipeline p.json a
exits 2 "$HOPLENS" run p.json --input nowhere.csv
says err "nowhere.csv"
! grep -q starting err
