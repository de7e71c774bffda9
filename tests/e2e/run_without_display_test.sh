#!/usr/bin/env bash
# The README's first command on a machine without a display: it builds, runs the demo in the
# terminal and writes a picture of the main window.
# usage: run_without_display_test.sh SOURCE_FOLDER
set -euo pipefail
unset DISPLAY WAYLAND_DISPLAY
out=$(mktemp)
trap 'rm -f "$out"' EXIT
rm -f "$1/build/hoplens.png"
status=0
"$1/app/run.sh" >"$out" 2>&1 || status=$?
cat "$out"
[ "$status" -le 1 ] || { echo "FAILED: exit code $status"; exit 1; }
grep -q 'preprocess .*✓ 200' "$out" || { echo "FAILED: no hop was printed"; exit 1; }
grep -q 'Barolo' "$out" || { echo "FAILED: no answer was printed"; exit 1; }
[ "$(head -c 4 "$1/build/hoplens.png" | tail -c 3)" = PNG ] || { echo "FAILED: no picture"; exit 1; }
