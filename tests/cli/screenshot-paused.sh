# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A picture of an invocation that is held before its second hop, and nothing is left running.
needs_stage
pipeline p.json a b
exits 0 "$HOPLENS" screenshot p.json -o paused.png --view paused --items items.tsv
grep -q "Edit request" items.tsv
grep -q "Stop invocation" items.tsv
