# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# So is a launch that failed.
needs_stage
pipeline p.json a:crash-at-start
exits 3 "$HOPLENS" screenshot p.json -o failed.png
[ -s failed.png ]
says err "a could not be launched"
