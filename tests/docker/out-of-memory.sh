# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A container over its memory limit is killed by the system; which limit it was is said.
echo_image
containers p.json "a echo" "b echo $(faults huge=300000000), \"MemoryBytes\": 64000000"
exits 1 "$HOPLENS" run p.json --json
is out 'd["StatusCode"] == 424 and d["Hops"][1]["Error"]["Kind"] == "closed"'
found out stage-exited error b
is out 'any("SIGKILL" in f["Message"] and "out of memory (limit 64.0 MB)" in f["Message"] for f in d["Findings"])'
nothing_left
