#!/usr/bin/env bash
# Brings the pinned, signed and patched sources of the libraries that Debian 12 packages too old,
# from Debian 13's source packages, into build/sources. Touches no system file: apt gets a private
# configuration whose mirror address is read from the machine's own. Quick when nothing is to do.
set -euo pipefail
cd "$(dirname "$0")/.."

# source package, version it must be, folder that third_party/CMakeLists.txt looks for
wanted=("imgui 1.90.1 imgui" "cpp-httplib 0.18.7 httplib" "catch2 3.7.1 catch2")
into=$PWD/build/sources

missing=()
for row in "${wanted[@]}"; do
  read -r package version folder <<<"$row"
  [ "$(cat "$into/$folder.version" 2>/dev/null)" = "$version" ] || missing+=("$row")
done
[ ${#missing[@]} -gt 0 ] || exit 0

. third_party/debian-13.inc
apt=$into/apt
debian_13 "$apt" deb-src || { echo "CMake will download the libraries instead." >&2; exit 0; }

for row in "${missing[@]}"; do
  read -r package version folder <<<"$row"
  echo "  source of $package $version" >&2
  full=$(apt-cache "${debian_13_options[@]}" showsrc "$package" | sed -n 's/^Version: //p' | grep -F "$version" | sort -V | tail -1)
  work=$(mktemp -d "$into/unpack.XXXXXX")
  (cd "$work" && apt-get "${debian_13_options[@]}" source "$package=$full" >>"$apt/log" 2>&1) ||
    { cat "$apt/log" >&2; exit 1; }
  rm -rf "${into:?}/$folder"
  mv "$work"/*/ "$into/$folder"
  rm -rf "$work"
  echo "$version" >"$into/$folder.version"
done
