# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Somebody removes a container while it is asked.
echo_image
containers p.json "a echo $(faults delay=60000)" "b echo"
hanging_run p.json a b
api DELETE "/containers/$(container_of a)?force=1"
ends_with 1 $pid
is out 'd["StatusCode"] == 424 and d["Hops"][0]["Error"]["Kind"] == "closed"'
is out 'any("its container was removed" in f["Message"] for f in d["Findings"])'
nothing_left
