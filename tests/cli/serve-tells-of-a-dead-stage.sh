# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that dies while serving is told at once, by its endpoint and its name; serving goes on.
needs_stage
needs curl
pipeline p.json a b
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
"$HOPLENS" serve p.json --port 0 >out 2>err &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
wait_for out "InService test" "$pid"
read -r _ _ url <out
stage=$(pgrep -nf "serve --role echo --model $(basename "$work")")
kill -KILL "$stage"
wait_for err "failed: killed by SIGKILL" "$pid"
says err "test/"
exits 0 curl -sS -o answer -w '%{http_code}' -d 1,2 -H 'Content-Type: text/csv' "$url"
says out 424
