"""The life of an endpoint by plain AWS CLI commands, as Debian 12 packages it."""

import json
import os
import pathlib
import subprocess

from support import served, story
from support.served import arn, container, create_model_request, variant, wine_containers

# By its path: another one that stands before it on PATH is not the one that is meant.
AWS = pathlib.Path("/usr/bin/aws")
if not AWS.exists():
    story.skip("Debian's awscli is not installed")
REFUSED = 254  # the exit code of version 2 for an error that the service answers
story.own_environment()
os.environ.pop("PYTHONPATH", None)


class AwsCli(story.Story):
    def run_aws(self, *words):
        command = [str(AWS), *words, "--endpoint-url", self.served.url, "--output", "json"]
        return subprocess.run(
            command, cwd=self.served.folder, capture_output=True, text=True, timeout=served.PATIENCE
        )

    def aws(self, *words):
        """The command's answer; it must go well."""
        done = self.run_aws(*words)
        self.assertEqual(done.returncode, 0, f"aws {' '.join(words)}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def sagemaker(self, *words):
        return self.aws("sagemaker", *words)

    def refused(self, operation, code, message, *words):
        done = self.run_aws(*words)
        self.assertEqual(done.returncode, REFUSED, done.stdout)
        said = f"An error occurred ({code}) when calling the {operation} operation: {message}"
        self.assertEqual(done.stderr.strip(), said)

    def file(self, name, content):
        (self.served.folder / name).write_text(json.dumps(content))
        return f"file://{name}"

    def status(self, name):
        return self.sagemaker("describe-endpoint", "--endpoint-name", name)["EndpointStatus"]

    def settled(self, name):
        """The waiter polls every 30 s, the first time at once: let it come when all is ready."""
        served.until(f"{name} is in service", lambda: self.status(name) == "InService")
        self.sagemaker("wait", "endpoint-in-service", "--endpoint-name", name)

    def create(self, name, *containers):
        model = create_model_request(name, *containers)
        answer = self.sagemaker(
            "create-model", "--cli-input-json", self.file(f"{name}.json", model)
        )
        self.assertEqual(answer, {"ModelArn": arn("model", name)})
        variants = self.file(f"{name}-variants.json", [variant(name)])
        answer = self.sagemaker(
            *("create-endpoint-config", "--endpoint-config-name", name),
            *("--production-variants", variants),
        )
        self.assertEqual(answer, {"EndpointConfigArn": arn("endpoint-config", name)})

    def invoke(self, name, body, *words):
        (self.served.folder / "body").write_bytes(body)
        answer = self.aws(
            *("sagemaker-runtime", "invoke-endpoint", "--endpoint-name", name),
            *("--body", "fileb://body", *words, "out"),
        )
        return answer, (self.served.folder / "out").read_bytes()

    def test_create_wait_invoke_update_delete(self):
        self.create("wine", *wine_containers())
        self.create("echo", container("first"), container("last", "content-type=text/echo"))
        answer = self.sagemaker(
            *("create-endpoint", "--endpoint-name", "cellar", "--endpoint-config-name", "wine")
        )
        self.assertEqual(answer, {"EndpointArn": arn("endpoint", "cellar")})
        self.settled("cellar")

        described = self.sagemaker("describe-model", "--model-name", "wine")
        self.assertEqual(described["Containers"], wine_containers())
        described = self.sagemaker("describe-endpoint-config", "--endpoint-config-name", "wine")
        self.assertEqual(described["ProductionVariants"], [variant("wine")])
        self.lists()

        rows = (served.assets() / "demo" / "payloads" / "three.csv").read_bytes()
        answer, body = self.invoke(
            "cellar", rows, "--content-type", "text/csv", "--accept", "application/json"
        )
        self.assertEqual(
            answer, {"ContentType": "application/json", "InvokedProductionVariant": "AllTraffic"}
        )
        self.assertEqual(len(json.loads(body)["predictions"]), 3)

        self.sagemaker(
            *("update-endpoint", "--endpoint-name", "cellar", "--endpoint-config-name", "echo")
        )
        self.settled("cellar")
        answer, body = self.invoke("cellar", b"hello", "--content-type", "text/plain")
        self.assertEqual((answer["ContentType"], body), ("text/echo", b"hello"))

        self.sagemaker(
            *("update-endpoint-weights-and-capacities", "--endpoint-name", "cellar"),
            *("--desired-weights-and-capacities", "VariantName=AllTraffic,DesiredWeight=5"),
        )
        described = self.sagemaker("describe-endpoint", "--endpoint-name", "cellar")
        self.assertEqual(described["ProductionVariants"][0]["DesiredWeight"], 5.0)
        self.settled("cellar")
        self.tags()

        self.sagemaker("delete-endpoint", "--endpoint-name", "cellar")
        served.until(
            "cellar is deleted",
            lambda: self.run_aws(
                "sagemaker", "describe-endpoint", "--endpoint-name", "cellar"
            ).returncode,
        )
        self.sagemaker("wait", "endpoint-deleted", "--endpoint-name", "cellar")
        for name in ("wine", "echo"):
            self.sagemaker("delete-endpoint-config", "--endpoint-config-name", name)
            self.sagemaker("delete-model", "--model-name", name)
        left = [one["ModelName"] for one in self.sagemaker("list-models")["Models"]]
        self.assertIn(self.served.endpoint, left)
        self.assertFalse({"wine", "echo"} & set(left), left)

    def lists(self):
        for command, member, name, expected in [
            ("list-models", "Models", "ModelName", ["echo", "wine"]),
            ("list-endpoint-configs", "EndpointConfigs", "EndpointConfigName", ["echo", "wine"]),
            ("list-endpoints", "Endpoints", "EndpointName", ["cellar"]),
        ]:
            listed = self.sagemaker(command, "--sort-by", "Name", "--sort-order", "Ascending")
            names = [one[name] for one in listed[member]]
            self.assertEqual(sorted(names), names)
            self.assertLessEqual(set(expected), set(names))

    def tags(self):
        of = ("--resource-arn", arn("endpoint", "cellar"))
        added = self.sagemaker("add-tags", *of, "--tags", "Key=team,Value=wine", "Key=old,Value=1")
        self.assertEqual(len(added["Tags"]), 2)
        self.sagemaker("delete-tags", *of, "--tag-keys", "old")
        self.assertEqual(
            self.sagemaker("list-tags", *of), {"Tags": [{"Key": "team", "Value": "wine"}]}
        )

    def test_refusals_are_told_in_awss_words(self):
        self.create("there", container("only", "status=500"))
        self.refused(
            "CreateModel",
            "ValidationException",
            f'Cannot create already existing model "{arn("model", "there")}".',
            *("sagemaker", "create-model", "--cli-input-json", "file://there.json"),
        )
        self.refused(
            "DescribeEndpoint",
            "ValidationException",
            f'Could not find endpoint "{arn("endpoint", "nowhere")}".',
            *("sagemaker", "describe-endpoint", "--endpoint-name", "nowhere"),
        )
        bad = self.file("bad.json", create_model_request("under_score", container()))
        self.refused(
            "CreateModel",
            "ValidationException",
            "1 validation error detected: Value 'under_score' at 'modelName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: "
            r"^[a-zA-Z0-9]([\-a-zA-Z0-9]*[a-zA-Z0-9])?",
            *("sagemaker", "create-model", "--cli-input-json", bad),
        )
        invoke = (
            *("sagemaker-runtime", "invoke-endpoint", "--cli-binary-format", "raw-in-base64-out"),
            *("--body", "x", "out", "--endpoint-name"),
        )
        self.refused(
            "InvokeEndpoint",
            "ValidationError",
            f"Endpoint nowhere of account {served.ACCOUNT} not found.",
            *(*invoke, "nowhere"),
        )
        self.sagemaker(
            *("create-endpoint", "--endpoint-name", "there", "--endpoint-config-name", "there")
        )
        self.settled("there")
        done = self.run_aws(*invoke, "there")
        self.assertEqual(done.returncode, REFUSED)
        self.assertIn(
            "An error occurred (ModelError) when calling the InvokeEndpoint operation: "
            "Received server error (500) from ",
            done.stderr,
        )

    def test_a_waiter_tells_that_an_endpoint_failed(self):
        self.create("doomed", container("only", "crash-at-start"))
        self.sagemaker(
            *("create-endpoint", "--endpoint-name", "doomed", "--endpoint-config-name", "doomed")
        )
        served.until("doomed is Failed", lambda: self.status("doomed") == "Failed")
        done = self.run_aws("sagemaker", "wait", "endpoint-in-service", "--endpoint-name", "doomed")
        self.assertEqual(done.returncode, 255)
        self.assertIn("Waiter EndpointInService failed", done.stderr)


story.main()
