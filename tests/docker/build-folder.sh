# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Build: the folder is built into an image first; not again while its files are the same, again once
# one has changed; and what the Dockerfile cannot do is told.
needs_stage
mkdir folder
install "$STAGE" folder/program
dockerfile() {
  printf '%s\n' 'FROM scratch' "LABEL $bind_label=true test.of=$mine" 'COPY program /program' \
    'ENTRYPOINT ["/program"]' "ENV DEMO_STAGE_ROLE=echo DEMO_STAGE_FAULTS=header=X-Try:$1" >folder/Dockerfile
}
# Images that were built here, whatever they are called.
built_images() { api GET '/images/json' | ids_of "$mine" | sort; }
also_cleanup() { for image in $(built_images); do api DELETE "/images/$image?force=1"; done >/dev/null 2>&1; }
try() { is out '"'"$1"'" in [v for n, v in d["Hops"][0]["Response"]["Headers"] if n == "X-Try"]'; }

in_local= in_model=
containers p.json "a x/y \"Build\": \"folder\""
sed -i 's|"Image": "x/y", ||' p.json
dockerfile one
exits 0 "$HOPLENS" run p.json --json
try one
says err "the image"
first=$(built_images)
[ -n "$first" ] || fail "no image was built"
exits 0 "$HOPLENS" run p.json --json
try one
[ "$(built_images)" = "$first" ] || fail "it was built again although nothing changed"
dockerfile two
exits 0 "$HOPLENS" run p.json --json
try two
[ "$(built_images)" != "$first" ] || fail "it was not built again"
echo 'COPY missing /missing' >>folder/Dockerfile
exits 3 "$HOPLENS" run p.json --json
says err missing
nothing_left
