# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Malformed JSON names file and line.
printf "{\n  \"CreateModel\": {\n    oops\n" >bad.json
exits 2 "$HOPLENS" validate bad.json
says err "bad.json"
says err "line 3"
