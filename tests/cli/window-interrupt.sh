# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The window opens on a display; Ctrl+C closes it with 130, and no stage is left.
needs_stage
needs Xvfb
needs xdotool
pipeline p.json a b
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
Xvfb -displayfd 3 -screen 0 1500x1000x24 3>display >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
until [ -s display ]; do kill -0 $server || skip "Xvfb does not start here"; read -rt 0.02 <> <(:) || true; done
export DISPLAY=":$(cat display)"
# The OpenGL driver keeps memory of its own until the end; that is no leak of ours.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 "$HOPLENS" p.json >out 2>err &
pid=$!
until [ -n "$(xdotool search --name Hoplens 2>/dev/null)" ] && [ -n "$(left_over "serve.*$(basename "$work")")" ]; do
  kill -0 $pid 2>/dev/null || { grep -q "no window" err && skip "built without the window"; cat err >&2; fail "it ended"; }
  read -rt 0.05 <> <(:) || true
done
kill -INT $pid
got=0
wait $pid || got=$?
[ $got = 130 ] || { cat err >&2; fail "exit code $got"; }
[ -z "$(left_over "serve.*$(basename "$work")")" ]
