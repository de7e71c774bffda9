# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An image that is neither here nor in its registry: what happened, and which member mends it.
echo_image
containers p.json "a 127.0.0.1:9/nobody/nothing:1" "b echo"
exits 3 "$HOPLENS" run p.json --json
is out 'd["Hops"] == [] and [f["ContainerHostname"] for f in d["Findings"]] == ["a"]'
says err 'The image 127.0.0.1:9/nobody/nothing:1 of stage a is not here and cannot be pulled'
says err 'Local.Stages.a.Image'
nothing_left
