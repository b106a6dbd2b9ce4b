"""Exit 0 if a path on this container answers 200. Usage: healthcheck.py PORT PATH"""

import os
import sys
from http.client import HTTPConnection

port, path = int(sys.argv[1]), sys.argv[2]
# The application answers only to the names it knows.
host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".*") or "localhost"
connection = HTTPConnection("127.0.0.1", port, timeout=4)
connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
sys.exit(connection.getresponse().status != 200)
