"""UpdateEndpoint switches to another model without losing one of its clients' requests."""

import threading

from support import boto, served, story
from support.served import container, create_model_request, variant

CLIENTS = 8


class Client(threading.Thread):
    """Invokes without pause until it is told to stop, and counts what it gets."""

    def __init__(self, url, endpoint, stop):
        super().__init__(daemon=True)
        self._runtime = boto.client("sagemaker-runtime", url)
        self._endpoint = endpoint
        self._told_to_stop = stop
        self.answers = {}
        self.failures = []

    def run(self):
        while not self._told_to_stop.is_set():
            try:
                answer = self._runtime.invoke_endpoint(EndpointName=self._endpoint, Body=b"x")
                answer["Body"].read()
                kind = answer["ContentType"]
                self.answers[kind] = self.answers.get(kind, 0) + 1
            except Exception as problem:  # whatever it is, it is counted and told
                self.failures.append(repr(problem))


class UpdateUnderLoad(boto.BotoStory):
    def test_eight_clients_lose_nothing(self):
        for name in ("old", "new"):
            parts = [container("first"), container("last", f"content-type=text/{name}")]
            self.sagemaker.create_model(**create_model_request(name, *parts))
            self.create_config(name, variant(name))
        self.sagemaker.create_endpoint(EndpointName="busy", EndpointConfigName="old")
        self.settled("busy")

        stop = threading.Event()
        clients = [Client(self.served.url, "busy", stop) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        served.until(
            "each client has an old answer", lambda: all(one.answers for one in clients)
        )
        for config in ("new", "old", "new"):
            self.sagemaker.update_endpoint(EndpointName="busy", EndpointConfigName=config)
            described = self.settled("busy")
            self.assertEqual(described["EndpointConfigName"], config)
            before = [one.answers.get(f"text/{config}", 0) for one in clients]
            served.until(
                f"each client has an answer of the {config} model",
                lambda: all(
                    one.answers.get(f"text/{config}", 0) > count
                    for one, count in zip(clients, before)
                ),
            )
        stop.set()
        for client in clients:
            client.join()

        failures = [failure for one in clients for failure in one.failures]
        counted = {
            kind: sum(one.answers.get(kind, 0) for one in clients)
            for kind in ("text/old", "text/new")
        }
        print(f"{CLIENTS} clients, 3 updates: {counted}, {len(failures)} failed")
        self.assertEqual(failures[:5], [])
        self.assertTrue(all(counted.values()), counted)
        self.assertEqual({kind for one in clients for kind in one.answers}, set(counted))

    def test_an_endpoint_that_is_deleted_under_load_refuses_from_then_on(self):
        self.deploy("leaving", container("first"), container("last"))
        stop = threading.Event()
        clients = [Client(self.served.url, "leaving", stop) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        served.until("each client has an answer", lambda: all(one.answers for one in clients))
        self.sagemaker.delete_endpoint(EndpointName="leaving")
        served.until("each client is refused", lambda: all(one.failures for one in clients))
        stop.set()
        for client in clients:
            client.join()
        refusals = "Endpoint leaving of account 0+ (not found|is not in service: .*Deleting)"
        for failure in {failure for one in clients for failure in one.failures}:
            self.assertRegex(failure, r"^ValidationError\(.*" + refusals)
        self.gone("leaving")

    def test_only_one_update_at_a_time(self):
        self.deploy("patient", container("only"))
        slow = create_model_request("slow", container("only", "listen-after=1500"))
        self.sagemaker.create_model(**slow)
        self.create_config("slow", variant("slow"))
        update = {"EndpointName": "patient", "EndpointConfigName": "slow"}
        self.sagemaker.update_endpoint(**update)
        described = self.sagemaker.describe_endpoint(EndpointName="patient")
        self.assertEqual(described["EndpointStatus"], "Updating")
        self.assertEqual(described["EndpointConfigName"], "patient")
        code, _ = self.refusal(self.sagemaker.update_endpoint, **update)
        self.assertEqual(code, "ValidationException")
        self.assertEqual(self.settled("patient")["EndpointConfigName"], "slow")

    def test_an_update_that_fails_leaves_the_old_model_answering(self):
        self.deploy("steady", container("only", "content-type=text/steady"))
        self.sagemaker.create_model(
            **create_model_request("hopeless", container("only", "crash-at-start"))
        )
        self.create_config("hopeless", variant("hopeless"))
        self.sagemaker.update_endpoint(EndpointName="steady", EndpointConfigName="hopeless")
        described = self.settled("steady")
        self.assertEqual(described["EndpointConfigName"], "steady")
        answer = self.runtime.invoke_endpoint(EndpointName="steady", Body=b"x")
        self.assertEqual(answer["ContentType"], "text/steady")


story.main()
