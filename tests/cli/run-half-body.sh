# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An answer that broke off shows what did arrive.
needs_stage
pipeline p.json a:half-body
exits 1 "$HOPLENS" run p.json
says out "broken off"
says out "no complete answer"
