# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --order changes the route, this once.
needs_stage
needs python3
pipeline p.json a b c
exits 0 "$HOPLENS" run p.json --order c,a,b --json
python3 -c "
import json
d = json.load(open(\"out\"))
assert d[\"Order\"] == [\"c\", \"a\", \"b\"]
assert [h[\"ContainerHostname\"] for h in d[\"Hops\"]] == [\"c\", \"a\", \"b\"]"
! grep -q "c\", \"a" p.json
