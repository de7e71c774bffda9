"""Signs requests with botocore: JSON lines in, one signature a line out."""

import json
import sys

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

for line in sys.stdin:
    given = json.loads(line)
    auth = S3SigV4Auth(
        Credentials(given["key_id"], given["secret"], given["token"] or None), "s3", given["region"]
    )
    request = AWSRequest(method="GET", url=given["url"], headers=given["headers"])
    request.context["timestamp"] = given["date"]
    text = auth.string_to_sign(request, auth.canonical_request(request))
    print(auth.signature(text, request))
