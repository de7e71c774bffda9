#!/usr/bin/env bash
# What `cmake --install` puts on a system: a program that starts, a demo that it runs, a valid entry
# in the desktop's menu, and the icon it names.
# usage: install_test.sh BUILD   (exit code 4: cannot run here)
set -euo pipefail
build=$1
command -v desktop-file-validate >/dev/null ||
  { echo "skipped: desktop-file-validate is not installed"; exit 4; }
into=$(mktemp -d)
trap 'rm -rf "$into"' EXIT
fail() { echo "FAILED: $*"; exit 1; }

cmake --install "$build" --prefix "$into" >"$into/log" || { cat "$into/log"; fail "the installation"; }
desktop-file-validate "$into/share/applications/hoplens.desktop" || fail "the menu entry"
icon=$(sed -n 's/^Icon=//p' "$into/share/applications/hoplens.desktop")
for size in 16 32 48 64 128 256; do
  [ -s "$into/share/icons/hicolor/${size}x$size/apps/$icon.png" ] || fail "the icon of $size pixels"
done
program=$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$into/share/applications/hoplens.desktop")
"$into/bin/$program" run "$into/share/hoplens/demo/demo.pipeline.json" >"$into/out" 2>"$into/err" ||
  { cat "$into/err"; fail "the installed demo"; }
[ -s "$into/share/hoplens/lessons/tour.lesson.txt" ] || fail "the lessons"
echo "ok"
