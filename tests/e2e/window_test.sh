#!/usr/bin/env bash
# A real window on a virtual display: it opens, takes real clicks and keys, sleeps when nothing
# happens, wakes for new data, and closes when the window manager or a signal says so.
# usage: window_test.sh PROBE QUIT   (exit code 4: cannot run here)
set -euo pipefail
. "$(dirname "$0")/common.inc"
probe=$1 quit=$2

count() { grep -c "^$1" "$work/out" || true; }
has() { grep -q "^$1" "$work/out"; }
more_frames_than() { [ "$(count frame)" -gt "$1" ]; }
still() {  # no frame for a third of a second
  local before
  before=$(count frame)
  sleep 0.33
  [ "$before" -gt 0 ] && [ "$(count frame)" -eq "$before" ]
}

start_display 1600x1000

open_window() {
  : >"$work/out"
  rm -f "$work/in"
  mkfifo "$work/in"
  "$probe" <"$work/in" >"$work/out" 2>&1 &
  pid=$!
  started+=("$pid")
  exec 4>"$work/in"
  wait_for "the first frame" has frame
  wait_for "the window" xdotool search --onlyvisible --class hoplens >"$work/id"
  window=$(tail -1 "$work/id")
  wait_for "rest after the start" still
}
ends_with() {  # this exit code, once standard input is closed
  exec 4>&-
  local code=0
  wait "$pid" || code=$?
  [ "$code" = "$1" ] || fail "it ended with $code, not with $1"
}

open_window
echo "opened as window $window"

before=$(count frame) ticks=$(cpu_ticks "$pid")
sleep 3
[ "$(count frame)" -eq "$before" ] || fail "$(($(count frame) - before)) frames in 3 idle seconds"
spent=$(($(cpu_ticks "$pid") - ticks))
allowed=$((3 * $(getconf CLK_TCK) * 2 / 100))
[ "$spent" -le "$allowed" ] || fail "$spent ticks of CPU in 3 idle seconds"
echo "idle: 0 frames, $spent ticks of CPU in 3 s"

before=$(count frame)
echo new >&4
wait_for "a frame for new data" more_frames_than "$before"
wait_for "rest after new data" still
[ "$(count frame)" -eq $((before + 2)) ] || fail "$(($(count frame) - before)) frames for new data"
echo "new data: 2 frames"

before=$(count frame)
echo busy >&4
wait_for "frames while busy" more_frames_than $((before + 4))
echo quiet >&4
wait_for "rest after being busy" still
echo "busy: frames, then rest"

xdotool mousemove --window "$window" 60 60 click 1
wait_for "the click" has pressed
xdotool mousemove --window "$window" 60 128 click 1
xdotool key --window 0 a b c
wait_for "the typed text" has "text abc"
echo "clicked and typed"

"$quit" "$window"
wait_for "the close request" has "close requested"
ends_with 0
has "ended 0" || fail "no orderly end"
echo "closed by the window manager"

for row in "INT 130" "TERM 143"; do
  read -r signal code <<<"$row"
  open_window
  kill -s "$signal" "$pid"
  wait_for "the end after SIG$signal" has "ended $code"
  ends_with "$code"
  echo "SIG$signal: $code"
done

DISPLAY='' "$probe" </dev/null >"$work/out" 2>&1 && fail "a window without a display"
has "No display: " || fail "no word about the missing display"
cat "$work/out"
