"""Debian 12's own boto3 (1.26), which has to be given the address."""

import json

from support import served, story

try:
    import boto3
except ImportError:
    story.skip("python3-boto3 is not installed")
import botocore
import botocore.config
import botocore.exceptions


class OlderBoto3(story.Story):
    def test_the_life_of_an_endpoint(self):
        story.own_environment()
        self.assertLess(tuple(map(int, botocore.__version__.split(".")[:2])), (1, 31))
        address = {"endpoint_url": self.served.url}
        sagemaker = boto3.client("sagemaker", **address)
        runtime = boto3.client("sagemaker-runtime", **address)

        sagemaker.create_model(**served.create_model_request("wine", *served.wine_containers()))
        sagemaker.create_endpoint_config(
            EndpointConfigName="wine", ProductionVariants=[served.variant("wine")]
        )
        sagemaker.create_endpoint(EndpointName="wine", EndpointConfigName="wine")
        served.until(
            "wine is in service",
            lambda: "InService"
            == sagemaker.describe_endpoint(EndpointName="wine")["EndpointStatus"],
        )
        sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="wine")

        def invoke(body, kind="text/csv"):
            return runtime.invoke_endpoint(
                EndpointName="wine", ContentType=kind, Accept="application/json", Body=body
            )

        row = (served.assets() / "demo" / "payloads" / "one.csv").read_bytes()
        (one,) = json.loads(invoke(row)["Body"].read())["predictions"]
        self.assertIn("label", one)
        with self.assertRaises(runtime.exceptions.ModelError) as caught:
            invoke(b"{}", "image/png")
        self.assertEqual(caught.exception.response["OriginalStatusCode"], 415)

        sagemaker.delete_endpoint(EndpointName="wine")

        def gone():
            try:
                sagemaker.describe_endpoint(EndpointName="wine")
            except botocore.exceptions.ClientError:
                return True
            return False

        served.until("wine is deleted", gone)
        sagemaker.get_waiter("endpoint_deleted").wait(EndpointName="wine")


story.main()
