"""HTTP: signed requests to the app's request URL, as Slack sends them."""

import hashlib
import hmac
import json
import secrets
from urllib.parse import urlencode

from aiohttp import ClientConnectorSSLError, ClientError, ClientSession, ClientTimeout, TooManyRedirects

from playground.slack.delivery import Envelope, NoAck, Timing
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_MOST_REDIRECTS = 2
Body = tuple[str, bytes]


class HttpDelivery:
    """Posts to one request URL; sends events only once the app has answered `url_verification`."""

    def __init__(
        self, workspace: Workspace, timing: Timing, session: ClientSession, request_url: str
    ) -> None:
        self._workspace, self._timing, self._session = workspace, timing, session
        self.request_url = request_url
        self._verified = False

    @property
    def connected(self) -> bool:
        return self._verified

    @property
    def takes_events(self) -> bool:
        return self._verified

    async def verify(self) -> bool:
        """Ask the app to repeat a challenge, as Slack does when a request URL is saved."""
        challenge = secrets.token_hex(24)
        payload = {"type": "url_verification", "challenge": challenge, "token": "verification"}
        try:
            answer = await self._post((_JSON, json.dumps(payload).encode()), {})
        except NoAck:
            answer = {}
        self._verified = challenge in (answer.get("challenge"), str(answer.get("text", "")).strip())
        self._workspace.traffic.note(
            "to app", "url_verification", payload, None if self._verified else "challenge_failed"
        )
        self._workspace.changed()
        return self._verified

    async def deliver(self, envelope: Envelope) -> Json:
        headers = {}
        if envelope.retry_number:
            headers["X-Slack-Retry-Num"] = str(envelope.retry_number)
            headers["X-Slack-Retry-Reason"] = envelope.retry_reason
        return await self._post(_body(envelope), headers)

    def signed(self, body: bytes) -> dict[str, str]:
        """The two headers by which the app knows that Slack sent this body, now.

        Source: docs.slack.dev/authentication/verifying-requests-from-slack (v0).
        """
        timestamp = str(int(self._workspace.clock()))
        base = b":".join((b"v0", timestamp.encode(), body))
        digest = hmac.new(self._workspace.app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}

    async def _post(self, body: Body, headers: dict[str, str]) -> Json:
        kind, content = body
        headers = {"Content-Type": kind, "User-Agent": _AGENT, **self.signed(content), **headers}
        try:
            async with self._session.post(
                self.request_url,
                data=content,
                headers=headers,
                max_redirects=_MOST_REDIRECTS,
                timeout=ClientTimeout(total=self._timing.ack_within),
            ) as response:
                text = await response.text()
                if response.status // 100 != 2:
                    final = response.headers.get("X-Slack-No-Retry") == "1"
                    raise NoAck("dispatch_failed", "http_error", final=final)
                return _answer(text, response.content_type)
        except (ClientError, TimeoutError) as error:
            raise _no_ack(error) from error


def _body(envelope: Envelope) -> Body:
    match envelope.kind:
        case "slash_commands":
            return _FORM, urlencode(envelope.payload).encode()
        case "interactive":
            return _FORM, urlencode({"payload": json.dumps(envelope.payload)}).encode()
        case "events_api":
            return _JSON, json.dumps(envelope.payload).encode()


def _answer(text: str, content_type: str) -> Json:
    """Plain text in answer to a command is a message, so it counts as one."""
    if not text.strip():
        return {}
    if content_type != _JSON:
        return {"text": text}
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NoAck("dispatch_failed", "http_error")
    return found


def _no_ack(error: Exception) -> NoAck:
    """The word for the person and the reason for the next try; reasons as in Slack's X-Slack-Retry-Reason."""
    match error:
        case TimeoutError():
            return NoAck("operation_timeout", "http_timeout")
        case TooManyRedirects():
            return NoAck("dispatch_failed", "too_many_redirects")
        case ClientConnectorSSLError():
            return NoAck("dispatch_failed", "ssl_error")
        case ClientError():
            return NoAck("dispatch_failed", "connection_failed")
        case _:
            return NoAck("dispatch_failed", "unknown_error")
