# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Ctrl+C while standard input is awaited ends it.
pipeline p.json a
mkfifo pipe
"$HOPLENS" run p.json --input - <pipe >out 2>err &
pid=$!
exec 9>pipe
# Again until it is gone: before its program runs, a job in the background ignores SIGINT.
while kill -INT $pid 2>/dev/null; do read -rt 0.02 <> <(:) || true; done
got=0
wait $pid || got=$?
[ $got = 130 ] || fail "exit code $got"
