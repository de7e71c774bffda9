# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Ctrl+C while containers start: 130, and nothing is left.
echo_image
in_local='"Switches": { "PortBinding": "strict" }'
containers p.json "a echo" "b echo $(faults listen-after=60000)"
"$HOPLENS" run p.json >out 2>err &
pid=$!
wait_for err "a ready in" $pid
kill -INT $pid
ends_with 130 $pid
says err Interrupted
nothing_left
