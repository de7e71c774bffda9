# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The export is the CreateModel request and nothing of Local.
needs python3
pipeline p.json a b
exits 0 "$HOPLENS" export p.json --to createmodel
python3 - <<EOF
import json
document = json.load(open("out"))
assert document == json.load(open("p.json"))["CreateModel"], document
EOF
