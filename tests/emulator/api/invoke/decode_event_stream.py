"""Decodes an event stream with botocore: bytes in, one line of JSON a frame out."""

import json
import sys

from botocore.eventstream import EventStreamBuffer

buffer = EventStreamBuffer()
buffer.add_data(sys.stdin.buffer.read())
for event in buffer:
    print(json.dumps({"headers": event.headers, "payload": event.payload.decode("latin-1")}))
