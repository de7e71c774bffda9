#!/usr/bin/env bash
# Installs what building (and with --tests, testing) needs, on Debian through apt; quick when all
# is there. Elsewhere it says what is needed and lets CMake look for it.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  cmake ninja-build g++ git ca-certificates ccache pkg-config dpkg-dev debian-archive-keyring
  nlohmann-json3-dev libcli11-dev libexpected-dev libarchive-dev node-llhttp libstb-dev
  libssl-dev libcurl4-openssl-dev libfontconfig-dev libglfw3-dev libgl-dev libgl1-mesa-dri libsystemd-dev
  fonts-inter fonts-jetbrains-mono
)
if [ "${1:-}" = --tests ]; then
  packages+=(xvfb xdotool xclip x11-utils desktop-file-utils fonts-wqy-zenhei python3-sklearn zsh fish
    docker.io docker-registry openssl curl iproute2 mmdebstrap python3-botocore python3-boto3 awscli busybox-static
    clang libclang-rt-14-dev llvm)
  # Where Node.js came from elsewhere, npm came with it, and Debian's would not install beside it.
  command -v npm >/dev/null || packages+=(npm)
fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "Not a Debian system: install the equivalents of these yourself where CMake asks for them:" >&2
  echo "  ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' ||
    missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "Run this as root, or install sudo." >&2; exit 1; }
    as_root=(sudo)
  fi
  log=$(mktemp)
  apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >>"$log" 2>&1; }
  apt install -y --no-install-recommends "${missing[@]}" ||
    { apt update && apt install -y --no-install-recommends "${missing[@]}"; } ||
    { tail -20 "$log" >&2; exit 1; }
  rm -f "$log"
fi

third_party/fetch-debian-sources.sh
if [ "${1:-}" = --tests ]; then
  third_party/fetch-clients.sh
fi
