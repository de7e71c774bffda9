# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A bare CreateModel request is checked with pointers from its own root.
cat >bare.json <<EOF
{
  "ModelName": "-bad-",
  "ExecutionRoleArn": "arn:aws:iam::123456789012:role/R",
  "Containers": [{ "Image": "img:1" }, { "Image": "img:2" }]
}
EOF
exits 1 "$HOPLENS" validate bare.json
says out "/ModelName"
! grep -q "/CreateModel" out
