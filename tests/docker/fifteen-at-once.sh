# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Fifteen containers, as many as a pipeline may have, side by side.
echo_image
stages=()
for i in $(seq 15); do stages+=("s$i echo"); done
containers p.json "${stages[@]}"
exits 0 "$HOPLENS" run p.json --json
is out 'len(d["Hops"]) == 15 and d["StatusCode"] == 200 and d["Findings"] == []'
is out 'len({h["Url"] for h in d["Hops"]}) == 15'
nothing_left
