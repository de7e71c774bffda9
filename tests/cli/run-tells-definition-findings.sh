# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Errors and warnings of the definition are told in a line, after a good launch and a failed one.
needs_stage
pipeline p.json a b
sed -i 's/"ExecutionRoleArn".*,$//' p.json
exits 0 "$HOPLENS" run p.json
says err "The definition has 1 warning: see hoplens validate p.json"
pipeline q.json a:crash-at-start b
sed -i 's/"ExecutionRoleArn".*,$//' q.json
exits 3 "$HOPLENS" run q.json
says err "The definition has 1 warning: see hoplens validate q.json"
