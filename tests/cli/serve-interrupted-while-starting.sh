# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Ctrl+C before the stages are ready says so, stops them and leaves nothing.
needs_stage
pipeline p.json a b
sed -i '0,/"hoplens-demo-stage", "serve", "--role", "echo"/s//"sleep", "3141"/' p.json
"$HOPLENS" serve p.json --port 0 >out 2>err &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
wait_for err "test/b ready" "$pid"
kill -TERM "$pid"
code=0
wait "$pid" || code=$?
[ "$code" = 143 ] || fail "exit code $code and not 143"
silent out
says err "Interrupted, stopping the stages"
[ -z "$(left_over "sleep 3141")" ]
