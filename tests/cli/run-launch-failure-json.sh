# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A failed launch still gives the document: no hops, no response, the reason in Findings.
needs_stage
needs python3
pipeline p.json a b:crash-at-start
exits 3 "$HOPLENS" run p.json --json
python3 - <<EOF
import json
d = json.load(open("out"))
assert d["Hops"] == [] and d["Response"] is None and d["Order"] == ["a", "b"]
assert any(f["Severity"] == "error" and f["ContainerHostname"] == "b" for f in d["Findings"]), d["Findings"]
EOF
says err "b could not be launched"
