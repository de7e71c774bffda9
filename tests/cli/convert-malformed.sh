# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# What cannot be read is refused with its place, and nothing is written.
echo '{ "log": { "entries": 7 } }' >bad.har
exits 2 "$HOPLENS" convert bad.har --to har -o out.har
says err "bad.har, line 1, /log/entries: must be a list"
echo "no session" >bad.hoplens-session
exits 2 "$HOPLENS" convert bad.hoplens-session --to har -o out.har
says err "bad.hoplens-session: it is no session"
[ ! -e out.har ] || fail "something was written"
exits 2 "$HOPLENS" convert bad.har --to pdf -o out.har
says err "The formats are"
