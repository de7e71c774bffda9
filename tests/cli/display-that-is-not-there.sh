# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A display that does not answer is told apart from a crash, and leaves no stage behind.
needs_stage
pipeline p.json a
DISPLAY=:97531 exits 2 "$HOPLENS" p.json
says err "hoplens run p.json"
