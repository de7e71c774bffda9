"""With --state, what clients created is there again after a restart."""

import contextlib
import tempfile

from support import boto, served, story
from support.served import arn, container, create_model_request, variant


class AfterRestart(boto.BotoStory):
    @classmethod
    def setUpClass(cls):
        """No server for all cases: this story starts its own, twice."""

    def setUp(self):
        self.state = self.enterContext(tempfile.TemporaryDirectory(prefix="hoplens-state-"))

    @contextlib.contextmanager
    def serving(self):
        with served.Served(options=("--state", self.state)) as running:
            self.sagemaker = boto.client("sagemaker", running.url)
            self.runtime = boto.client("sagemaker-runtime", running.url)
            yield

    def test_models_configurations_endpoints_and_tags_are_kept(self):
        with self.serving():
            model = create_model_request("kept", container("only", "content-type=text/kept"))
            self.sagemaker.create_model(**model, Tags=[{"Key": "team", "Value": "wine"}])
            self.create_config("kept", variant("kept", InitialVariantWeight=2.0))
            self.sagemaker.create_endpoint(EndpointName="kept", EndpointConfigName="kept")
            self.settled("kept")
            self.sagemaker.create_model(**create_model_request("dropped", container("only")))
            self.sagemaker.delete_model(ModelName="dropped")
            before = self.sagemaker.describe_model(ModelName="kept")["CreationTime"]

        with self.serving():
            described = self.settled("kept")
            self.assertEqual(described["EndpointConfigName"], "kept")
            answer = self.runtime.invoke_endpoint(EndpointName="kept", Body=b"x")
            self.assertEqual(answer["ContentType"], "text/kept")
            described = self.sagemaker.describe_model(ModelName="kept")
            self.assertEqual(described["Containers"], model["Containers"])
            self.assertEqual(described["CreationTime"], before)
            tags = self.sagemaker.list_tags(ResourceArn=arn("model", "kept"))["Tags"]
            self.assertEqual(tags, [{"Key": "team", "Value": "wine"}])
            self.assert_refused(
                f'Could not find model "{arn("model", "dropped")}".',
                self.sagemaker.describe_model,
                ModelName="dropped",
            )


story.main()
