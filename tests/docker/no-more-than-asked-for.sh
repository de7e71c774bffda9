# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# No capability beyond Docker's default set, no new privileges, no host mount but the model data,
# and nothing of the caller's environment.
echo_image
mkdir model
export HOPLENS_TEST_SECRET=hush
containers p.json "a echo $(faults delay=60000), \"ModelData\": \"$work/model\", \"Cpus\": 0.5, \"MemoryBytes\": 64000000"
hanging_run p.json a
api GET "/containers/$(container_of a)/json" >a.json
kill -INT $pid
ends_with 130 $pid
is a.json 'not d["HostConfig"]["CapAdd"] and not d["HostConfig"]["Privileged"]'
is a.json '"no-new-privileges" in " ".join(d["HostConfig"]["SecurityOpt"])'
is a.json 'not d["HostConfig"]["Devices"] and d["HostConfig"]["PidMode"] == "" and d["HostConfig"]["IpcMode"] == "private"'
is a.json '[(m["Source"], m["Destination"], m["RW"]) for m in d["Mounts"]] == [("'"$work"'/model", "/opt/ml/model", False)]'
is a.json 'd["HostConfig"]["Memory"] == 64000000 and d["HostConfig"]["NanoCpus"] == 500000000'
is a.json 'd["Config"]["Cmd"] == ["serve"] and d["Config"]["Hostname"] == "a"'
! grep -q hush a.json || fail "the caller's environment reached the container"
nothing_left
