# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The same as one JSON document.
needs python3
pipeline p.json a b
exits 0 "$HOPLENS" validate p.json --json
python3 -c "import json; assert json.load(open(\"out\")) == {\"Findings\": []}"
