"""Lists, read by botocore's own paginators: pages, order, filters."""

import datetime

from support import boto, story
from support.served import arn, container, create_model_request, variant

NAMES = [f"page-{number:02}" for number in range(12)]


def time_ago(**of):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(**of)


class Lists(boto.BotoStory):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in NAMES:
            cls.sagemaker.create_model(**create_model_request(name, container("only")))
            cls.sagemaker.create_endpoint_config(
                EndpointConfigName=name, ProductionVariants=[variant(name)]
            )
            cls.sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)

    # operation, its list, the member that names an entry
    LISTS = [
        ("list_models", "Models", "ModelName"),
        ("list_endpoint_configs", "EndpointConfigs", "EndpointConfigName"),
        ("list_endpoints", "Endpoints", "EndpointName"),
    ]

    def pages(self, operation, size=5, **members):
        paginator = self.sagemaker.get_paginator(operation)
        return list(paginator.paginate(PaginationConfig={"PageSize": size}, **members))

    def names(self, operation, member, name, **members):
        pages = self.pages(operation, **members)
        return [entry[name] for page in pages for entry in page[member]]

    def test_pages_hold_each_entry_once(self):
        for operation, member, name in self.LISTS:
            with self.subTest(operation):
                pages = self.pages(operation, NameContains="page-")
                self.assertEqual([len(page[member]) for page in pages], [5, 5, 2])
                self.assertNotIn("NextToken", pages[-1])
                self.assertEqual(
                    sorted(entry[name] for page in pages for entry in page[member]), NAMES
                )

    def test_the_newest_comes_first_unless_asked_otherwise(self):
        for operation, member, name in self.LISTS:
            with self.subTest(operation):

                def listed(**members):
                    return self.names(operation, member, name, NameContains="page-", **members)

                self.assertEqual(listed(), NAMES[::-1])
                self.assertEqual(listed(SortOrder="Ascending"), NAMES)
                self.assertEqual(listed(SortBy="CreationTime", SortOrder="Descending"), NAMES[::-1])
                self.assertEqual(listed(SortBy="Name", SortOrder="Ascending"), NAMES)
                self.assertEqual(listed(SortBy="Name", SortOrder="Descending"), NAMES[::-1])

    def test_filters_by_name_and_time(self):
        for operation, member, name in self.LISTS:
            with self.subTest(operation):

                def listed(**members):
                    return set(self.names(operation, member, name, **members))

                self.assertEqual(listed(NameContains="page-0"), set(NAMES[:10]))
                self.assertEqual(listed(NameContains="nothing"), set())
                hour_ago, hour_ahead = time_ago(hours=1), time_ago(hours=-1)
                self.assertLessEqual(set(NAMES), listed(CreationTimeAfter=hour_ago))
                self.assertEqual(listed(CreationTimeAfter=hour_ahead), set())
                self.assertEqual(listed(CreationTimeBefore=hour_ago), set())
                self.assertLessEqual(set(NAMES), listed(CreationTimeBefore=hour_ahead))

    def test_endpoints_by_status(self):
        for name in NAMES:
            self.settled(name)

        def listed(**members):
            return self.names("list_endpoints", "Endpoints", "EndpointName", **members)

        self.assertEqual(sorted(listed(StatusEquals="InService", NameContains="page")), NAMES)
        self.assertEqual(listed(StatusEquals="Failed"), [])
        self.assertEqual(len(listed(SortBy="Status", NameContains="page")), len(NAMES))
        self.assertEqual(listed(LastModifiedTimeBefore=time_ago(hours=1)), [])
        self.assertLessEqual(set(NAMES), set(listed(LastModifiedTimeAfter=time_ago(hours=1))))

    def test_a_list_of_endpoints_holds_ten_unless_asked_for_more(self):
        answer = self.sagemaker.list_endpoints(NameContains="page")
        self.assertEqual(len(answer["Endpoints"]), 10)
        rest = self.sagemaker.list_endpoints(NameContains="page", NextToken=answer["NextToken"])
        self.assertEqual(len(rest["Endpoints"]), 2)
        self.assertEqual(len(self.sagemaker.list_endpoints(MaxResults=100)["Endpoints"]), 13)

    def test_a_token_that_was_never_given_is_refused(self):
        code, _ = self.refusal(self.sagemaker.list_models, NextToken="made-up")
        self.assertEqual(code, "ValidationException")

    def test_tags(self):
        of = arn("endpoint", NAMES[0])
        tags = [{"Key": f"key-{number:02}", "Value": str(number)} for number in range(50)]
        self.sagemaker.add_tags(ResourceArn=of, Tags=tags)
        pages = self.pages("list_tags", 50, ResourceArn=of)
        self.assertEqual([tag for page in pages for tag in page["Tags"]], tags)
        code, _ = self.refusal(
            self.sagemaker.add_tags, ResourceArn=of, Tags=[{"Key": "one-more", "Value": ""}]
        )
        self.assertIn(code, ("ValidationException", "ResourceLimitExceeded"))


story.main()
