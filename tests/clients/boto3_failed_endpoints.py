"""Endpoints that cannot come into service say why, in AWS's words (contract 4.25)."""

from support import boto, story
from support.served import container


class FailedEndpoints(boto.BotoStory):
    images = {
        "*/no-such-program:*": {"Runtime": "process", "Command": ["/nowhere/program", "serve"]}
    }

    limits = {"StartupHealthCheckTimeoutSeconds": 5, "PingTimeoutSeconds": 1}

    def reason(self, name, *containers):
        self.create_endpoint(name, *containers)
        return self.settled(name, "Failed")["FailureReason"]

    def test_a_container_that_ends_before_it_answers_a_ping(self):
        self.assertIn(
            "The hasty for production variant AllTraffic did not pass the ping health check. "
            "Please check CloudWatch logs for this endpoint.",
            self.reason("pingless", container("fine"), container("hasty", "crash-at-start")),
        )

    def test_all_containers_that_failed_their_last_ping_are_named(self):
        self.create_endpoint("one", container("fine"), container("mute", "ping-hang"))
        both = [container(faults="ping-hang"), container(faults="ping-status=503")]
        self.create_endpoint("two", *both)
        for endpoint, names in [("one", ["mute"]), ("two", ["container-1", "container-2"])]:
            reason = self.settled(endpoint, "Failed")["FailureReason"]
            for name in names:
                self.assertIn(name, reason)
            self.assertNotIn("fine", reason)
            self.assertIn(
                "for production variant AllTraffic did not pass the ping health check. "
                "Please check CloudWatch logs for this endpoint.",
                reason,
            )

    def test_a_command_that_does_not_exist(self):
        self.assertIn(
            "CannotStartContainerError. Please ensure the model container for variant AllTraffic "
            "starts correctly when invoked with 'docker run <image> serve'",
            self.reason("unstartable", container("only", image="no-such-program")),
        )

    def test_model_data_that_is_no_archive(self):
        url = "s3://my-bucket/wine/broken.tar.gz"
        self.assertIn(
            f'Failed to extract model data archive for container "container_2" from URL "{url}". '
            "Please ensure that the object located at the URL is a valid tar.gz archive.",
            self.reason("broken", container("a"), container("b", ModelDataUrl=url)),
        )

    def test_model_data_that_is_not_there(self):
        url = "s3://my-bucket/wine/missing.tar.gz"
        self.assertIn(
            f'Failed to download model data for container "container_1" from URL: "{url}". '
            "Please ensure that there is an object located at the URL and that the role passed to "
            "CreateModel has permissions to download the object.",
            self.reason("missing", container("a", ModelDataUrl=url)),
        )

    def test_a_failed_endpoint_can_only_be_deleted(self):
        self.reason("doomed", container("only", image="no-such-program"))
        with self.assertRaises(boto.WaiterError):
            self.sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="doomed")
        with self.assertRaises(self.runtime.exceptions.ValidationError):
            self.runtime.invoke_endpoint(EndpointName="doomed", Body=b"x")
        code, _ = self.refusal(
            self.sagemaker.update_endpoint, EndpointName="doomed", EndpointConfigName="doomed"
        )
        self.assertEqual(code, "ValidationException")
        listed = self.sagemaker.list_endpoints(StatusEquals="Failed", NameContains="doomed")
        self.assertEqual([one["EndpointName"] for one in listed["Endpoints"]], ["doomed"])
        self.sagemaker.delete_endpoint(EndpointName="doomed")
        self.gone("doomed")

    def test_while_it_is_created_an_endpoint_answers_nobody(self):
        self.create_endpoint("early", container("only", "listen-after=1500"))
        described = self.sagemaker.describe_endpoint(EndpointName="early")
        self.assertEqual(described["EndpointStatus"], "Creating")
        with self.assertRaises(boto.ClientError):
            self.runtime.invoke_endpoint(EndpointName="early", Body=b"x")
        for call, members in [
            (self.sagemaker.delete_endpoint, {}),
            (self.sagemaker.update_endpoint, {"EndpointConfigName": "early"}),
        ]:
            code, _ = self.refusal(call, EndpointName="early", **members)
            self.assertEqual(code, "ValidationException")
        self.settled("early")


story.main()
