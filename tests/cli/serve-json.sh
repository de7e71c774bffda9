# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --json prints the endpoints as one document once they serve.
needs_stage
needs python3
pipeline p.json a
"$HOPLENS" serve p.json --port 0 --json --quiet >served 2>err &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
wait_for served '"Url"' "$pid"
python3 - <<'PY'
import json
document = json.load(open("served"))
(endpoint,) = document["Endpoints"]
assert endpoint["ModelName"] == endpoint["EndpointName"] == "test"
assert endpoint["Url"] == document["Address"] + "/endpoints/test/invocations"
PY
