# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --docker where no engine answers: the demo runs as processes, and says why.
needs_stage
export DOCKER_HOST=unix:///nonexistent.sock XDG_CACHE_HOME=$work/cache
exits 0 "$HOPLENS" run "$SAMPLES/demo/demo.pipeline.json" --docker
says err "unix:///nonexistent.sock"
says err "The demo's stages run as processes"
says err "(pid "
says out '"label":"Barolo"'
exits 0 "$HOPLENS" screenshot "$SAMPLES/demo/demo.pipeline.json" --docker -o demo.png
says err "The demo's stages run as processes"
[ ! -e cache ] || fail "an image was prepared that nobody builds"
# It is about the stages that are the demo's program, and says so where there are none.
cat >bare.json <<END
{ "ModelName": "m", "ExecutionRoleArn": "arn:aws:iam::123456789012:role/R",
  "Containers": [{ "Image": "img:1" }, { "Image": "img:2" }] }
END
echo 1 >rows.csv
exits 3 "$HOPLENS" run bare.json --input rows.csv --docker
says err "--docker changes nothing"
