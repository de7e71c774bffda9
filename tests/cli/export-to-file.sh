# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# -o writes the file and nothing to standard output.
pipeline p.json a b
exits 0 "$HOPLENS" export p.json --to createmodel -o model.json
silent out
grep -q "\"ModelName\": \"test\"" model.json
