# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Ctrl+C while an image is pulled from a registry that does not get on with it: 130, nothing is left.
echo_image
python3 -u - >port <<'END' &
import socket, time
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1])
kept = []
while True: kept.append(listener.accept()[0])
END
registry=$!
also_cleanup() { kill $registry; }
until [ -s port ]; do read -rt 0.02 <> <(:) || true; done
containers p.json "a 127.0.0.1:$(cat port)/slow/image:1" "b echo"
"$HOPLENS" run p.json >out 2>err &
pid=$!
wait_for err "b ready in" $pid
wait_for err "pulling image:1" $pid
kill -INT $pid
ends_with 130 $pid
says err Interrupted
nothing_left
