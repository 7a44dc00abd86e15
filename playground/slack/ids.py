"""Ids that look like Slack's."""

import secrets

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def new_id(prefix: str) -> str:
    """Such as `V7K2M0QX91B`."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(10))
