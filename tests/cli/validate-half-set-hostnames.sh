# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A ContainerHostname on one container only is an error with pointer and line.
pipeline p.json a b
sed -i "s/{ \"ContainerHostname\": \"b\", /{ /; s/\"b\": {/\"container-2\": {/" p.json
exits 1 "$HOPLENS" validate p.json
says out "error"
says out "/CreateModel/Containers"
grep -q "line [0-9]" out
