# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that cannot be launched ends serve with 3, the reason and SageMaker's own words.
pipeline p.json a
sed -i 's/"hoplens-demo-stage"/"no-such-program-anywhere"/' p.json
exits 3 "$HOPLENS" serve p.json --port 0
silent out
says err "Endpoint test failed"
says err "no-such-program-anywhere"
