"""What stands before the sessions: which requests the server takes at all."""

from mcp.shared.inbound import MCP_PROTOCOL_VERSION_HEADER
from mcp_types import INVALID_REQUEST
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.vendors.asgi import Message, Receive, Send
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.tools.sessions import Sessions
from playground.vendors.ocoya.variants import Variants


class Entrance:
    """An ASGI application. The vendor publishes "JSON-RPC 2.0 over HTTP POST": there is no stream to GET.

    It is older than the protocol without sessions, which can be had as a variant.
    """

    def __init__(self, sessions: Sessions, variants: Variants) -> None:
        self._sessions = sessions
        self._variants = variants

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if refusal := self._refusal(Request(scope)):
            await refusal(scope, receive, send)
        else:
            self._sessions.as_stream = self._variants.of(forms.TRANSPORT) == "stream"
            await self._sessions(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        if request.method not in {"POST", "DELETE"}:
            return Response(status_code=405, headers={"Allow": "POST, DELETE"})
        version = request.headers.get(MCP_PROTOCOL_VERSION_HEADER)
        newest = self._variants.of(forms.PROTOCOL) == "newest"
        if version is None or newest or version in HANDSHAKE_PROTOCOL_VERSIONS:
            return None
        error = {"code": INVALID_REQUEST, "message": f"Bad Request: Unsupported protocol version: {version}"}
        return JSONResponse({"jsonrpc": "2.0", "id": None, "error": error}, status_code=400)
