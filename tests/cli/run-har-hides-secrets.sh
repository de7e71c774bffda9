# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Values of secret variables are not in the HAR, and how many were hidden is said.
needs_stage
pipeline p.json a
sed -i 's/"Image":/"Environment": { "API_TOKEN": "hunter2222" }, "Image":/' p.json
printf 'the token is hunter2222' >body
exits 0 "$HOPLENS" run p.json --input body --content-type text/plain --har out.har
# What was sent and what came back: both hops' sides share their bodies with the client's.
says err "2 values hidden"
grep -q "the token is ••••" out.har || fail "nothing is hidden"
! grep -q hunter2222 out.har || fail "the secret is in the HAR"
