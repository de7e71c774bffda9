# shellcheck shell=bash source=common.inc
folder=$(cd "$(dirname "$0")/python_stage" && pwd)
. "$(dirname "$0")/common.inc"
# A real Python stage, Flask behind gunicorn and nginx, in front of one of ours: started by serve on
# the port that it is given, its model read from /opt/ml/model, its Content-Type handed on verbatim,
# its workers' lines in the log, and all of it gone at the end.
root=${HOPLENS_TEST_PYTHON_ROOT:-}
[ -n "$root" ] || skip "tests/run.sh --with-python-image makes its image (two minutes, 300 MB)"
api POST "/images/create?fromSrc=-&repo=$mine-python-root&tag=1" -H 'Content-Type: application/x-tar' \
  -H 'Expect:' -T "$root" >/dev/null
mkdir context && cp "$folder"/* context
cat >context/Dockerfile <<END
FROM $mine-python-root:1
LABEL $bind_label=true
ENV PYTHONUNBUFFERED=TRUE PYTHONDONTWRITEBYTECODE=TRUE
COPY . /opt/program
ENTRYPOINT ["python3", "/opt/program/stage_main.py"]
CMD ["train"]
END
tar -C context -c . | api POST "/build?t=$mine-python&forcerm=1" -H 'Content-Type: application/x-tar' \
  --data-binary @- >built
! grep -q '"errorDetail"' built || { cat built >&2; fail "no image"; }
echo_image
mkdir model && echo '[10, 100, 1000]' >model/factors.json
tar -czf model.tar.gz -C model .

for binding in lenient strict; do
  in_local="\"Switches\": { \"PortBinding\": \"$binding\" }"
  containers p.json "python python \"ModelData\": \"$work/model.tar.gz\", \"MemoryBytes\": 500000000" "b echo"
  exits 0 "$HOPLENS" run p.json --json
  is out 'd["StatusCode"] == 200 and d["Response"]["Body"] == "10,200,3000\n"'
  is out '["Content-Type", "text/csv; charset=utf-8"] in d["Hops"][0]["Response"]["Headers"]'
  is out '["Content-Type", "text/csv; charset=utf-8"] in d["Hops"][1]["Request"]["Headers"]'
  is out 'not [f for f in d["Findings"] if f["Severity"] == "error"]'
done
# A row that is no number: gunicorn's 500, and the traceback among the last lines.
exits 1 "$HOPLENS" run p.json --input <(echo a,b,c) --content-type text/csv
says out "424 Failed Dependency"
says err "ValueError: could not convert string to float: 'a'"
nothing_left
