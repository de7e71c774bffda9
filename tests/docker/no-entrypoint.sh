# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An image with neither ENTRYPOINT nor a program named serve: SageMaker's CannotStartContainerError.
echo_image
image lost "$STAGE" "LABEL $bind_label=true"
containers p.json "a lost" "b echo"
exits 3 "$HOPLENS" run p.json --json
found out D13 error a
is out 'any("CannotStartContainerError" in f["Message"] for f in d["Findings"])'
says err 'try docker run IMAGE serve'
nothing_left
