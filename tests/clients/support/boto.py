"""boto3 as Debian 13 has it, under Debian 12's Python. Stories take boto3 and its errors from here:
imported by themselves they would be Debian 12's."""

import sys

from support import served, story

sys.path.insert(0, str(story.clients("python") / "usr/lib/python3/dist-packages"))
story.own_environment()

import boto3  # noqa: E402
import botocore.config  # noqa: E402
from botocore.exceptions import ClientError, EventStreamError, WaiterError  # noqa: E402, F401


def client(service, served_url):
    """Knows the address from the environment; what fails is not tried again."""
    story.own_environment(served_url)
    once = botocore.config.Config(retries={"total_max_attempts": 1})
    made = boto3.session.Session().client(service, config=once)
    assert made.meta.endpoint_url == served_url, made.meta.endpoint_url
    return made


class BotoStory(story.Story):
    """A story told by boto3, which learns the address from the environment alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sagemaker = client("sagemaker", cls.served.url)
        cls.runtime = client("sagemaker-runtime", cls.served.url)

    def create_config(self, name, *variants):
        self.sagemaker.create_endpoint_config(
            EndpointConfigName=name, ProductionVariants=list(variants)
        )

    def create_endpoint(self, name, *containers, **model):
        """Model, configuration and endpoint of one name; it may not be in service yet."""
        self.sagemaker.create_model(**served.create_model_request(name, *containers, **model))
        self.create_config(name, served.variant(name))
        self.sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)

    def deploy(self, name, *containers, **model):
        self.create_endpoint(name, *containers, **model)
        self.settled(name)

    def settled(self, endpoint, status="InService"):
        """Its description, once its status moves no more; which must be `status` then."""

        def described():
            answer = self.sagemaker.describe_endpoint(EndpointName=endpoint)
            return answer if answer["EndpointStatus"] in ("InService", "Failed") else None

        answer = served.until(f"{endpoint} is {status}", described)
        self.assertEqual(answer["EndpointStatus"], status, answer.get("FailureReason"))
        return answer

    def gone(self, endpoint):
        """Waits until DescribeEndpoint no longer knows it."""

        def refused():
            try:
                self.sagemaker.describe_endpoint(EndpointName=endpoint)
            except ClientError as error:
                return error
            return None

        return served.until(f"{endpoint} is deleted", refused)

    def refusal(self, call, **members):
        """The (code, message) that a call is refused with."""
        with self.assertRaises(ClientError) as caught:
            call(**members)
        error = caught.exception.response
        self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], 400, error)
        return error["Error"]["Code"], error["Error"]["Message"]

    def assert_refused(self, message, call, **members):
        self.assertEqual(self.refusal(call, **members), ("ValidationException", message))
