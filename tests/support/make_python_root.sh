#!/usr/bin/env bash
# make_python_root.sh FILE.tar: a Debian root file system with Flask, gunicorn and nginx, for the case
# of a real Python stage. Takes a minute or two and needs root; does nothing where the file is there.
# Packages come from the mirror that this machine's own apt uses.
set -euo pipefail
file=$1
[ -s "$file" ] && exit 0
[ "$(id -u)" = 0 ] || { echo "Making a Python image needs root" >&2; exit 1; }
release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mapfile -t mirrors < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' 2>/dev/null |
  awk -v release="$release" 'index($2, release) == 1 && !seen[$0]++ { print "deb", $1, $2, "main" }')
[ ${#mirrors[@]} -gt 0 ] || { echo "This machine's apt knows no mirror of $release" >&2; exit 1; }
echo "Making a root file system with Python, Flask, gunicorn and nginx" >&2
trap 'rm -f "$file.part.tar" "$file.log"' EXIT
mmdebstrap --variant=minbase --include=python3-flask,gunicorn,nginx-light "$release" "$file.part.tar" \
  "${mirrors[@]}" >"$file.log" 2>&1 || { tail -20 "$file.log" >&2; exit 1; }
mv "$file.part.tar" "$file"
