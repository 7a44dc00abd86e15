"""What PowerPost may say by itself: that a job has ended. The job is asked for then, as at any other look.

Source: https://powerpost.ai/docs/webhooks. It publishes neither how bodies are signed nor what becomes of
one that is not taken, so the signature is a matter of settings, and no run depends on a webhook.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import SecretStr

from bot.domain.errors import ConfigurationError
from providers.http import id_of, object_of, read_json
from providers.powerpost.jobs import piece_of
from providers.powerpost.settings import PowerPostSettings

#: What events name jobs by. Those about posts name none.
JOBS = ("generation_id", "image_generation_id")


@dataclass(frozen=True, kw_only=True)
class Hook:
    """The address that the vendor was given, by its secret end, and how it signs what it sends there."""

    token: SecretStr | None = None
    header: str | None = None
    secret: SecretStr | None = None

    @classmethod
    def of(cls, settings: PowerPostSettings) -> Self:
        """As the settings say. Raises `ConfigurationError` when a part of it is missing."""
        token, secret = settings.webhook_token, settings.webhook_secret
        header = settings.webhook_signature_header
        if (header is None) != (secret is None):
            wanted = "POWERPOST_WEBHOOK_SIGNATURE_HEADER and POWERPOST_WEBHOOK_SECRET"
            raise ConfigurationError(f"{wanted} go together: set both, or neither.")
        if secret and not token:
            raise ConfigurationError(
                "POWERPOST_WEBHOOK_SECRET is set, so POWERPOST_WEBHOOK_TOKEN must be set too."
            )
        return cls(token=token, header=header, secret=secret)

    def expects(self, token: str) -> bool:
        """Whether this is the secret end of the address; never, where there is none."""
        return self.token is not None and _same(self.token.get_secret_value(), token)

    def signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the body has its signature: HMAC-SHA256 in hex, alone or after `sha256=`."""
        if self.header is None or self.secret is None:
            return True
        told = headers.get(self.header.lower(), "").strip().lower().removeprefix("sha256=")
        return _same(hmac.digest(self.secret.get_secret_value().encode(), body, "sha256").hex(), told)


def jobs_in(body: bytes) -> tuple[str, ...]:
    """The pieces of remote ids that a body names; nothing else in it is looked at."""
    data = object_of(object_of(read_json(body)).get("data"))
    ids = {name: id_of(data.get(name)) for name in JOBS}
    return tuple(piece_of(name, id_) for name, id_ in ids.items() if id_)


def _same(ours: str, theirs: str) -> bool:
    """Compare in a time that tells nothing; `theirs` may hold anything."""
    return hmac.compare_digest(ours.encode(), theirs.encode(errors="replace"))
