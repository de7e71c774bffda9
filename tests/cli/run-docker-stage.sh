# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that needs Docker says so where this build cannot start it.
cat >bare.json <<EOF
{ "ModelName": "m", "ExecutionRoleArn": "arn:aws:iam::123456789012:role/R",
  "Containers": [{ "Image": "img:1" }, { "Image": "img:2" }] }
EOF
echo 1 >rows.csv
exits 3 "$HOPLENS" run bare.json --input rows.csv
says err "container-1 could not be launched"
