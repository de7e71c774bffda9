# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Hundreds of kept connections are served although the shell allows few open files; stages keep its limit.
needs_stage
needs python3
pipeline p.json a b c
ulimit -Sn 256
"$HOPLENS" serve p.json --port 0 --quiet >served 2>err &
pid=$!
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
wait_for served "InService test" "$pid"
read -r _ _ url <served
ulimit -Sn "$(ulimit -Hn)"
URL=$url python3 - <<'PY'
import http.client, os, urllib.parse
url = urllib.parse.urlsplit(os.environ["URL"])
kept = [http.client.HTTPConnection(url.hostname, url.port, timeout=60) for _ in range(300)]
for turn in range(2):
    for one in kept:
        one.request("POST", url.path, b"1,2,3\n", {"Content-Type": "text/csv"})
        answer = one.getresponse()
        assert (answer.status, answer.read()) == (200, b"1,2,3\n"), answer.status
PY
for stage in $(pgrep -f "hoplens-demo-stage serve --role echo"); do
  grep -q "$work" "/proc/$stage/environ" 2>/dev/null || continue
  grep -q 'Max open files  *256 ' "/proc/$stage/limits" || fail "stage $stage has another limit"
done
