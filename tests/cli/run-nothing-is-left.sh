# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# After a run no stage is left, not even a daemon of one.
needs_stage
pipeline p.json a b:daemon=3600
sed -i "s/\"echo\"/\"echo\", \"--model\", \"$(basename "$work")\"/g" p.json
exits 0 "$HOPLENS" run p.json
[ -z "$(left_over "serve.*$(basename "$work")")" ]
