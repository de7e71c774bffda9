# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A second Ctrl+C kills a stage that will not stop.
needs_stage
pipeline p.json a:ignore-term
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\", \"--fault\", \"delay=60000\"/g" p.json
"$HOPLENS" run p.json >out 2>err &
pid=$!
wait_for err "a ready in" $pid
[ -n "$(left_over "serve.*$(basename "$work")")" ]
kill -INT $pid
wait_for err "Interrupted" $pid
kill -INT $pid
got=0
wait $pid || got=$?
[ $got = 130 ] || fail "exit code $got"
[ -z "$(left_over "serve.*$(basename "$work")")" ]
