#!/usr/bin/env bash
# A person's whole way through a real window, with real mouse and key events and an empty home: the
# first screen, opening through the dialog, sending, inspecting, dragging a stage, undo, export,
# closing with unsaved changes, a kill with unsaved changes and what is offered afterwards, a file
# dropped from a file manager. What is on the screen is read through "copy the screen as text".
# usage: whole_way_test.sh HOPLENS STAGE QUIT DROP COLOURS   (exit code 4: cannot run here)
set -euo pipefail
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/letters.inc"
hoplens=$1 stage=$2 quit=$3 drop=$4 colours=$5
command -v xclip >/dev/null || { echo "skipped: xclip is not installed"; exit 4; }

export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
# Whoever holds port 8089 here is not to be waited for, and no banner moves what is clicked.
mkdir -p "$XDG_CONFIG_HOME/hoplens"
echo '{ "Address": { "Port": 0 } }' > "$XDG_CONFIG_HOME/hoplens/settings.json"
mkdir -p "$HOME"
start_letters
draw_items
start_display 1440x900

keys() { xdotool key --clearmodifiers --delay 60 "$@"; }
# Nothing while a dialog is open: it keeps the key to itself.
screen() {
  printf '' | xclip -i -selection clipboard >/dev/null  # it stays, and would hold the pipe open
  keys ctrl+shift+u
  timeout 2 xclip -o -selection clipboard 2>/dev/null
}
no_dialog() { keys Escape; [ -n "$(screen)" ]; }
# Does what is told until the screen shows the words.
shows() { screen | grep -qF "$1"; }

# A window that is still busy with its start may miss a drag; it is done again then.
rearranged() {  # path path
  drag "$1" "$2"
  for _ in {1..20}; do
    shows "not saved" && return 0
    sleep 0.1
  done
  return 1
}

open_window
wait_for "the first screen" shows "Open the demo pipeline"

# Through the dialog, by typing the path.
keys ctrl+o
sleep 0.5
keys ctrl+a
xdotool type --delay 15 "$work/letters.pipeline.json"
keys Return
wait_for "the opened pipeline" shows "letters"
wait_for "glyphs that no font of the window had" shows "酒"
# The text alone would also come from a window that is black.
painted() { [ "$("$colours" "$window")" -gt 40 ]; }
wait_for "a window that is drawn with them" painted
# Another size of everything makes the fonts anew, too.
keys ctrl+equal
wait_for "a larger window's content" painted
keys ctrl+0
wait_for "the usual size again" painted

wait_for "stages to send to" shows "In service"
send() { keys ctrl+Return; arrived; }
wait_for "the first answer" send
wait_for "all three hops" reached "1 1 1"
wait_for "the refusal of c" shows "415"

# Another hop is inspected: what a was asked and answered.
keys Left Left
wait_for "the first hop" shows "Hop 1 of 3"

wait_for "the new order" rearranged stage:c stage:a
keys ctrl+z
unchanged() { ! shows "not saved"; }
wait_for "the undo" unchanged

# From no dialog; each key when the one before it had its frame.
export_by_key() {
  keys Escape Escape
  for key in ctrl+e Return Return; do keys $key; sleep 0.3; done
  [ -s "$work/letters.createmodel.json" ]
}
wait_for "the exported file" export_by_key
wait_for "the end of the dialogs" no_dialog

# Closing with unsaved changes asks; Esc stays, Enter saves and closes.
wait_for "the new order again" rearranged stage:c stage:a
"$quit" "$window"
sleep 0.5
wait_for "the window that stayed" no_dialog
saved_and_closed() { "$quit" "$window"; sleep 0.5; keys Return 2>/dev/null || true; sleep 0.5; gone "$pid"; }
wait_for "the end after saving" saved_and_closed
wait "$pid" || fail "closing ended with exit code $?"
ordered cab || fail "the saved order is $(order)"

# A SIGKILL with unsaved changes: the next start offers them.
open_window "$work/letters.pipeline.json"
wait_for "the window again" shows "letters"
draw_items
wait_for "the third order" rearranged stage:a stage:c
recovery_written() { [ -n "$(find "$XDG_STATE_HOME/hoplens/recovery" -name '*.json' 2>/dev/null)" ]; }
wait_for "the recovery file" recovery_written
kill -9 "$pid"
wait_for "the kill" gone "$pid"
wait "$pid" 2>/dev/null || true
open_window
# A dialog keeps keys to itself: Enter restores.
restored() { keys Return; sleep 0.4; shows "not saved"; }
wait_for "the restored changes" restored
kill -9 "$pid"
wait "$pid" 2>/dev/null || true
rm -rf "$XDG_STATE_HOME/hoplens/recovery"

# A SIGKILL with something recorded: the next start offers that.
open_window "$work/letters.pipeline.json"
wait_for "the window once more" shows "letters"
answered() { keys ctrl+Return; sleep 0.3; shows "415"; }
wait_for "an answer to keep" answered
recording_written() { [ -n "$(find "$XDG_STATE_HOME/hoplens/recovery" -name '*.hoplens-session' 2>/dev/null)" ]; }
wait_for "the journal" recording_written
kill -9 "$pid"
wait_for "the second kill" gone "$pid"
wait "$pid" 2>/dev/null || true
open_window
recorded_again() { keys Return; sleep 0.4; shows "letters" && shows "415"; }
wait_for "what was recorded" recorded_again
"$quit" "$window"
wait_for "the end after a kill" gone "$pid"
wait "$pid" || fail "closing ended with exit code $?"
[ -z "$(find "$XDG_STATE_HOME/hoplens/recovery" -name '*.hoplens-session')" ] || fail "the journal stayed"

# A file manager drops the file into an empty window.
open_window
wait_for "the first screen again" shows "Open the demo pipeline"
"$drop" "$window" "$work/letters.pipeline.json" || fail "the drop"
wait_for "the dropped pipeline" shows "letters"
"$quit" "$window"
wait_for "the end" gone "$pid"
wait "$pid" || fail "closing ended with exit code $?"
echo "ok"
