# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The JSON document has every member that is promised.
needs_stage
needs python3
pipeline p.json a b
exits 0 "$HOPLENS" run p.json --json
python3 - <<EOF
import json
d = json.load(open("out"))
assert list(d) == ["InvocationId", "ModelName", "Order", "StartedAt", "StatusCode", "DurationMicroseconds",
                   "ContainerMicroseconds", "OverheadMicroseconds", "Hops", "Response", "Findings"], list(d)
assert d["ModelName"] == "test" and d["StatusCode"] == 200 and d["Order"] == ["a", "b"]
assert d["DurationMicroseconds"] > d["ContainerMicroseconds"] > 0
first = d["Hops"][0]
assert first["Index"] == 1 and first["Runtime"] == "process" and first["Url"].endswith("/invocations")
assert set(first["Timings"]) == {"Queue", "Connect", "Send", "Wait", "Receive"}
assert ["Content-Type", "text/csv"] in first["Request"]["Headers"]
assert first["Response"]["StatusCode"] == 200 and first["Response"]["Body"] == "1,2,3\n"
assert first["Error"] is None
assert d["Response"]["Body"] == "1,2,3\n" and d["Response"]["BodyBytes"] == 6
assert d["Findings"] == []
EOF
