"""Every answer, decoded by nothing but json, held against botocore's own service model."""

import http.client
import json
import re
import time

from support import served, story
from support.served import arn, container, create_model_request, variant

story.own_environment()
DATA = story.clients("python") / "usr/lib/python3/dist-packages/botocore/data"
CONTROL = json.loads((DATA / "sagemaker/2017-07-24/service-2.json").read_text())
RUNTIME = json.loads((DATA / "sagemaker-runtime/2017-05-13/service-2.json").read_text())
SIGNED = (
    f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260131/{served.REGION}/sagemaker/aws4_request, "
    "SignedHeaders=host, Signature=00"
)


def offences(service, shape_name, value, at):
    """What is wrong with `value`, were it of that shape; one line each."""
    shape = service["shapes"][shape_name]
    return SHAPES[shape["type"]](service, shape, value, at)


def of_structure(service, shape, value, at):
    if not isinstance(value, dict):
        return [f"{at} is no structure: {value!r}"]
    members = shape["members"]
    found = [f"{at}.{name} is missing" for name in shape.get("required", []) if name not in value]
    for name, inner in value.items():
        if name not in members:
            found.append(f"{at}.{name} is not in the service model")
        else:
            found += offences(service, members[name]["shape"], inner, f"{at}.{name}")
    return found


def of_list(service, shape, value, at):
    if not isinstance(value, list):
        return [f"{at} is no list: {value!r}"]
    found = out_of_bounds(shape, len(value), at)
    for place, inner in enumerate(value):
        found += offences(service, shape["member"]["shape"], inner, f"{at}[{place}]")
    return found


def of_map(service, shape, value, at):
    if not isinstance(value, dict):
        return [f"{at} is no map: {value!r}"]
    return [
        offence
        for key, inner in value.items()
        for offence in offences(service, shape["value"]["shape"], inner, f"{at}.{key}")
    ]


def of_string(_service, shape, value, at):
    if not isinstance(value, str):
        return [f"{at} is no string: {value!r}"]
    found = out_of_bounds(shape, len(value), at)
    if "enum" in shape and value not in shape["enum"]:
        found.append(f"{at} is no word of its enum: {value!r}")
    # \p{L} and the like are unknown to Python's re.
    pattern = shape.get("pattern", "")
    if pattern and "\\p{" not in pattern and not re.fullmatch(pattern, value):
        found.append(f"{at} does not match {pattern}: {value!r}")
    return found


def of_number(whole):
    def check(_service, shape, value, at):
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            return [f"{at} is no number of its kind: {value!r}"]
        return out_of_bounds(shape, value, at)

    return check


def of_boolean(_service, _shape, value, at):
    return [] if isinstance(value, bool) else [f"{at} is no boolean: {value!r}"]


def of_timestamp(_service, _shape, value, at):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return [f"{at} is no number of seconds: {value!r}"]
    return [] if abs(value - time.time()) < 3600 else [f"{at} is not of this hour: {value!r}"]


def out_of_bounds(shape, size, at):
    low, high = shape.get("min", size), shape.get("max", size)
    return [] if low <= size <= high else [f"{at} is {size}, and not within {low} and {high}"]


SHAPES = {
    "structure": of_structure,
    "list": of_list,
    "map": of_map,
    "string": of_string,
    "integer": of_number(whole=True),
    "long": of_number(whole=True),
    "float": of_number(whole=False),
    "double": of_number(whole=False),
    "boolean": of_boolean,
    "timestamp": of_timestamp,
}

FULL_MODEL = create_model_request(
    "walk",
    container("first", ImageConfig={"RepositoryAccessMode": "Platform"}),
    container("last", ModelDataUrl="s3://my-bucket/wine/model.tar.gz", Mode="SingleModel"),
    InferenceExecutionConfig={"Mode": "Serial"},
    VpcConfig={"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1", "subnet-2"]},
    EnableNetworkIsolation=False,
    Tags=[{"Key": "team", "Value": "wine"}],
)
FULL_CONFIG = {
    "EndpointConfigName": "walk",
    "ProductionVariants": [
        variant("walk", ModelDataDownloadTimeoutInSeconds=300, VolumeSizeInGB=8)
    ],
    "Tags": [{"Key": "team", "Value": "wine"}],
    "DataCaptureConfig": {
        "EnableCapture": False,
        "InitialSamplingPercentage": 10,
        "DestinationS3Uri": "s3://my-bucket/captured",
        "CaptureOptions": [{"CaptureMode": "Input"}],
    },
}
MODEL = arn("model", "walk")

# In the order of an endpoint's life. "settle" waits until it is in service.
WALK = [
    ("CreateModel", FULL_MODEL),
    ("DescribeModel", {"ModelName": "walk"}),
    ("ListModels", {}),
    ("CreateEndpointConfig", FULL_CONFIG),
    (
        "CreateEndpointConfig",
        {"EndpointConfigName": "next", "ProductionVariants": [variant("walk")]},
    ),
    ("DescribeEndpointConfig", {"EndpointConfigName": "walk"}),
    ("ListEndpointConfigs", {"MaxResults": 1}),
    ("CreateEndpoint", {"EndpointName": "walk", "EndpointConfigName": "walk"}),
    ("DescribeEndpoint", {"EndpointName": "walk"}),
    ("settle", {}),
    ("DescribeEndpoint", {"EndpointName": "walk"}),
    ("ListEndpoints", {}),
    ("AddTags", {"ResourceArn": MODEL, "Tags": [{"Key": "stage", "Value": "test"}]}),
    ("ListTags", {"ResourceArn": MODEL}),
    ("DeleteTags", {"ResourceArn": MODEL, "TagKeys": ["stage"]}),
    (
        "UpdateEndpointWeightsAndCapacities",
        {
            "EndpointName": "walk",
            "DesiredWeightsAndCapacities": [{"VariantName": "AllTraffic", "DesiredWeight": 2.0}],
        },
    ),
    ("settle", {}),
    ("UpdateEndpoint", {"EndpointName": "walk", "EndpointConfigName": "next"}),
    ("DescribeEndpoint", {"EndpointName": "walk"}),
    ("settle", {}),
    ("DescribeEndpoint", {"EndpointName": "walk"}),
]
FAREWELL = [
    ("DeleteEndpoint", {"EndpointName": "walk"}),
    ("DeleteEndpointConfig", {"EndpointConfigName": "walk"}),
    ("DeleteModel", {"ModelName": "walk"}),
]


