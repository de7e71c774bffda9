# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The same as JSON: the client's 424 in Response, no hop that was not reached.
needs_stage
needs python3
pipeline p.json a b:status=500 c
exits 1 "$HOPLENS" run p.json --json
python3 - <<EOF
import json
d = json.load(open("out"))
assert d["StatusCode"] == 424 and d["Response"]["StatusCode"] == 424
assert len(d["Hops"]) == 2 and d["Hops"][1]["Response"]["StatusCode"] == 500
assert json.loads(d["Response"]["Body"])["OriginalStatusCode"] == 500
EOF
