# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# SIGTERM while a stage answers: 143, and nothing is left.
needs_stage
pipeline p.json a:delay=60000
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
"$HOPLENS" run p.json >out 2>err &
pid=$!
wait_for err "a ready in" $pid
[ -n "$(left_over "serve.*$(basename "$work")")" ]
kill -TERM $pid
got=0
wait $pid || got=$?
[ $got = 143 ] || fail "exit code $got"
[ -z "$(left_over "serve.*$(basename "$work")")" ]
