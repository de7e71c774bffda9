# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --skip leaves a stage out: it is neither started nor called.
needs_stage
needs python3
pipeline p.json a b:crash-at-start c
exits 0 "$HOPLENS" run p.json --skip b --json
python3 -c "
import json
assert [h[\"ContainerHostname\"] for h in json.load(open(\"out\"))[\"Hops\"]] == [\"a\", \"c\"]"
! grep -q "b starting" err
