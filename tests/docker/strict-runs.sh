# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Stages that heed SAGEMAKER_BIND_TO_PORT share one namespace under strict: one address, two ports.
echo_image
in_local='"Switches": { "PortBinding": "strict" }'
containers p.json "a echo" "b echo"
exits 0 "$HOPLENS" run p.json --json
is out 'd["Findings"] == [] and len({h["Url"] for h in d["Hops"]}) == 2'
is out 'len({h["Url"].split(":")[1] for h in d["Hops"]}) == 1'
nothing_left
