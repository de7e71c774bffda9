# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An image for another processor is told before it is launched, and again by why it cannot be. Its
# program is cut short, so that no emulation installed on this machine runs it.
echo_image
case $(uname -m) in x86_64) other=arm64 ;; *) other=amd64 ;; esac
python3 - "$STAGE" $other "$mine-other" "$bind_label" >image.tar <<'END'
import hashlib, io, json, sys, tarfile
program, architecture, name, label = sys.argv[1:]
def tar(files, out):
    with tarfile.open(fileobj=out, mode="w|") as archive:
        for path, content in files:
            member = tarfile.TarInfo(path)
            member.size, member.mode = len(content), 0o755
            archive.addfile(member, io.BytesIO(content))
elf = bytearray(open(program, "rb").read(4096))
elf[18:20] = (183 if architecture == "arm64" else 62).to_bytes(2, "little")
layer = io.BytesIO()
tar([("program", bytes(elf))], layer)
config = json.dumps({"architecture": architecture, "os": "linux",
    "config": {"Entrypoint": ["/program"], "Labels": {label: "true"}},
    "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer.getvalue()).hexdigest()]}}).encode()
manifest = json.dumps([{"Config": "config.json", "RepoTags": [name + ":latest"], "Layers": ["layer.tar"]}]).encode()
tar([("config.json", config), ("layer.tar", layer.getvalue()), ("manifest.json", manifest)], sys.stdout.buffer)
END
api POST /images/load -H 'Content-Type: application/x-tar' --data-binary @image.tar >loaded
containers p.json "a other" "b echo"
exits 3 "$HOPLENS" run p.json --json
found out D34 warning a
found out D34 error a
is out 'any("exec format error" in f["Message"] for f in d["Findings"])'
nothing_left