class ServiceModel(story.Story):
    def ask(self, path, body, headers):
        address = self.served.url.removeprefix("http://")
        connection = http.client.HTTPConnection(address, timeout=served.PATIENCE)
        connection.request("POST", path, body, {"Authorization": SIGNED, **headers})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def call(self, operation, members):
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"SageMaker.{operation}",
        }
        answer, body = self.ask("/", json.dumps(members), headers)
        self.assertTrue(answer.headers["x-amzn-RequestId"], operation)
        return answer, body

    def settle(self):
        def status():
            described = json.loads(self.call("DescribeEndpoint", {"EndpointName": "walk"})[1])
            return described["EndpointStatus"] == "InService"

        served.until("walk is in service", status)

    def walk(self, steps):
        for operation, members in steps:
            if operation == "settle":
                self.settle()
                continue
            with self.subTest(operation):
                self.check(operation, *self.call(operation, members))

    def check(self, operation, answer, body):
        self.assertEqual(answer.status, 200, body)
        output = CONTROL["operations"][operation].get("output")
        if not output:
            self.assertEqual((answer.headers["Content-Length"], body), ("0", b""))
            return
        self.assertEqual(answer.headers["Content-Type"], "application/x-amz-json-1.1")
        self.assertEqual(offences(CONTROL, output["shape"], json.loads(body), operation), [])

    def test_answers_of_the_control_plane_and_of_the_runtime(self):
        self.walk(WALK)
        self.runtime_answers()
        self.walk(FAREWELL)

    def test_what_was_asked_for_is_echoed(self):
        self.call("CreateModel", {**FULL_MODEL, "ModelName": "echo"})
        described = json.loads(self.call("DescribeModel", {"ModelName": "echo"})[1])
        for member, value in FULL_MODEL.items():
            if member not in ("ModelName", "Tags"):  # tags are ListTags' to tell
                self.assertEqual(described.get(member), value, member)
        config = {
            **FULL_CONFIG,
            "EndpointConfigName": "echo",
            "ProductionVariants": [{**FULL_CONFIG["ProductionVariants"][0], "ModelName": "echo"}],
        }
        self.call("CreateEndpointConfig", config)
        described = json.loads(
            self.call("DescribeEndpointConfig", {"EndpointConfigName": "echo"})[1]
        )
        for member in ("ProductionVariants", "DataCaptureConfig"):
            self.assertEqual(described.get(member), config[member], member)

    def runtime_answers(self):
        path = "/endpoints/walk/invocations"
        answer, body = self.ask(path, b"1,2\n", {"Content-Type": "text/csv"})
        self.assertEqual((answer.status, body), (200, b"1,2\n"))
        output = RUNTIME["shapes"]["InvokeEndpointOutput"]
        known = {
            one["locationName"].lower() for one in output["members"].values() if "location" in one
        }
        plain = {"date", "content-length", "connection", "x-amzn-requestid"}
        self.assertLessEqual({name.lower() for name in answer.headers}, known | plain)
        self.assertEqual(answer.headers["x-Amzn-Invoked-Production-Variant"], "AllTraffic")

        answer, body = self.ask("/endpoints/nowhere/invocations", b"x", {})
        self.assertEqual(answer.headers["x-amzn-ErrorType"], "ValidationError")
        self.assert_error_shape("ValidationError", body)

    def test_a_model_error_has_the_members_of_its_shape(self):
        failing = create_model_request("failing", container("only", "status=418"))
        self.call("CreateModel", failing)
        self.call(
            "CreateEndpointConfig",
            {"EndpointConfigName": "failing", "ProductionVariants": [variant("failing")]},
        )
        self.call("CreateEndpoint", {"EndpointName": "failing", "EndpointConfigName": "failing"})

        def answered():
            answer, body = self.ask("/endpoints/failing/invocations", b"x", {})
            return (answer, body) if answer.status == 424 else None

        answer, body = served.until("its container answers", answered)
        self.assertEqual(answer.headers["x-amzn-ErrorType"], "ModelError")
        self.assert_error_shape("ModelError", body)
        self.assertEqual(json.loads(body)["OriginalStatusCode"], 418)

    def assert_error_shape(self, name, body):
        error = json.loads(body)
        # contract 3.15, 3.26, 4.9: codes that the service sends and its model does not have.
        for code in ("ErrorCode", "Code"):
            error.pop(code, None)
        self.assertEqual(offences(RUNTIME, name, error, name), [])
        self.assertTrue(error["Message"])

    def test_errors_of_the_control_plane_are_json_with_a_type(self):
        answer, body = self.call("DescribeModel", {"ModelName": "nowhere"})
        self.assertEqual(answer.status, 400)
        error = json.loads(body)
        self.assertEqual(error["__type"].split("#")[-1], "ValidationException")
        self.assertIn(arn("model", "nowhere"), error["message"])


story.main()
