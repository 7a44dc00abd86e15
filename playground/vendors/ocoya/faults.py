"""What can go wrong on demand, at either door and on the way to a token."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from playground.vendors.faults import (
    ANSWERS,
    CONNECTION,
    GATEWAY_PAGE,
    REFUSALS,
    TROUBLE,
    Fault,
    empty,
    truncated,
)
from playground.vendors.ocoya import refusals
from playground.vendors.ocoya.kinds import (
    CAMPAIGN,
    DISCOVERY,
    DRAFT,
    EDIT,
    MCP,
    READ,
    REGISTER,
    REST,
    TOKEN,
    TOOLS,
    WORK,
)
from playground.vendors.replies import Refused, Reply

#: https://www.jsonrpc.org/specification, 5.1
METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32601, -32602, -32603

MESSAGES, SIGNING_IN = "Errors of tools", "Signing in"

_ALL = REST | MCP


@dataclass(frozen=True, kw_only=True)
class OcoyaFault(Fault):
    """One thing that can go wrong here.

    `rpc` is the code of a JSON-RPC error in place of a tool's work, `complaint` what a tool says
    when it fails instead of working, and `status` replaces the status of a good answer. What it
    `loses`, the caller's access "token" or its "session", is gone for good when the call comes in.
    """

    rpc: int = 0
    complaint: str = ""
    status: int = 0
    loses: str = ""


#: Nothing goes wrong.
NONE = OcoyaFault()


def _wrong_types(body: bytes) -> bytes:
    return json.dumps(_twisted(json.loads(body))).encode() if body else body


def _twisted(value: object) -> object:
    """Numbers in place of texts, texts in place of all else, the keys as they were."""
    if isinstance(value, dict):
        return {key: _twisted(item) for key, item in value.items()}
    return len(value) if isinstance(value, str) else "unexpected"


def _refusal(
    name: str, label: str, strikes: frozenset[str], make: Callable[[], Refused], group: str
) -> OcoyaFault:
    refused = make()
    return OcoyaFault(
        name=name,
        label=label,
        hint=f"{refused.status} {refused.message}",
        group=group,
        strikes=strikes,
        refusal=lambda _: make(),
    )


def _trouble(name: str, label: str, status: int) -> OcoyaFault:
    return _refusal(name, label, _ALL, lambda: refusals.trouble(status), TROUBLE)


def _rpc(name: str, label: str, code: int) -> OcoyaFault:
    return OcoyaFault(
        name=name, label=label, hint=f"JSON-RPC {code}", group=MESSAGES, strikes=TOOLS, rpc=code
    )


def _refused() -> tuple[OcoyaFault, ...]:
    generating = frozenset({DRAFT, CAMPAIGN})
    return (
        _refusal("no_key", "Key missing", REST, refusals.missing_token, REFUSALS),
        _refusal("bad_key", "Key not accepted", REST, refusals.invalid_token, REFUSALS),
        _refusal("invalid", "Request refused", generating, refusals.invalid, REFUSALS),
        _refusal("unprocessable", "Content refused", generating, refusals.unprocessable, REFUSALS),
        _refusal("not_found", "Not found", generating | {READ, EDIT}, refusals.not_found, REFUSALS),
        _refusal("rate_limit", "Rate limit", _ALL, lambda: refusals.rate_limited({}), REFUSALS),
    )


def _in_trouble() -> tuple[OcoyaFault, ...]:
    return (
        _trouble("timeout", "Vendor too slow for itself", 408),
        _trouble("internal_error", "Internal error", 500),
        _trouble("unavailable", "Vendor down", 503),
        _trouble("gateway_timeout", "Gateway gave up", 504),
        OcoyaFault(
            name="html_page",
            label="HTML error page",
            hint="502 of a gateway",
            group=TROUBLE,
            strikes=_ALL,
            page=GATEWAY_PAGE,
        ),
        OcoyaFault(
            name="moved",
            label="Moved elsewhere",
            hint="307 to another host, which must never see the key",
            group=TROUBLE,
            strikes=REST,
            page=Reply(status=307, body=b"", headers={"Location": "https://ocoya.example/api/_public/v1"}),
        ),
    )


def _odd() -> tuple[OcoyaFault, ...]:
    def odd(
        name: str, label: str, spoil: Callable[[bytes], bytes], strikes: frozenset[str] = _ALL
    ) -> OcoyaFault:
        hint = "After the work"
        return OcoyaFault(name=name, label=label, hint=hint, group=ANSWERS, strikes=strikes, spoil=spoil)

    accepted = OcoyaFault(
        name="accepted",
        label="Accepted in place of created",
        hint="202",
        group=ANSWERS,
        strikes=frozenset({DRAFT, CAMPAIGN}),
        status=202,
    )
    return (
        odd("empty_body", "Empty body", empty),
        odd("truncated", "Truncated JSON", truncated),
        odd("wrong_types", "Wrong types", _wrong_types, REST),
        accepted,
    )


def _in_tools() -> tuple[OcoyaFault, ...]:
    failed = OcoyaFault(
        name="tool_failed",
        label="The tool fails",
        hint="isError, nothing was done",
        group=MESSAGES,
        strikes=TOOLS,
        complaint="The campaign could not be started. Please try again later.",
    )
    return (
        failed,
        _rpc("bad_arguments", "Arguments refused", INVALID_PARAMS),
        _rpc("no_method", "Method unknown", METHOD_NOT_FOUND),
        _rpc("server_error", "Server error", INTERNAL_ERROR),
    )


def _signing_in() -> tuple[OcoyaFault, ...]:
    def page(name: str, label: str, status: int, error: str, kind: str) -> OcoyaFault:
        body = json.dumps({"error": error}).encode()
        reply = Reply(status=status, body=body)
        hint = f"{status} {error}"
        return OcoyaFault(
            name=name, label=label, hint=hint, group=SIGNING_IN, strikes=frozenset({kind}), page=reply
        )

    def lost(name: str, label: str, hint: str, what: str) -> OcoyaFault:
        return OcoyaFault(name=name, label=label, hint=hint, group=SIGNING_IN, strikes=MCP, loses=what)

    return (
        lost("token_lost", "Access token expired", "401, a refresh helps", "token"),
        lost("session_lost", "Session forgotten", "404, a new session helps", "session"),
        page("token_refused", "Grant gone", 400, "invalid_grant", TOKEN),
        page("token_trouble", "No tokens now", 503, "temporarily_unavailable", TOKEN),
        page("registration_refused", "Client not registered", 400, "invalid_client_metadata", REGISTER),
        page("no_metadata", "Metadata missing", 404, "not_found", DISCOVERY),
    )


def _lost() -> tuple[OcoyaFault, ...]:
    def lost(name: str, label: str, hint: str, drops: str, strikes: frozenset[str]) -> OcoyaFault:
        return OcoyaFault(name=name, label=label, hint=hint, group=CONNECTION, strikes=strikes, drops=drops)

    return (
        lost(
            "dropped_before", "Dropped before the work", "No answer, nothing done", "before", _ALL | {TOKEN}
        ),
        lost("dropped_after", "Dropped after the work", "No answer, but done", "after", WORK | {TOKEN}),
    )


def standard_faults() -> tuple[OcoyaFault, ...]:
    """Every fault, in the order to offer them."""
    return (*_refused(), *_in_trouble(), *_odd(), *_in_tools(), *_signing_in(), *_lost())
