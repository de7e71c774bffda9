#!/usr/bin/env bash
# Two pipelines in one real window: a tab of its own for the second one, its process stage beside
# the first one's, a source that changes while it runs and is asked about although nothing else
# happens, closing one tab (its stages end, the other's run on), closing the window.
# usage: tabs_test.sh HOPLENS STAGE QUIT   (exit code 4: cannot run here)
set -euo pipefail
. "$(dirname "$0")/common.inc"
. "$(dirname "$0")/letters.inc"
hoplens=$1 stage=$2 quit=$3
command -v xclip >/dev/null || { echo "skipped: xclip is not installed"; exit 4; }

export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state
mkdir -p "$XDG_CONFIG_HOME/hoplens" "$HOME"
echo '{ "Address": { "Port": 0 } }' > "$XDG_CONFIG_HOME/hoplens/settings.json"

# A pipeline of one process stage, whose program is a script in a folder of its own.
make_pipeline() {  # model name
  mkdir -p "$work/$1"
  printf '#!/bin/sh\nexec "%s" serve --role echo\n' "$stage" >"$work/$1/serve.sh"
  chmod +x "$work/$1/serve.sh"
  cat >"$work/$1.pipeline.json" <<JSON
{
  "CreateModel": { "ModelName": "$1", "Containers": [ $(container "$1-stage") ] },
  "Local": { "Stages": { "$1-stage": {
    "Runtime": "process", "Command": [ "$work/$1/serve.sh" ], "WorkingDirectory": "$1" } } },
  "Requests": [ { "Name": "one", "ContentType": "text/plain", "Body": "x" } ]
}
JSON
}
make_pipeline wine
make_pipeline iris
start_display 1440x900

keys() { xdotool key --clearmodifiers --delay 60 "$@"; }
screen() {
  printf '' | xclip -i -selection clipboard
  keys ctrl+shift+u
  timeout 2 xclip -o -selection clipboard 2>/dev/null
}
shows() { screen | grep -qF "$1"; }
hides() { local text; text=$(screen) && [ -n "$text" ] && ! grep -qF "$1" <<<"$text"; }
has_stages() { [ "$(pgrep -cf "$stage serve --role echo")" = "$1" ]; }

open_window "$work/wine.pipeline.json"
wait_for "the first pipeline in service" shows "In service"
has_stages 1 || fail "one stage was expected"

# The second one through the dialog, in a tab of its own.
keys ctrl+t
wait_for "the new tab" shows "New tab"
keys ctrl+o
sleep 0.5
keys ctrl+a
xdotool type --delay 15 "$work/iris.pipeline.json"
keys Return
wait_for "the second pipeline" shows "iris-stage"
wait_for "both in service" has_stages 2

# Nothing is touched but the file: the watch alone brings the question.
echo '# changed' >>"$work/iris/serve.sh"
wait_for "the question" shows "serve.sh of iris-stage changed"

keys ctrl+Next
wait_for "the first tab" shows "wine-stage"
hides "serve.sh of iris-stage changed" || fail "the question is the other tab's"
keys ctrl+Prior
wait_for "the second tab" shows "iris-stage"

keys ctrl+w
wait_for "the first tab alone" hides "iris"
wait_for "the end of the closed tab's stage" has_stages 1
answered() { keys ctrl+Return; sleep 0.3; shows "200"; }
wait_for "an answer of the tab that is left" answered

"$quit" "$window"
wait_for "the end" gone "$pid"
wait "$pid" || fail "closing ended with exit code $?"
wait_for "the end of all stages" has_stages 0
echo "ok"
