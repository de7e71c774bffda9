#!/usr/bin/env bash
# Brings the AWS clients that tests/clients drives and Debian 12 does not package, into build/clients:
#   python  boto3, botocore and s3transfer of Debian 13, unpacked, for PYTHONPATH
#   js      the AWS SDK for JavaScript and a Node.js that runs it, as tests/clients/package-lock.json pins them
# What cannot be had leaves its reason in build/clients/NAME.missing, and its tests are skipped with it.
# Quick when nothing is to do.
set -euo pipefail
cd "$(dirname "$0")/.."
into=$PWD/build/clients
mkdir -p "$into"

# package, version it must be
wanted=("python3-boto3 1.37.9" "python3-botocore 1.37.9" "python3-s3transfer 0.11.4")

python_clients() {
  [ "$(cat "$into/python.version" 2>/dev/null)" = "${wanted[*]}" ] && return
  . third_party/debian-13.inc
  local apt=$into/apt row package version full
  debian_13 "$apt" deb || { echo "Debian 13's archive is out of reach" >"$into/python.missing"; return; }
  rm -rf "$into/python" "$into/debs"
  mkdir -p "$into/debs"
  for row in "${wanted[@]}"; do
    read -r package version <<<"$row"
    echo "  $package $version" >&2
    full=$(apt-cache "${debian_13_options[@]}" madison "$package" | cut -d'|' -f2 | tr -d ' ' | grep "^$version[-+]" | head -1) || true
    (cd "$into/debs" && apt-get "${debian_13_options[@]}" download "$package=$full" >>"$apt/log" 2>&1) ||
      { tail -3 "$apt/log" >&2; echo "Debian 13 does not offer $package $version" >"$into/python.missing"; return; }
    dpkg-deb -x "$into/debs/${package}"_*.deb "$into/python"
  done
  rm -rf "$into/debs" "$into/python.missing"
  echo "${wanted[*]}" >"$into/python.version"
}

js_clients() {
  local lock=tests/clients/package-lock.json
  cmp -s "$lock" "$into/js.version" && return
  command -v npm >/dev/null || { echo "npm is not installed" >"$into/js.missing"; return; }
  echo "  the AWS SDK for JavaScript" >&2
  rm -rf "$into/js"
  mkdir -p "$into/js"
  cp tests/clients/package.json "$lock" "$into/js"
  if ! (cd "$into/js" && timeout 300 npm ci --ignore-scripts --no-audit --no-fund) >"$into/js.log" 2>&1; then
    tail -5 "$into/js.log" >&2
    echo "npm could not bring the AWS SDK for JavaScript: $(grep -m1 -i error "$into/js.log" | head -c 200)" >"$into/js.missing"
    return
  fi
  rm -f "$into/js.missing"
  cp "$lock" "$into/js.version"
}

python_clients
js_clients
