# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# serve says where each pipeline answers, answers there, counts, and leaves nothing behind.
needs_stage
needs curl
pipeline p.json a b
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
"$HOPLENS" serve p.json --port 0 >out 2>err &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
wait_for out "InService test http://127.0.0.1:" "$pid"
read -r word model url <out
[ "$word $model" = "InService test" ]
case $url in http://127.0.0.1:*/endpoints/test/invocations) ;; *) fail "not the promised URL: $url" ;; esac

exits 0 curl -sS -i -H 'Content-Type: text/csv' --data-binary $'1,2,3\n' "$url"
says out "200 OK"
says out "x-Amzn-Invoked-Production-Variant: AllTraffic"
says out "1,2,3"
wait_for err "test 200" "$pid"

base=${url%/endpoints/*}
exits 0 curl -sS "$base/metrics"
says out 'endpoint_name="test"'
exits 0 curl -sS "$base/metrics.json"
says out Invocations
exits 0 curl -sS -o /dev/null -w '%{http_code}' -H 'Host: evil.example' "$base/metrics"
says out 403
exits 0 curl -sS -o /dev/null -w '%{http_code}' -H 'Origin: http://evil.example' -d x "$url"
says out 403

kill -TERM "$pid"
code=0
wait "$pid" || code=$?
[ "$code" = 143 ] || fail "exit code $code and not 143"
[ -z "$(left_over "serve.*$(basename "$work")")" ]
