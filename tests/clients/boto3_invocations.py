"""InvokeEndpoint and its streaming sibling, as boto3 sends and reads them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support import boto, story
from support.served import PATIENCE, container

ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"


class Container(BaseHTTPRequestHandler):
    """A container of this story's own: well at once, and silent about what it is asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200)

    def body(self):
        return self.rfile.read(int(self.headers["Content-Length"]))

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class TwoParts(Container):
    """Its answer's second half is sent only once the first half was seen."""

    first_was_seen = threading.Event()

    def do_POST(self):
        self.body()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nfirst\r\n")
        self.wfile.flush()
        if self.first_was_seen.wait(PATIENCE):
            self.wfile.write(b"6\r\nsecond\r\n")
        self.wfile.write(b"0\r\n\r\n")


class ManyModels(Container):
    """A multi-model container (contract 2.32): models are loaded before they are invoked."""

    loaded = set()

    def do_POST(self):
        body = self.body()
        if self.path == "/models":
            self.loaded.add(json.loads(body)["model_name"])
            return self.answer(200)
        _, models, name, invoke = self.path.split("/")
        if (models, invoke) != ("models", "invoke") or name not in self.loaded:
            return self.answer(404)
        self.answer(200, self.headers["X-Amzn-SageMaker-Target-Model"].encode() + b": " + body)


