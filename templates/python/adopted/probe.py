"""The health check of the image: requests the address in its argument. It ends with 0 if the answer isn't an
error of the server, and with 1 otherwise.
"""

import http.client
import sys
from urllib.parse import urlsplit

address = urlsplit(sys.argv[1])
try:
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=2)
    connection.request("GET", address.path or "/", headers={"Host": "localhost"})
    status = connection.getresponse().status
except OSError as error:
    sys.exit(f"{error}")
except http.client.HTTPException as error:
    sys.exit(f"The answer isn't HTTP: {error}")
sys.exit(f"The answer has the status {status}." if status >= 500 else 0)
