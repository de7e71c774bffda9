# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Secret-looking values are masked in what a failed launch shows of the log.
needs_stage
pipeline p.json a
sed -i "s/\"Command\": \[.*\], \"Stop/\"Environment\": { \"DB_PASSWORD\": \"hunter2222\" }, \"Command\": [\"sh\", \"-c\", \"echo login \$DB_PASSWORD; exit 1\"], \"Stop/" p.json
exits 3 "$HOPLENS" run p.json
says err "login ••••"
! grep -q hunter2222 out err
exits 3 "$HOPLENS" run p.json --json
! grep -q hunter2222 out err
