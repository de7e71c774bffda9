# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Findings as JSON carry id, severity, message, pointer and line.
needs python3
pipeline p.json a b
sed -i "s/\"ModelName\": \"test\"/\"ModelName\": \"-no-\"/" p.json
exits 1 "$HOPLENS" validate p.json --json
python3 - <<EOF
import json
[finding] = json.load(open("out"))["Findings"]
assert finding["Id"] and finding["Message"] and finding["Severity"] == "error", finding
assert finding["Pointer"] == "/CreateModel/ModelName" and finding["Line"] == 3, finding
EOF
