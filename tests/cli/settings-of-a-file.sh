# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The values of a file are shown, and those that differ from the default are marked.
pipeline p.json a b
sed -i 's/"Local": {/"Local": { "Limits": { "PingTimeoutSeconds": 0.5 }, "Switches": { "InnerAccept": "absent" },/' p.json
exits 0 "$HOPLENS" settings p.json
says out "0.5 seconds (changed)"
says out "absent (changed)"