def serve(handler):
    """The address of a container; it lives as long as the story."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return {"Runtime": "url", "Url": f"http://127.0.0.1:{server.server_address[1]}"}


class Invocations(boto.BotoStory):
    @classmethod
    def setUpClass(cls):
        cls.images = {"*/two-parts:*": serve(TwoParts), "*/many-models:*": serve(ManyModels)}
        super().setUpClass()

    def invoke(self, endpoint, body=b"x", **members):
        return self.runtime.invoke_endpoint(EndpointName=endpoint, Body=body, **members)

    def validation_error(self, call, *arguments, **members):
        with self.assertRaises(self.runtime.exceptions.ValidationError) as caught:
            call(*arguments, **members)
        answer = caught.exception.response
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        return answer["Error"]["Message"]

    def headers_seen_by(self, answer):
        return {name.lower(): value for name, value in json.loads(answer["Body"].read())["Headers"]}

    def test_a_failing_container_is_a_model_error_that_names_it(self):
        self.deploy("failing", container("fine"), container("faulty", "status=503"))
        for _ in range(2):
            with self.assertRaises(self.runtime.exceptions.ModelError) as caught:
                self.invoke("failing")
            error = caught.exception.response
            self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], 424)
            self.assertEqual(error["OriginalStatusCode"], 503)
            self.assertIn("told to answer 503", error["OriginalMessage"])
            self.assertEqual(
                error["LogStreamArn"],
                "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/sagemaker/Endpoints/failing",
            )
            self.assertIn(
                "Received server error (503) from faulty with message", error["Error"]["Message"]
            )

    def test_more_than_5_MB_between_two_containers_is_a_model_error(self):
        self.deploy("large", container("writer", "huge=5000001"), container("reader"))
        with self.assertRaises(self.runtime.exceptions.ModelError) as caught:
            self.invoke("large")
        self.assertIn(
            "the request payload from writer to reader is 5000001 bytes, "
            "which has exceeded the maximum limit of 5 MB.",
            caught.exception.response["Error"]["Message"],
        )

    def test_what_the_client_says_reaches_the_first_container_and_accept_the_last(self):
        said = dict(ContentType="text/csv", Accept="application/json", InferenceId="id-7")
        said["CustomAttributes"] = "trace=42"
        self.deploy("shown", container("only", "show-request"))
        seen = self.headers_seen_by(self.invoke("shown", **said))
        self.assertEqual(seen["content-type"], "text/csv")
        self.assertEqual(seen["accept"], "application/json")
        self.assertEqual(seen[ATTRIBUTES.lower()], "trace=42")
        self.assertEqual(seen["x-amzn-sagemaker-inference-id"], "id-7")
        self.assertNotIn("authorization", seen)
        self.assertNotIn("amz-sdk-invocation-id", seen)

        self.deploy("shown-last", container("first"), container("last", "show-request"))
        seen = self.headers_seen_by(self.invoke("shown-last", **said))
        self.assertEqual(seen["accept"], "application/json")
        self.assertNotIn(ATTRIBUTES.lower(), seen)
        self.assertNotIn("x-amzn-sagemaker-inference-id", seen)

    def test_a_body_without_a_type_is_bytes(self):
        self.deploy("typeless", container("only", "show-request"))
        seen = self.headers_seen_by(self.invoke("typeless"))
        self.assertEqual(seen["content-type"], "application/octet-stream")
        self.assertEqual(seen["accept"], "*/*")

    def test_attributes_of_the_container_come_back(self):
        self.deploy("answering", container("only", f"header={ATTRIBUTES}:cache=hit"))
        self.assertEqual(self.invoke("answering")["CustomAttributes"], "cache=hit")
        self.deploy("silent", container("only"))
        self.assertNotIn("CustomAttributes", self.invoke("silent", CustomAttributes="a=b"))

    def test_direct_mode_asks_the_one_container_that_was_named(self):
        parts = [container(name, f"content-type=text/{name}") for name in ("one", "two")]
        self.deploy("direct", *parts, InferenceExecutionConfig={"Mode": "Direct"})
        for name in ("one", "two"):
            answer = self.invoke("direct", TargetContainerHostname=name)
            self.assertEqual(answer["ContentType"], f"text/{name}")
        self.assertTrue(self.validation_error(self.invoke, "direct"))
        self.assertIn(
            "three", self.validation_error(self.invoke, "direct", TargetContainerHostname="three")
        )

    def test_a_target_model_reaches_the_multi_model_container(self):
        many = container(
            "many", image="many-models", Mode="MultiModel", ModelDataUrl="s3://my-bucket/wine/"
        )
        self.deploy("models", container("first"), many)
        for model in ("red.tar.gz", "cellar/white.tar.gz", "red.tar.gz"):
            answer = self.invoke("models", b"wine", TargetModel=model)
            self.assertEqual(answer["Body"].read(), f"{model}: wine".encode())
        self.assertEqual(len(ManyModels.loaded), 2)
        self.assertTrue(self.validation_error(self.invoke, "models"))

    def test_targets_that_an_endpoint_does_not_have_are_validation_errors(self):
        self.deploy("serial", container("first"), container("second"))
        self.assertIn(
            "Endpoint serial is not a multi-model endpoint "
            "and does not support target model header.",
            self.validation_error(self.invoke, "serial", TargetModel="one.tar.gz"),
        )
        self.assertTrue(
            self.validation_error(self.invoke, "serial", TargetContainerHostname="second")
        )
        self.assertIn("B", self.validation_error(self.invoke, "serial", TargetVariant="B"))

    def test_an_endpoint_is_found_by_its_exact_name_alone(self):
        self.deploy("Case", container())
        for name in ("case", "nowhere"):
            self.assertEqual(
                self.validation_error(self.invoke, name),
                f"Endpoint {name} of account 000000000000 not found.",
            )

    def test_25_MB_pass_and_more_is_refused(self):
        self.deploy("roomy", container("only"))
        body = b"x" * 25_000_000
        self.assertEqual(self.invoke("roomy", body)["Body"].read(), body)
        refused = self.validation_error(self.invoke, "roomy", b"x" * 26_000_000)
        self.assertIn("Member must have length less than or equal to 25000000", refused)
        self.assertEqual(self.invoke("roomy", b"small")["Body"].read(), b"small")

    def stream(self, endpoint, body=b"x", **members):
        return self.runtime.invoke_endpoint_with_response_stream(
            EndpointName=endpoint, Body=body, **members
        )

    def parts(self, answer):
        return [event["PayloadPart"]["Bytes"] for event in answer["Body"]]

    def test_the_last_containers_answer_streams_through_as_it_comes(self):
        self.deploy("streaming", container("first"), container("last", image="two-parts"))
        answer = self.stream("streaming", Accept="text/plain")
        self.assertEqual(answer["ContentType"], "text/plain")
        self.assertEqual(answer["InvokedProductionVariant"], "AllTraffic")
        events = iter(answer["Body"])
        self.assertEqual(next(events)["PayloadPart"]["Bytes"], b"first")
        TwoParts.first_was_seen.set()
        self.assertEqual(b"".join(event["PayloadPart"]["Bytes"] for event in events), b"second")

    def test_an_answer_in_one_piece_streams_as_well(self):
        self.deploy("whole", container("first"), container("second"))
        body = bytes(range(256)) * 8_000
        self.assertEqual(b"".join(self.parts(self.stream("whole", body))), body)

    def test_what_fails_before_the_stream_begins_is_a_model_error(self):
        self.deploy("early", container("first", "status=400"), container("second"))
        with self.assertRaises(self.runtime.exceptions.ModelError) as caught:
            self.stream("early")
        self.assertEqual(caught.exception.response["OriginalStatusCode"], 400)
        self.assertEqual(
            self.validation_error(self.stream, "nowhere"),
            "Endpoint nowhere of account 000000000000 not found.",
        )

    def test_a_stream_that_breaks_off_says_so(self):
        self.deploy("broken", container("first"), container("last", "half-body"))
        seen = b""
        with self.assertRaises(boto.EventStreamError) as caught:
            for event in self.stream("broken", b"abcdefgh" * 100)["Body"]:
                seen += event["PayloadPart"]["Bytes"]
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], "ModelStreamError")
        self.assertEqual(seen, b"abcdefgh" * 50)


story.main()
