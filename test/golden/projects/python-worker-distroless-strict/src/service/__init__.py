"""my-service."""
