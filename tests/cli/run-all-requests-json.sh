# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --all-requests has no single result, so it does not go with --json.
pipeline p.json a
exits 2 "$HOPLENS" run p.json --all-requests --json
says err "--all-requests"
