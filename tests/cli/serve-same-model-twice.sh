# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Two files of one ModelName cannot both be its endpoint.
pipeline a.json x
pipeline b.json y
exits 2 "$HOPLENS" serve a.json b.json --port 0
silent out
says err "both describe model test"
