# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A container that is paused while it is asked: the invocation runs into its limit, and the stage can
# be stopped all the same.
echo_image
in_local='"Limits": { "InvocationTimeoutSeconds": 2 }'
containers p.json "a echo $(faults delay=60000)" "b echo"
hanging_run p.json a b
api POST "/containers/$(container_of a)/pause"
ends_with 1 $pid
is out 'd["StatusCode"] == 424 and d["Hops"][0]["Error"]["Kind"] == "timeout" and len(d["Hops"]) == 1'
nothing_left
