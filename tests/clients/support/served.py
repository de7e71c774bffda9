"""`hoplens serve`, started for one story, and the pipeline files that stories give it."""

import json
import os
import pathlib
import re
import signal
import subprocess
import tarfile
import tempfile
import threading
import time

PATIENCE = 60  # seconds until a wait for something that must come is given up

# Not the emulator's default, so that it must come from the signature (contract 4.6).
REGION = "eu-west-1"
ACCOUNT = "000000000000"
ROLE = "arn:aws:iam::123456789012:role/SageMakerRole"
REGISTRY = f"123456789012.dkr.ecr.{REGION}.amazonaws.com"
WINE = ["preprocess", "model", "postprocess"]


SOURCE = pathlib.Path(__file__).resolve().parents[3]


def place(variable, otherwise):
    """What ctest says in `variable`; a story that is run by hand finds it in the repository."""
    return pathlib.Path(os.environ.get(variable, SOURCE / otherwise))


def assets():
    return place("SAMPLES", "assets")


def arn(kind, name):
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:{kind}/{name.lower()}"


def container(hostname=None, faults="", role="echo", image="demo-stage", **members):
    """A ContainerDefinition; its environment tells the demo stage what to do."""
    environment = {"DEMO_STAGE_ROLE": role}
    if faults:
        environment["DEMO_STAGE_FAULTS"] = faults
    definition = {"Image": f"{REGISTRY}/{image}:1", "Environment": environment, **members}
    return {"ContainerHostname": hostname, **definition} if hostname else definition


def wine_containers():
    """The demo's three containers, their model data in a bucket."""
    return [
        {
            "ContainerHostname": name,
            "Image": f"{REGISTRY}/wine-{name}:1",
            "ModelDataUrl": f"s3://my-bucket/wine/{name}.tar.gz",
            "Environment": {"SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT": "text/csv"}
            if name == "preprocess"
            else {},
        }
        for name in WINE
    ]


def create_model_request(name, *containers, **members):
    return {"ModelName": name, "ExecutionRoleArn": ROLE, "Containers": list(containers), **members}


def variant(model, name="AllTraffic", **members):
    return {
        "VariantName": name,
        "ModelName": model,
        "InitialInstanceCount": 1,
        "InstanceType": "ml.m5.large",
        "InitialVariantWeight": 1.0,
        **members,
    }


STAGE = {"Runtime": "process", "Command": ["hoplens-demo-stage", "serve"]}


def pipeline_file(folder, images=None, limits=None):
    """One small pipeline, and how images that arrive over the wire run here."""
    document = {
        "CreateModel": create_model_request("at-hand", container("first"), container("second")),
        "Local": {
            "Stages": {"first": STAGE, "second": STAGE},
            "Images": {
                "*.dkr.ecr.*.amazonaws.com/demo-stage:*": STAGE,
                "*.dkr.ecr.*.amazonaws.com/wine-*:*": STAGE,
                **(images or {}),
            },
            "S3": {"my-bucket/wine": "bucket/wine"},
            **({"Limits": limits} if limits else {}),
        },
    }
    path = folder / "served.pipeline.json"
    path.write_text(json.dumps(document, indent=2))
    return path


def fill_bucket(folder):
    """s3://my-bucket/wine/NAME.tar.gz, with the demo's model data."""
    bucket = folder / "bucket" / "wine"
    bucket.mkdir(parents=True)
    for name in WINE:
        with tarfile.open(bucket / f"{name}.tar.gz", "w:gz") as archive:
            archive.add(assets() / "demo" / name / "stage.json", "stage.json")
    (bucket / "broken.tar.gz").write_bytes(b"this is no archive")


class Served:
    """A running `hoplens serve`; a context manager, so that nothing of it is left."""

    def __init__(self, images=None, limits=None, file=None, options=()):
        self._temporary = tempfile.TemporaryDirectory(prefix="hoplens-clients-")
        self.folder = pathlib.Path(self._temporary.name)
        fill_bucket(self.folder)
        self._command = [
            str(place("HOPLENS", "build/hoplens")),
            "serve",
            str(file or pipeline_file(self.folder, images, limits)),
            "--port",
            "0",
            *options,
        ]

    def __enter__(self):
        self._complaints = open(self.folder / "stderr", "w+")
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=self._complaints, text=True
        )
        self._reader = threading.Thread(target=self._process.stdout.read, daemon=True)
        try:
            line = self._process.stdout.readline()
            said = re.match(
                r"InService (\S+) (http://127\.0\.0\.1:\d+)/endpoints/\1/invocations$", line
            )
            if not said:
                raise AssertionError(f"hoplens serve said {line!r} and not InService NAME URL")
            self.endpoint, self.url = said.groups()
            # Read on, so that it never waits for a full pipe.
            self._reader.start()
        except BaseException:
            self.__exit__(AssertionError, None, None)
            raise
        return self

    def __exit__(self, kind, *_):
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(PATIENCE)
            self._reader.join()
            self._process.stdout.close()
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = "none within a minute of SIGTERM"
        self._complaints.seek(0)
        complaints = self._complaints.read()
        self._complaints.close()
        if kind or code != 143:
            print(f"--- hoplens serve said on standard error:\n{complaints}---", flush=True)
        self._temporary.cleanup()
        if not kind and code != 143:
            raise AssertionError(f"SIGTERM ends hoplens serve with 143, and here with {code}")


def until(what, holds):
    """Asks `holds` until it gives something true; returns that."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = holds()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {PATIENCE} s in vain: {what}")
        time.sleep(0.05)
