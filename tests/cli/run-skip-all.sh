# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Nothing can be run where every stage is skipped.
pipeline p.json a b
exits 2 "$HOPLENS" run p.json --skip a,b
says err "Every container is skipped"
