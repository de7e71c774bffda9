# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An image without the label runs here, with the error that CreateModel would give.
needs_stage
image bare "$STAGE" 'ENTRYPOINT ["/program"]' 'ENV DEMO_STAGE_ROLE=echo'
echo_image
containers p.json "a bare" "b echo"
exits 0 "$HOPLENS" run p.json --json
found out D01 error a
is out 'len(d["Findings"]) == 1 and d["StatusCode"] == 200'
is out '"does not contain required '$bind_label'=true Docker label(s)" in d["Findings"][0]["Message"]'
