# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that answers with an error: exit 1, the stage named, later ones not reached.
needs_stage
pipeline p.json a b:status=415 c
exits 1 "$HOPLENS" run p.json
says out "✗ 424"
says out "b answered 415"
grep -qE " 3  c +not reached" out
