# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A picture goes where a link leads, never in the place of a link, a folder or a device.
needs_stage
pipeline p.json a
echo old >real.png
ln -s real.png link.png
exits 0 "$HOPLENS" screenshot p.json -o link.png --size 400x320
[ -L link.png ] || fail "the link was replaced"
[ "$(head -c 4 real.png | tail -c 3)" = PNG ] || fail "the picture is not where the link leads"
mkfifo pipe
cat pipe >from-pipe &
exits 0 "$HOPLENS" screenshot p.json -o pipe --size 400x320
[ -p pipe ] || fail "the pipe was replaced"
wait
[ "$(head -c 4 from-pipe | tail -c 3)" = PNG ] || fail "the picture did not go into the pipe"
mkdir folder
exits 2 "$HOPLENS" screenshot p.json -o folder --size 400x320
says err "name a file inside it"
