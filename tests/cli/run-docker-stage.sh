# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Stages that need Docker say once why there is none, and what to do.
export DOCKER_HOST=unix:///nonexistent.sock
cat >bare.json <<EOF
{ "ModelName": "m", "ExecutionRoleArn": "arn:aws:iam::123456789012:role/R",
  "Containers": [{ "Image": "img:1" }, { "Image": "img:2" }] }
EOF
echo 1 >rows.csv
exits 3 "$HOPLENS" run bare.json --input rows.csv
silent out
says err "could not be launched: No Docker Engine answers here"
says err "unix:///nonexistent.sock"
says err "DOCKER_HOST"
exits 3 "$HOPLENS" run bare.json --input rows.csv --json
says out '"Response": null'
