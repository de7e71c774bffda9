#!/usr/bin/env bash
# Hoplens itself in a real window on a virtual display, used with real mouse and key events: click
# Send, drag a stage to the front, send again, save, export, sit idle, close. The stages run outside and
# write down what reaches them.
# usage: main_window_test.sh HOPLENS STAGE QUIT   (exit code 4: cannot run here)
set -euo pipefail
. "$(dirname "$0")/common.inc"
hoplens=$1 stage=$2 quit=$3

listens() { grep -q 'listens on' "$work/$1.log"; }
posts() { grep -c 'POST /invocations' "$work/$1.log" || true; }
reached() { [ "$(posts a) $(posts b) $(posts c)" = "$1" ]; }
order() { grep -o '"ContainerHostname": "[abc]"' "$work/letters.pipeline.json" | cut -d'"' -f4 | tr -d '\n'; }
ordered() { [ "$(order)" = "$1" ]; }

# Three stages that echo; c refuses everything, so whoever stands behind it is not called.
start_stage() {  # name port fault…
  local name=$1 port=$2
  shift 2
  : >"$work/$name.log"
  SAGEMAKER_BIND_TO_PORT=$port "$stage" serve --role echo --host 127.0.0.1 "$@" \
    >"$work/$name.log" 2>&1 &
  started+=($!)
  wait_for "stage $name" listens "$name"
}
base=$((20000 + $$ % 9000))
start_stage a $base
start_stage b $((base + 1))
start_stage c $((base + 2)) --fault status=415

container() {  # name
  printf '{ "ContainerHostname": "%s", "Image": "1.dkr.ecr.us-east-1.amazonaws.com/%s:1" }' "$1" "$1"
}
local_stage() {  # name port
  printf '"%s": { "Runtime": "url", "Url": "http://127.0.0.1:%s" }' "$1" "$2"
}
cat >"$work/letters.pipeline.json" <<JSON
{
  "CreateModel": {
    "ModelName": "letters",
    "Containers": [ $(container a), $(container b), $(container c) ]
  },
  "Local": { "Stages": {
    $(local_stage a $base), $(local_stage b $((base + 1))), $(local_stage c $((base + 2)))
  } },
  "Requests": [ { "Name": "x", "ContentType": "text/plain", "Body": "x" } ]
}
JSON

# The same screen drawn off screen says where everything is.
"$hoplens" screenshot "$work/letters.pipeline.json" -o "$work/screen.png" --items "$work/items" \
  2>"$work/out" || fail "the picture"
centre() {  # path
  awk -F'\t' -v path="$1" '$1 == path || substr($1, length($1) - length(path)) == "/" path {
    print int($2 + $4 / 2), int($3 + $5 / 2); exit }' "$work/items"
}

start_display 1440x900
export XDG_CONFIG_HOME=$work/config

"$hoplens" "$work/letters.pipeline.json" >"$work/out" 2>&1 &
pid=$!
started+=("$pid")
window=
seen() { window=$(xdotool search --onlyvisible --class hoplens 2>/dev/null | head -1) && [ -n "$window" ]; }
wait_for "the window" seen
eval "$(xdotool getwindowgeometry --shell "$window")"
origin_x=$X origin_y=$Y

point() {  # path: the mouse goes there
  local at
  at=$(centre "$1")
  [ -n "$at" ] || fail "there is no $1 on the screen"
  # shellcheck disable=SC2086
  set -- $at
  xdotool mousemove $((origin_x + $1)) $((origin_y + $2))
}

# Until the stages are ready a click on Send does nothing.
click_send() {
  point request/Send
  xdotool click 1
  sleep 0.3
  ! reached "0 0 0"
}
wait_for "the first answer" click_send
wait_for "all three hops" reached "1 1 1"

point stage:c
xdotool mousedown 1
# shellcheck disable=SC2046
set -- $(centre stage:a)
for step in 3 2 1 0; do
  xdotool mousemove $((origin_x + $1 - 100 + step * 60)) $((origin_y + $2))
  sleep 0.05
done
xdotool mouseup 1
# A key that comes before the edit is on the screen saves nothing: it is pressed again.
keys_lead_to() {  # order key…
  xdotool key --clearmodifiers --delay 100 "${@:2}"
  ordered "$1"
}
wait_for "the saved order c, a, b" keys_lead_to cab ctrl+s

point request/Send
xdotool click 1
wait_for "an invocation that ends at c" reached "1 1 2"

# Undo by key, from wherever the focus is, and save again.
point top\ bar/help
wait_for "the first order again" keys_lead_to abc ctrl+z ctrl+s

# Export by key alone: the dialog, "Save as…", the name that is proposed. What is left open then
# is closed step by step.
export_by_key() {
  xdotool key --clearmodifiers --delay 100 ctrl+e Return Return
  [ -s "$work/letters.createmodel.json" ]
}
wait_for "the exported file" export_by_key
grep -q '"ModelName": "letters"' "$work/letters.createmodel.json" || fail "the exported text"
xdotool key --delay 100 Escape Escape Escape

# Idle: nothing wakes the window's thread, and no processor time is used.
xdotool mousemove $((origin_x + 700)) $((origin_y + 20))
sleep 1.5
switches() { awk '/^voluntary_ctxt_switches/ {print $2}' "/proc/$pid/task/$pid/status"; }
switches_before=$(switches) ticks_before=$(cpu_ticks "$pid")
sleep 5
woken=$(($(switches) - switches_before)) used=$(($(cpu_ticks "$pid") - ticks_before))
echo "idle for 5 s: the window's thread woke $woken times, $used ticks of 10 ms were used"
[ "$woken" -le 1 ] || fail "an idle window woke $woken times in 5 s"
[ "$used" -lt 10 ] || fail "an idle window used $used ticks of 10 ms in 5 s"

"$quit" "$window"
wait_for "the end" gone "$pid"
wait "$pid" || fail "closing ended with exit code $?"
echo "ok"
