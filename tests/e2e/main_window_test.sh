#!/usr/bin/env bash
# Hoplens itself in a real window on a virtual display, used with real mouse and key events: click
# Send, drag a stage to the front, send again, save, export, sit idle, close. The stages run outside and
# write down what reaches them.
# usage: main_window_test.sh HOPLENS STAGE QUIT   (exit code 4: cannot run here)
set -euo pipefail
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/letters.inc"
hoplens=$1 stage=$2 quit=$3

start_letters
draw_items
start_display 1440x900
export XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
# Whoever holds port 8089 here is not to be waited for, and no banner moves what is clicked.
mkdir -p "$XDG_CONFIG_HOME/hoplens"
echo '{ "Address": { "Port": 0 } }' > "$XDG_CONFIG_HOME/hoplens/settings.json"

open_window "$work/letters.pipeline.json"

# Until the stages are ready a click on Send does nothing.
click_send() {
  point request/Send
  xdotool click 1
  arrived
}
wait_for "the first answer" click_send
wait_for "all three hops" reached "1 1 1"

drag stage:c stage:a
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
