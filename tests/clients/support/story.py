"""What a story starts and ends with: which clients it needs, and how it is skipped."""

import os
import sys
import unittest

from support import served

SKIPPED = 77


def skip(reason):
    print(f"SKIP: {reason}")
    sys.exit(SKIPPED)


def clients(name):
    """The folder that third_party/fetch-clients.sh filled; the story is skipped without it."""
    folder = served.place("CLIENTS", "build/clients")
    if (folder / f"{name}.version").exists():
        return folder / name
    reason = folder / f"{name}.missing"
    if reason.exists():
        skip(reason.read_text().strip())
    skip("run third_party/prepare.sh --tests first")


def own_environment(url=None):
    """Replaces the user's AWS settings; with `url` the two addresses are set."""
    for variable in list(os.environ):
        if variable.startswith("AWS_") or variable.lower().endswith("_proxy"):
            del os.environ[variable]
    os.environ.update(
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="example",
        AWS_DEFAULT_REGION=served.REGION,
        AWS_REGION=served.REGION,
        AWS_CONFIG_FILE="/dev/null",
        AWS_SHARED_CREDENTIALS_FILE="/dev/null",
        AWS_EC2_METADATA_DISABLED="true",
        AWS_PAGER="",
    )
    if url:
        os.environ.update(AWS_ENDPOINT_URL_SAGEMAKER=url, AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME=url)


class Story(unittest.TestCase):
    """One `hoplens serve` for all its cases; `images` and `limits` go into its pipeline file."""

    images = None
    limits = None
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.served = cls.enterClassContext(served.Served(cls.images, cls.limits))


def main():
    # Clients leave sockets to the garbage collector, and Python says so at length.
    unittest.main(verbosity=2, warnings="ignore")
