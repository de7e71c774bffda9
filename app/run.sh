#!/usr/bin/env bash
# Gets every dependency, builds build/hoplens and opens it on FILE (default: the demo pipeline).
# Without a display it does the same job in the terminal and writes a picture of the main window.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
file=$root/assets/demo/demo.pipeline.json
demo=yes
docker=()
for argument in "$@"; do
  case "$argument" in
    -h | --help)
      echo "Usage: app/run.sh [FILE] [--docker]"
      echo "Builds build/hoplens and opens FILE (default: assets/demo/demo.pipeline.json)."
      echo "--docker: the demo's stages run as containers, where a Docker Engine answers."
      exit 0 ;;
    --docker) docker=(--docker) ;;
    *) file=$(realpath -m "$argument") demo=no ;;
  esac
done
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
  exec build/hoplens "$file" "${docker[@]}"
fi

echo
echo "No display here, so this is the same in the terminal."
status=0
build/hoplens run "$file" --all-requests "${docker[@]}" || status=$?
rm -f build/hoplens.png
build/hoplens screenshot "$file" --all-requests "${docker[@]}" -o build/hoplens.png || [ -f build/hoplens.png ] || exit
echo "Picture of the main window: $root/build/hoplens.png"
if [ "$status" = 1 ] && [ "$demo" = yes ]; then
  echo "Two of the demo's requests are wrong on purpose; that is how an error looks."
  status=0
fi
exit "$status"
