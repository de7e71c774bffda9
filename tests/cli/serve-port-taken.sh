# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A port that another program has is told before anything starts.
needs_stage
pipeline p.json a
"$HOPLENS" serve --port 0 --json >out 2>first &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
wait_for first "Answering as SageMaker at http://127.0.0.1:" "$pid"
port=$(sed -n 's/.*http:\/\/127.0.0.1:\([0-9]*\).*/\1/p' first | head -1)
exits 3 "$HOPLENS" serve p.json --port "$port"
silent out
says err "$port"
