# How AWS's own samples start a container: nginx in front of gunicorn, ended together.
import os
import signal
import subprocess
import sys

if sys.argv[1:] != ["serve"]:
    sys.exit(f"asked to do {sys.argv[1:]} and not to serve")
port = os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080")
with open("/opt/program/nginx.conf") as template:
    text = template.read().replace("PORT", port)
with open("/tmp/nginx.conf", "w") as configuration:
    configuration.write(text)

children = [
    subprocess.Popen(["gunicorn", "--chdir", "/opt/program", "--bind", "unix:/tmp/gunicorn.sock",
                      "--workers", "2", "--access-logfile", "-", "stage:app"]),
    subprocess.Popen(["nginx", "-c", "/tmp/nginx.conf"]),
]


def stop(*_):
    for child in children:
        child.send_signal(signal.SIGQUIT if child is children[1] else signal.SIGTERM)
    for child in children:
        child.wait()
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
os.wait()  # one of them has ended: so must the other
stop()
