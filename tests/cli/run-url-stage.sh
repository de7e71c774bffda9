# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A stage that runs already is called and not launched.
needs_stage
needs python3
pipeline p.json a
port=$(python3 -c "
import socket
s = socket.socket(); s.bind((\"127.0.0.1\", 0)); print(s.getsockname()[1])")
SAGEMAKER_BIND_TO_PORT=$port "$STAGE" serve --role echo --host 127.0.0.1 >stage.log 2>&1 &
stage=$!
trap "kill $stage; rm -rf $work" EXIT
wait_for stage.log "listens on" $stage
sed -i "s|\"Runtime\": \"process\", \"Command\": \[.*\], \"Stop[A-Za-z]*\": 30|\"Runtime\": \"url\", \"Url\": \"http://127.0.0.1:$port\"|" p.json
exits 0 "$HOPLENS" run p.json
[ "$(tail -1 out)" = "1,2,3" ]
kill -0 $stage
