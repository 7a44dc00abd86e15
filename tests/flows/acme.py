"""Acme's own side of its API, as strict as the recipe says: what is not exactly right is refused."""

from contextlib import asynccontextmanager

from aiohttp import web

BASE = "/acme/v1"
KEY = "acme-0123456789abcdef"
TONES = ("warm", "dry")
PLATFORMS = ("linkedin", "x")


class Refused(Exception):
    """A status and the body of an error."""

    def __init__(self, status, code, **more):
        self.status, self.body = status, {"code": code, "message": f"Acme says {code}.", **more}


class AcmeServer:
    """Writes for credits. `asked` are the briefs that it wrote for or refused, in order."""

    def __init__(self, credits_left=5):
        self.credits = credits_left
        self.asked = []
        self.may_write = True

    @asynccontextmanager
    async def served(self):
        """Yields the address of the API."""
        app = web.Application()
        app.router.add_post(f"{BASE}/captions", self._answering(self._write))
        app.router.add_get(f"{BASE}/account", self._answering(self._account))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}{BASE}"
        finally:
            await runner.cleanup()

    def _answering(self, work):
        async def answer(request):
            if request.headers.get("X-Api-Key") != KEY:
                return web.json_response({"code": "bad_key"}, status=401)
            try:
                return web.json_response(await work(request))
            except Refused as refused:
                return web.json_response(refused.body, status=refused.status)

        return answer

    async def _account(self, request):
        return {"credits": self.credits, "may_write": self.may_write, "plan": "not in the recipe"}

    async def _write(self, request):
        if request.content_type != "application/json":
            raise Refused(415, "not_json")
        brief = await request.json()
        if wrong := [name for name, fits in RULES.items() if not fits(brief.get(name))]:
            raise Refused(400, "bad_field", field=wrong[0])
        if more := brief.keys() - RULES.keys():
            raise Refused(400, "unknown_field", field=min(more))
        if brief["reference"] in [earlier["reference"] for earlier in self.asked]:
            raise Refused(409, "done_already")
        self.asked.append(brief)
        return self._charged(brief)

    def _charged(self, brief):
        needed = len(brief["platforms"])
        if needed > self.credits:
            raise Refused(400, "no_credits", needed=needed, available=self.credits)
        self.credits -= needed
        texts = {p: f"{brief['tone']} for {p}: {brief['topic']}" for p in brief["platforms"]}
        return {"captions": texts, "credits_used": needed, "credits_left": self.credits}


def _is_text(least, most):
    return lambda value: isinstance(value, str) and least <= len(value) <= most


def _are_platforms(value):
    return isinstance(value, list) and 0 < len(value) == len(set(value)) and set(value) <= set(PLATFORMS)


RULES = {
    "topic": _is_text(10, 500),
    "platforms": _are_platforms,
    "tone": lambda value: value in TONES,
    "reference": _is_text(1, 200),
}
