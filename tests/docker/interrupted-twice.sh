# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A second Ctrl+C kills a container that will not stop.
echo_image
containers p.json "a echo $(faults ignore-term,delay=60000)"
hanging_run p.json a
kill -INT $pid
wait_for err Interrupted $pid
kill -INT $pid
ends_with 130 $pid
nothing_left
