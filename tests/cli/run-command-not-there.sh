# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A program that does not exist: exit 3, named, and the other stages are stopped.
needs_stage
pipeline p.json a b
sed -i "s/\"b\": { \"Runtime\": \"process\", \"Command\": \[\"hoplens-demo-stage\"/\"b\": { \"Runtime\": \"process\", \"Command\": [\"no-such-program-here\"/" p.json
exits 3 "$HOPLENS" run p.json
says err "no-such-program-here"
silent out
