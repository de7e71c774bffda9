# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# What one run recorded goes from HAR to the formats of traces, and to HAR again as it was.
needs_stage
needs python3
pipeline p.json a b
exits 0 "$HOPLENS" run p.json --har one.har
exits 0 "$HOPLENS" convert one.har --to har -o two.har
cmp one.har two.har || fail "a HAR that was read and written again is another"
exits 0 "$HOPLENS" convert one.har --to otlp -o one.otlp.json
exits 0 "$HOPLENS" convert one.har --to chrome-trace -o one.trace.json
python3 - <<PY
import json
spans = json.load(open("one.otlp.json"))["resourceSpans"][0]["scopeSpans"][0]["spans"]
assert [span["kind"] for span in spans] == [2, 3, 3]
events = json.load(open("one.trace.json"))["traceEvents"]
assert {"client", "1 a", "2 b"} <= {e["args"]["name"] for e in events if e["ph"] == "M" and "name" in e["args"]}
PY
