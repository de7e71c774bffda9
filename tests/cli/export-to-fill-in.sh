# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# What AWS still needs to be told is on standard error.
cat >bare.json <<EOF
{ "ModelName": "m", "Containers": [{ "Image": "img:1" }, { "Image": "img:2" }] }
EOF
exits 0 "$HOPLENS" export bare.json --to createmodel
says err "ExecutionRoleArn"
grep -q "\"ModelName\"" out
