# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# With --json there is a document even for a file that cannot be read.
needs python3
echo "{" >bad.json
exits 2 "$HOPLENS" validate bad.json --json
python3 -c "import json; assert json.load(open(\"out\"))[\"Findings\"][0][\"Severity\"] == \"error\""
