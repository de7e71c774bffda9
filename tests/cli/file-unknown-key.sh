# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown key of ours names the nearest valid one.
pipeline p.json a
sed -i "s/\"Runtime\"/\"Runtme\"/" p.json
exits 2 "$HOPLENS" validate p.json
says err "Runtime"
