# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A state file that cannot be read is told and left as it is.
mkdir state
echo '{"FormatVersion": 1, "Models": [' >state/sagemaker.state.json
cp state/sagemaker.state.json before
exits 2 "$HOPLENS" serve --port 0 --state state
silent out
says err sagemaker.state.json
cmp before state/sagemaker.state.json
