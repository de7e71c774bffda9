# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --order puts the containers into that order.
needs python3
pipeline p.json a b c
exits 0 "$HOPLENS" export p.json --to createmodel --order c,a,b
python3 -c "
import json
assert [c[\"ContainerHostname\"] for c in json.load(open(\"out\"))[\"Containers\"]] == [\"c\", \"a\", \"b\"]"
