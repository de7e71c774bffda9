# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that ends at once: exit 3, with its exit code and its last words.
needs_stage
pipeline p.json a b:crash-at-start=7
exits 3 "$HOPLENS" run p.json
says err "b could not be launched"
says err "7"
says err "crash-at-start"
