"""The life of an endpoint, told by boto3 that knows the address from the environment alone."""

import json

from support import boto, served, story
from support.served import arn, container, create_model_request, variant, wine_containers

THREE_WINES = served.assets() / "demo" / "payloads" / "three.csv"


class LifeOfAnEndpoint(boto.BotoStory):
    def test_created_described_invoked_deleted(self):
        sagemaker = self.sagemaker
        model = create_model_request("Wine", *wine_containers())
        self.assertEqual(sagemaker.create_model(**model)["ModelArn"], arn("model", "Wine"))

        described = sagemaker.describe_model(ModelName="Wine")
        for member, value in model.items():
            self.assertEqual(described[member], value, member)

        config = sagemaker.create_endpoint_config(
            EndpointConfigName="Wine-config", ProductionVariants=[variant("Wine")]
        )
        self.assertEqual(config["EndpointConfigArn"], arn("endpoint-config", "Wine-config"))
        described = sagemaker.describe_endpoint_config(EndpointConfigName="Wine-config")
        self.assertEqual(described["ProductionVariants"], [variant("Wine")])

        endpoint = sagemaker.create_endpoint(
            EndpointName="Wine-endpoint", EndpointConfigName="Wine-config"
        )
        self.assertEqual(endpoint["EndpointArn"], arn("endpoint", "Wine-endpoint"))
        described = self.settled("Wine-endpoint")
        sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="Wine-endpoint")
        self.assertEqual(described["EndpointConfigName"], "Wine-config")
        (running,) = described["ProductionVariants"]
        self.assertEqual(running["VariantName"], "AllTraffic")
        self.assertEqual(running["CurrentInstanceCount"], 1)
        self.assertEqual(running["CurrentWeight"], 1.0)
        self.assertEqual(
            [image["SpecifiedImage"] for image in running["DeployedImages"]],
            [stage["Image"] for stage in wine_containers()],
        )

        answer = self.runtime.invoke_endpoint(
            EndpointName="Wine-endpoint",
            ContentType="text/csv",
            Accept="application/json",
            Body=THREE_WINES.read_bytes(),
        )
        self.assertEqual(answer["ContentType"], "application/json")
        self.assertEqual(answer["InvokedProductionVariant"], "AllTraffic")
        labels = [one["label"] for one in json.loads(answer["Body"].read())["predictions"]]
        self.assertEqual(labels, ["Barolo", "Grignolino", "Barbera"])

        sagemaker.delete_endpoint(EndpointName="Wine-endpoint")
        self.gone("Wine-endpoint")
        sagemaker.get_waiter("endpoint_deleted").wait(EndpointName="Wine-endpoint")
        sagemaker.delete_endpoint_config(EndpointConfigName="Wine-config")
        sagemaker.delete_model(ModelName="Wine")
        names = [one["ModelName"] for one in sagemaker.list_models()["Models"]]
        self.assertNotIn("Wine", names)

    def test_the_pipeline_that_was_served_from_the_start_is_there_as_well(self):
        described = self.sagemaker.describe_endpoint(EndpointName=self.served.endpoint)
        self.assertEqual(described["EndpointStatus"], "InService")
        answer = self.runtime.invoke_endpoint(
            EndpointName=self.served.endpoint, ContentType="text/csv", Body=b"1,2\n"
        )
        self.assertEqual(answer["Body"].read(), b"1,2\n")

    def test_containers_without_names_are_named_by_their_place(self):
        self.deploy("nameless", container(), container(faults="status=418"))
        with self.assertRaises(self.runtime.exceptions.ModelError) as caught:
            self.runtime.invoke_endpoint(EndpointName="nameless", Body=b"x")
        self.assertIn(
            "Received client error (418) from container-2 with message",
            caught.exception.response["Error"]["Message"],
        )

    def test_a_primary_container_is_a_pipeline_of_one(self):
        self.sagemaker.create_model(
            ModelName="alone", ExecutionRoleArn=served.ROLE, PrimaryContainer=container()
        )
        self.create_config("alone", variant("alone"))
        self.sagemaker.create_endpoint(EndpointName="alone", EndpointConfigName="alone")
        self.settled("alone")
        answer = self.runtime.invoke_endpoint(EndpointName="alone", Body=b"by itself")
        self.assertEqual(answer["Body"].read(), b"by itself")
        described = self.sagemaker.describe_model(ModelName="alone")
        self.assertEqual(described["PrimaryContainer"], container())
        self.assertNotIn("Containers", described)

    def test_a_folder_in_a_bucket_is_model_data_as_well(self):
        data = {
            "S3DataSource": {
                "S3Uri": "s3://my-bucket/wine/unpacked/",
                "S3DataType": "S3Prefix",
                "CompressionType": "None",
            }
        }
        unpacked = self.served.folder / "bucket" / "wine" / "unpacked"
        unpacked.mkdir()
        stage = served.assets() / "demo" / "preprocess" / "stage.json"
        (unpacked / "stage.json").write_bytes(stage.read_bytes())
        self.deploy("unpacked", container("only", role="preprocess", ModelDataSource=data))
        answer = self.runtime.invoke_endpoint(
            EndpointName="unpacked",
            ContentType="text/csv",
            Accept="text/csv",
            Body=THREE_WINES.read_bytes(),
        )
        rows = answer["Body"].read().decode().splitlines()
        self.assertEqual([len(row.split(",")) for row in rows], [15, 15, 15])
        described = self.sagemaker.describe_model(ModelName="unpacked")
        self.assertEqual(described["Containers"][0]["ModelDataSource"], data)

    def test_a_name_can_be_used_again_once_its_endpoint_is_deleted(self):
        for time in ("first", "second"):
            name = f"again-{time}"
            part = container("only", f"content-type=text/{time}")
            self.sagemaker.create_model(**create_model_request(name, part))
            self.create_config(name, variant(name))
            self.sagemaker.create_endpoint(EndpointName="again", EndpointConfigName=name)
            self.settled("again")
            answer = self.runtime.invoke_endpoint(EndpointName="again", Body=b"x")
            self.assertEqual(answer["ContentType"], f"text/{time}")
            self.sagemaker.delete_endpoint(EndpointName="again")
            self.gone("again")

    def test_an_update_keeps_the_weights_where_it_is_asked_to(self):
        self.deploy("weighed", container("only"))
        self.sagemaker.update_endpoint_weights_and_capacities(
            EndpointName="weighed",
            DesiredWeightsAndCapacities=[{"VariantName": "AllTraffic", "DesiredWeight": 7.0}],
        )
        self.settled("weighed")
        for name, keep, weight in [("kept", True, 7.0), ("reset", False, 1.0)]:
            self.create_config(f"weighed-{name}", variant("weighed"))
            self.sagemaker.update_endpoint(
                EndpointName="weighed",
                EndpointConfigName=f"weighed-{name}",
                RetainAllVariantProperties=keep,
            )
            (running,) = self.settled("weighed")["ProductionVariants"]
            self.assertEqual(running["CurrentWeight"], weight)

    def test_tags_come_and_go(self):
        sagemaker = self.sagemaker
        of = arn("model", "tagged")
        born_with = [{"Key": "team", "Value": "wine"}]
        sagemaker.create_model(**create_model_request("tagged", container(), Tags=born_with))
        added = [{"Key": "stage", "Value": "test"}, {"Key": "team", "Value": "cellar"}]
        sagemaker.add_tags(ResourceArn=of, Tags=added)

        def tags():
            return {tag["Key"]: tag["Value"] for tag in sagemaker.list_tags(ResourceArn=of)["Tags"]}

        self.assertEqual(tags(), {"team": "cellar", "stage": "test"})
        sagemaker.delete_tags(ResourceArn=of, TagKeys=["team", "never-there"])
        self.assertEqual(tags(), {"stage": "test"})

    def test_weights_move_the_traffic_from_one_variant_to_the_other(self):
        for name in ("left", "right"):
            model = create_model_request(name, container(faults=f"content-type=text/{name}"))
            self.sagemaker.create_model(**model)
        self.create_config(
            "both",
            variant("left", "Left", InitialVariantWeight=1.0),
            variant("right", "Right", InitialVariantWeight=0.0),
        )
        self.sagemaker.create_endpoint(EndpointName="both", EndpointConfigName="both")
        self.settled("both")

        def ask(**members):
            answer = self.runtime.invoke_endpoint(EndpointName="both", Body=b"x", **members)
            return answer["InvokedProductionVariant"], answer["ContentType"]

        self.assertEqual({ask() for _ in range(20)}, {("Left", "text/left")})
        self.assertEqual(ask(TargetVariant="Right"), ("Right", "text/right"))

        self.sagemaker.update_endpoint_weights_and_capacities(
            EndpointName="both",
            DesiredWeightsAndCapacities=[
                {"VariantName": "Left", "DesiredWeight": 0.0},
                {"VariantName": "Right", "DesiredWeight": 3.0},
            ],
        )
        running = self.settled("both")["ProductionVariants"]
        weights = {one["VariantName"]: one["CurrentWeight"] for one in running}
        self.assertEqual(weights, {"Left": 0.0, "Right": 3.0})
        self.assertEqual({ask() for _ in range(20)}, {("Right", "text/right")})

        self.sagemaker.update_endpoint_weights_and_capacities(
            EndpointName="both",
            DesiredWeightsAndCapacities=[{"VariantName": "Left", "DesiredWeight": 3.0}],
        )
        self.settled("both")
        seen = served.until("both variants answer", lambda: len({ask() for _ in range(20)}) == 2)
        self.assertTrue(seen)


story.main()
