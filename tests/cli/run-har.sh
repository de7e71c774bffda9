# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --har writes one page and an entry for each hop, also where the pipeline answers with an error.
needs_stage
needs python3
pipeline p.json a b
exits 0 "$HOPLENS" run p.json --har good.har
says err "HAR of 1 invocation written to good.har"
pipeline bad.json a b:status=500
exits 1 "$HOPLENS" run bad.json --har bad.har --json
exits 2 "$HOPLENS" run p.json --har no/such/folder/x.har
says err "no/such/folder/x.har"
python3 - <<PY
import json
good, bad = (json.load(open(name))["log"] for name in ("good.har", "bad.har"))
for log in (good, bad):
    assert log["version"] == "1.2" and len(log["pages"]) == 1 and len(log["entries"]) == 2
    for entry in log["entries"]:
        assert entry["pageref"] == log["pages"][0]["id"]
        total = sum(t for t in entry["timings"].values() if t >= 0)
        assert abs(total - entry["time"]) < 1e-6 and entry["_real"] is True
assert [e["response"]["status"] for e in good["entries"]] == [200, 200]
assert good["entries"][0]["request"]["postData"]["text"] == "1,2,3\n"
assert [e["response"]["status"] for e in bad["entries"]] == [200, 500]
PY
