#!/usr/bin/env bash
# Gets every dependency, builds build/hoplens and opens it on FILE (default: the demo pipeline).
# Without a display it does the same job in the terminal and writes a picture of the main window.
set -euo pipefail
case "${1:-}" in -h | --help)
  echo "Usage: app/run.sh [FILE]"
  echo "Builds build/hoplens and opens FILE (default: assets/demo/demo.pipeline.json)."
  exit 0 ;;
esac
root=$(cd "$(dirname "$0")/.." && pwd)
file=$(realpath -m "${1:-$root/assets/demo/demo.pipeline.json}")
if [ ! -f "$file" ]; then
  echo "There is no file $file. Give the path of a *.pipeline.json file." >&2
  exit 2
fi
cd "$root"

third_party/prepare.sh
[ -f build/release/build.ninja ] || cmake --preset release >build/configure.log ||
  { cat build/configure.log >&2; exit 1; }
cmake --build --preset release --target hoplens hoplens-demo-stage

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec build/hoplens "$file"
fi

echo
echo "No display here, so this is the same in the terminal."
status=0
build/hoplens run "$file" --all-requests || status=$?
rm -f build/hoplens.png
build/hoplens screenshot "$file" --all-requests -o build/hoplens.png || [ -f build/hoplens.png ] || exit
echo "Picture of the main window: $root/build/hoplens.png"
if [ "$status" = 1 ] && [ $# = 0 ]; then
  echo "Two of the demo's requests are wrong on purpose; that is how an error looks."
  status=0
fi
exit "$status"
