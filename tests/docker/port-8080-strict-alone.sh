# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Under strict one stage on 8080 among good ones has the port for itself, and is refused all the same.
echo_image
in_local='"Switches": { "PortBinding": "strict" }'
containers p.json "a echo" "b echo $(faults port=8080)" "c echo"
exits 3 "$HOPLENS" run p.json --json
found out D02 error b
is out 'all(f["ContainerHostname"] == "b" for f in d["Findings"])'
nothing_left
