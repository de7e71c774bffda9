# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The same two under strict, where all share one namespace: one takes the port, the other cannot, and
# whoever is named does not listen where it was told to. The innocent third is not named.
echo_image
in_local='"Switches": { "PortBinding": "strict" }'
containers p.json "a echo $(faults port=8080)" "b echo $(faults port=8080)" "c echo"
exits 3 "$HOPLENS" run p.json --json
is out 'd["Hops"] == [] and d["Response"] is None'
is out '[f for f in d["Findings"] if f["Id"] == "D02" and f["Severity"] == "error"]'
is out 'all(f["ContainerHostname"] in "ab" for f in d["Findings"])'
nothing_left
