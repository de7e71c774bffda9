# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The model data is where SageMaker puts it, and cannot be written to: a folder and a model.tar.gz.
test_image
mkdir -p model && echo weights >model/file
tar -czf model.tar.gz -C model .
for data in "$work/model" "$work/model.tar.gz"; do
  try='["--cat", "/opt/ml/model/file", "--try-write", "/opt/ml/model/new", "--exit", "5"]'
  containers p.json "a test \"ModelData\": \"$data\", \"Command\": $try"
  exits 3 "$HOPLENS" run p.json
  says err weights
  says err "Read-only file system"
  [ ! -e model/new ] || fail "it was written"
done
nothing_left
