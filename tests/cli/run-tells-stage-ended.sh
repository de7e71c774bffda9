# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that ends between two requests is told once, with its exit code.
needs_stage
pipeline p.json a:delay=500 b:crash-after=1
exits 1 "$HOPLENS" run p.json --all-requests
says err "exited with code 70"
[ "$(grep -c stage-exited err)" = 1 ] || { cat err >&2; fail "not told once"; }
says err "stage-exited"
