"""What the control plane refuses, in AWS's words (contract 1c, 4.15, 4.16)."""

from support import boto, served, story
from support.served import arn, container, create_model_request, variant

NAME_PATTERN = r"^[a-zA-Z0-9]([\-a-zA-Z0-9]*[a-zA-Z0-9])?"
MUST_MATCH = "failed to satisfy constraint: Member must satisfy regular expression pattern: "
TOO_LONG = "failed to satisfy constraint: Member must have length less than or equal to 63"


class Refusals(boto.BotoStory):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sagemaker.create_model(**create_model_request("There", container()))
        cls.sagemaker.create_endpoint_config(
            EndpointConfigName="There", ProductionVariants=[variant("There")]
        )

    def refused_model(self, name="m", containers=None, **members):
        request = create_model_request(name, *(containers or [container()]), **members)
        return self.refusal(self.sagemaker.create_model, **request)

    def test_a_second_one_of_the_same_name(self):
        self.assert_refused(
            f'Cannot create already existing model "{arn("model", "There")}".',
            self.sagemaker.create_model,
            **create_model_request("There", container()),
        )
        self.assert_refused(
            "Cannot create already existing endpoint configuration "
            f'"{arn("endpoint-config", "There")}".',
            self.sagemaker.create_endpoint_config,
            EndpointConfigName="There",
            ProductionVariants=[variant("There")],
        )
        self.sagemaker.create_endpoint(EndpointName="There", EndpointConfigName="There")
        self.settled("There")
        for name in ("There", "THERE"):  # contract 4.17: the case makes no difference here
            self.assert_refused(
                f'Cannot create already existing endpoint "{arn("endpoint", "There")}".',
                self.sagemaker.create_endpoint,
                EndpointName=name,
                EndpointConfigName="There",
            )

    def test_what_is_not_there(self):
        sagemaker = self.sagemaker
        model = f'Could not find model "{arn("model", "Nowhere")}".'
        config = f'Could not find endpoint configuration "{arn("endpoint-config", "Nowhere")}".'
        endpoint = f'Could not find endpoint "{arn("endpoint", "Nowhere")}".'
        for message, call, members in [
            (model, sagemaker.describe_model, {"ModelName": "Nowhere"}),
            (model, sagemaker.delete_model, {"ModelName": "Nowhere"}),
            (
                model,
                sagemaker.create_endpoint_config,
                {"EndpointConfigName": "c", "ProductionVariants": [variant("Nowhere")]},
            ),
            (config, sagemaker.describe_endpoint_config, {"EndpointConfigName": "Nowhere"}),
            (config, sagemaker.delete_endpoint_config, {"EndpointConfigName": "Nowhere"}),
            (
                config,
                sagemaker.create_endpoint,
                {"EndpointName": "e", "EndpointConfigName": "Nowhere"},
            ),
            (endpoint, sagemaker.describe_endpoint, {"EndpointName": "Nowhere"}),
            (endpoint, sagemaker.delete_endpoint, {"EndpointName": "Nowhere"}),
            (
                endpoint,
                sagemaker.update_endpoint,
                {"EndpointName": "Nowhere", "EndpointConfigName": "There"},
            ),
            (
                endpoint,
                sagemaker.update_endpoint_weights_and_capacities,
                {
                    "EndpointName": "Nowhere",
                    "DesiredWeightsAndCapacities": [{"VariantName": "v", "DesiredWeight": 1.0}],
                },
            ),
        ]:
            with self.subTest(call=call.__name__):
                self.assert_refused(message, call, **members)

    def test_names_that_are_no_names(self):
        for name in ("under_score", "-begins", "ends-", "apo'strophe", "with space", ""):
            with self.subTest(name=name):
                self.assertEqual(
                    self.refused_model(name),
                    (
                        "ValidationException",
                        f"1 validation error detected: Value '{name}' at 'modelName' "
                        f"{MUST_MATCH}{NAME_PATTERN}",
                    ),
                )

    def test_a_name_that_is_too_long(self):
        self.assertEqual(
            self.refused_model("x" * 64),
            (
                "ValidationException",
                f"1 validation error detected: Value '{'x' * 64}' at 'modelName' {TOO_LONG}",
            ),
        )
        self.sagemaker.create_model(**create_model_request("x" * 63, container()))

    def test_several_at_once_are_told_at_once(self):
        code, message = self.refused_model(
            "under_score", [container("good"), container("not good")]
        )
        self.assertEqual(code, "ValidationException")
        several = "2 validation errors detected: "
        self.assertTrue(message.startswith(several), message)
        name, hostname = message.removeprefix(several).split("; ")
        self.assertEqual(name, f"Value 'under_score' at 'modelName' {MUST_MATCH}{NAME_PATTERN}")
        path = "containers.2.member.containerHostname"
        self.assertTrue(hostname.startswith(f"Value 'not good' at '{path}' {MUST_MATCH}"), hostname)

    def test_a_word_that_is_not_in_the_list(self):
        enum = "failed to satisfy constraint: Member must satisfy enum value set: ["
        for member, request in [
            ("inferenceExecutionConfig.mode", {"InferenceExecutionConfig": {"Mode": "serial"}}),
            ("containers.1.member.mode", {"containers": [container(Mode="serial")]}),
        ]:
            code, message = self.refused_model(**request)
            self.assertEqual(code, "ValidationException")
            self.assertTrue(
                message.startswith(
                    f"1 validation error detected: Value 'serial' at '{member}' {enum}"
                ),
                message,
            )
        code, message = self.refusal(self.sagemaker.list_models, SortBy="Colour")
        self.assertTrue(
            message.startswith(f"1 validation error detected: Value 'Colour' at 'sortBy' {enum}"),
            message,
        )

    def test_values_of_a_variant(self):
        code, message = self.refusal(
            self.sagemaker.create_endpoint_config,
            EndpointConfigName="c",
            ProductionVariants=[variant("There", InstanceType="abacus", VolumeSizeInGB=513)],
        )
        self.assertTrue(message.startswith("2 validation errors detected: "), message)
        member = "at 'productionVariants.1.member"
        self.assertIn(f"Value 'abacus' {member}.instanceType' failed", message)
        self.assertIn(
            f"Value '513' {member}.volumeSizeInGB' failed to satisfy constraint: "
            "Member must have value less than or equal to 512",
            message,
        )

    def test_rules_that_tie_containers_together(self):
        for containers, members, word in [
            ([container(f"c{i}") for i in range(16)], {}, "15"),
            ([container("one"), container()], {}, "ContainerHostname"),
            ([container("one"), container("one")], {}, "ContainerHostname"),
            (
                [container(), container()],
                {"InferenceExecutionConfig": {"Mode": "Direct"}},
                "ContainerHostname",
            ),
            (
                [container("a", Mode="MultiModel"), container("b", Mode="MultiModel")],
                {},
                "More than one container in MultiModel mode is not supported",
            ),
            ([container("a"), {"ContainerHostname": "b"}], {}, "Specify one of either Image"),
        ]:
            with self.subTest(word=word):
                code, message = self.refused_model("tied", containers, **members)
                self.assertEqual(code, "ValidationException")
                self.assertIn(word, message)
        code, _ = self.refusal(
            self.sagemaker.create_model, ModelName="tied", ExecutionRoleArn=served.ROLE
        )
        self.assertEqual(code, "ValidationException")
        code, _ = self.refused_model("tied", PrimaryContainer=container())
        self.assertEqual(code, "ValidationException")

    def test_variants_share_no_name(self):
        code, message = self.refusal(
            self.sagemaker.create_endpoint_config,
            EndpointConfigName="twins",
            ProductionVariants=[variant("There", "A"), variant("There", "A")],
        )
        self.assertEqual(code, "ValidationException")
        self.assertTrue(message)

    def test_an_operation_that_is_not_emulated_says_so(self):
        with self.assertRaises(boto.ClientError) as caught:
            self.sagemaker.list_training_jobs()
        error = caught.exception.response
        self.assertEqual(error["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertIn("ListTrainingJobs", error["Error"]["Message"])

    def test_nothing_of_what_was_refused_is_there(self):
        names = {one["ModelName"] for one in self.sagemaker.list_models()["Models"]}
        self.assertFalse(names & {"tied", "under_score", "m"}, names)


story.main()
