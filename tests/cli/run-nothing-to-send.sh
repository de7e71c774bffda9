# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# With neither a saved request nor --input the next step is named.
needs python3
pipeline p.json a
python3 -c "
import json
d = json.load(open(\"p.json\")); del d[\"Requests\"]; json.dump(d, open(\"p.json\", \"w\"))"
exits 2 "$HOPLENS" run p.json
says err "nothing to send"
says err "--input"
