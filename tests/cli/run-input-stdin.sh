# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --input - sends standard input.
needs_stage
pipeline p.json a
echo "{\"x\": 1}" | exits 0 "$HOPLENS" run p.json --input - --content-type application/json
[ "$(tail -1 out)" = "{\"x\": 1}" ]
says out "application/json 9 B"
