"""What the command healthcheck does. It imports little: it is started every few seconds."""

import socket

# Seconds that the server may take.
TIMEOUT = 2.0


def ask(port: int) -> None:
    """Queries /healthz on this machine. Raises an error with the reason."""
    with socket.socket() as connection:
        connection.settimeout(TIMEOUT)
        connection.connect(("127.0.0.1", port))
        connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        with connection.makefile("rb") as answer:
            status = answer.readline(200).decode("latin-1").strip()
    if status.split(" ")[1:2] != ["200"]:
        raise ValueError(f"/healthz answers {status!r}")
