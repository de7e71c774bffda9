# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# kill -9 of hoplens leaves no stage behind.
needs_stage
pipeline p.json a:delay=60000 b:daemon=3600
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
"$HOPLENS" run p.json >out 2>err &
pid=$!
wait_for err "a ready in" $pid
wait_for err "b ready in" $pid
[ -n "$(left_over "serve.*$(basename "$work")")" ]
kill -KILL $pid
wait $pid || true
until [ -z "$(left_over "serve.*$(basename "$work")")" ]; do read -rt 0.05 <> <(:) || true; done
