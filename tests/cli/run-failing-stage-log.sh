# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# When a hop fails, the last log lines of that stage are shown, after everything else.
needs_stage
pipeline p.json a b:status=500
exits 1 "$HOPLENS" run p.json
says err "Last log lines of b"
says err "POST /invocations 500"
exits 0 "$HOPLENS" run p.json --skip b
! grep -q "Last log lines" err || fail "log lines of a stage that did not fail"
