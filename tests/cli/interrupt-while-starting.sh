# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Ctrl+C while a stage starts: 130, and nothing is left.
needs_stage
pipeline p.json a b:listen-after=60000
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
"$HOPLENS" run p.json >out 2>err &
pid=$!
wait_for err "a ready in" $pid
[ -n "$(left_over "serve.*$(basename "$work")")" ]
kill -INT $pid
got=0
wait $pid || got=$?
[ $got = 130 ] || fail "exit code $got"
says err "Interrupted"
[ -z "$(left_over "serve.*$(basename "$work")")" ]
