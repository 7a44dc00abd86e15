"""A provider without rate limits, plugged in as any other: the form of PostEverywhere, and work to poll for.

PostEverywhere itself allows 60 AI calls an hour, so hundreds of its runs would wait in a queue
instead of being in flight.
"""

from typing import ClassVar, Self

from pydantic_settings import SettingsConfigDict

from bot.domain.captions import Caption, Finished, Pending, Started
from bot.domain.money import Price, PriceBasis
from bot.domain.platforms import Platform
from bot.domain.requests import Request
from providers.http import Api, Http, Reply, Vendor
from providers.posteverywhere.request import PostEverywhereRequest
from providers.settings import BaseUrl, Environment, ProviderSettings


class BenchSettings(ProviderSettings):
    """`BENCH_BASE_URL`, the address of `bench.vendor`."""

    model_config = SettingsConfigDict(env_prefix="BENCH_")
    required: ClassVar[tuple[str, ...]] = ("base_url",)

    base_url: BaseUrl | None = None


class BenchProvider:
    """One paid call for the whole brief; what it does not answer at once is polled for."""

    name: ClassVar[str] = "bench"
    label: ClassVar[str] = "Bench"
    sample: ClassVar[bool] = False
    request_model: ClassVar[type[Request]] = PostEverywhereRequest
    Settings: ClassVar[type[ProviderSettings]] = BenchSettings

    def __init__(self, api: Api) -> None:
        self._api = api

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Self | None:
        """The provider, or `None` outside a benchmark."""
        settings = environment.read(BenchSettings)
        if settings.base_url is None:
            return None
        return cls(http.api(Vendor(label=cls.label, base_url=settings.base_url, headers={})))

    def price(self, request: Request | None) -> Price:  # noqa: ARG002  # it is free whatever is asked
        return Price(basis=PriceBasis.FREE)

    async def start(self, request: Request, *, key: str) -> Finished | Started:
        """Send the brief."""
        body = {"key": key, **request.model_dump(mode="json")}
        answer = _read(await self._api.paid("/write", body))
        if isinstance(answer, Finished):
            return answer
        return Started(remote_id=key, poll_after=answer.poll_after)

    async def poll(self, remote_id: str) -> Finished | Pending:
        """Ask once how it stands."""
        return _read(await self._api.poll(f"/write/{remote_id}"))


def _read(reply: Reply) -> Finished | Pending:
    body = reply.body
    if "captions" not in body:
        return Pending(poll_after=body["after"])
    captions = (Caption(platform=Platform(c["platform"]), text=c["text"]) for c in body["captions"])
    return Finished(captions=tuple(captions))
