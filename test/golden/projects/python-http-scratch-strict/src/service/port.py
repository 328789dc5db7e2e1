"""The port that the service listens on."""

# Taken unless the environment variable PORT names another.
DEFAULT_PORT = 8080


def parse_port(value: str) -> int:
    """Reads what PORT is set to; nothing stands for the default."""
    if value == "":
        return DEFAULT_PORT
    # int() by itself would take signs, spaces, underscores and the digits of every script.
    is_number = value.isascii() and value.isdigit() and len(value) <= 5
    if not is_number or not 1 <= int(value) <= 65535:
        raise ValueError(f"PORT must be a number from 1 to 65535, and is {value!r}")
    return int(value)
