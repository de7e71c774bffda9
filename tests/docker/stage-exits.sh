# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A container that ends before it is ready, and one that ends while it answers.
echo_image
containers p.json "a echo $(faults crash-at-start=3)" "b echo"
exits 3 "$HOPLENS" run p.json --json
found out launch-failed error a
says err 'exited with code 3'
says err 'fault crash-at-start: ends with 3'
containers p.json "a echo" "b echo $(faults crash)"
exits 1 "$HOPLENS" run p.json --json
is out 'd["StatusCode"] == 424 and d["Hops"][1]["Error"]["Kind"] == "closed"'
is out '"Received server error (0) from b with message" in d["Response"]["Body"]'
found out stage-exited error b
is out 'any("exited with code 70" in f["Message"] for f in d["Findings"])'
nothing_left
