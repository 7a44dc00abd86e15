"""PowerPost: captions for six platforms from text, images or a video, and images to go with them.

Everything is a job at the vendor's: begun by a paid call, then looked at until it is done.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import ClassVar, Self

from pydantic import SecretStr

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import ConfigurationError, ProviderRejected
from bot.domain.money import Balance, Price, PriceBasis
from bot.domain.outages import Outage
from bot.domain.requests import File, Request
from providers.http import Api, Http, Vendor, id_of, object_of, whole
from providers.powerpost.configured import model_for
from providers.powerpost.finding import job_of
from providers.powerpost.hook import Hook, jobs_in
from providers.powerpost.jobs import Job
from providers.powerpost.media import upload_of
from providers.powerpost.request import PowerPostRequest, Research
from providers.powerpost.settings import PowerPostSettings
from providers.powerpost.stages import Stages
from providers.powerpost.wire import fault_in, receipt_of
from providers.settings import Environment, ProviderSettings

#: Seconds. How long anything takes is not published, but everything is only begun by its call.
ANSWER = 60.0
VIDEO_PRICE = "6 credits for each started minute of video"


class PowerPost:
    """One caption for each platform, from words, images or a video; failed runs are refunded.

    The vendor tells the price when a run begins.
    """

    name: ClassVar[str] = "powerpost"
    label: ClassVar[str] = "PowerPost"
    sample: ClassVar[bool] = False
    Settings: ClassVar[type[ProviderSettings]] = PowerPostSettings
    #: Without settings; an opened provider has its own.
    request_model: type[Request] = PowerPostRequest

    def __init__(
        self, api: Api, model: type[PowerPostRequest] = PowerPostRequest, hook: Hook | None = None
    ) -> None:
        self._api = api
        self._stages = Stages(api)
        self._model = model
        self._hook = hook or Hook()
        self.request_model = model

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Self | None:
        """The provider, or `None` when there is no key. Raises `ConfigurationError`."""
        settings = environment.read(PowerPostSettings)
        if settings.api_key is None:
            return None
        if settings.workspace_id is None:
            raise ConfigurationError("POWERPOST_API_KEY is set, so POWERPOST_WORKSPACE_ID must be set too.")
        vendor = Vendor(
            label=cls.label,
            base_url=settings.base_url,
            headers={"x-api-key": settings.api_key, "X-Workspace-Id": SecretStr(settings.workspace_id)},
            faults=fault_in,
            read_timeout=ANSWER,
            probe="/account/credits",
        )
        return cls(http.api(vendor), model_for(settings), Hook.of(settings))

    @property
    def outage(self) -> Outage | None:
        """Whether the vendor is down, as far as its calls have shown."""
        return self._api.outage

    def price(self, request: Request | None) -> Price:
        """Known after the run; what is published are 6 credits for each started minute of video."""
        if request is None:
            return Price(basis=PriceBasis.AFTER, note=f"videos add {VIDEO_PRICE}")
        brief = self._own(request)
        adds = [
            "deep research costs more" if brief.research_mode is Research.DEEP else "",
            f"plus {VIDEO_PRICE}" if brief.video else "",
            f"plus the images ({brief.image_count})" if brief.image_order else "",
        ]
        return Price(basis=PriceBasis.AFTER, note=", ".join(filter(None, adds)))

    async def upload(self, file: File, content: AsyncIterator[bytes]) -> str:
        """Pass an image or a video on; returns its media id. Raises a `ProviderError`."""
        reply = await self._api.upload("/media/upload", upload_of(file, content))
        media_id = id_of(object_of(reply.body).get("media_id"))
        if media_id is None:
            raise self._api.unreadable(reply)
        return media_id

    async def start(self, request: Request, *, key: str) -> Started:  # noqa: ARG002  # it takes no such key
        """Ask for captions. Raises a `ProviderError`."""
        brief = self._own(request)
        if any(file.media_id is None for file in brief.media):
            raise ProviderRejected(
                "The files of this brief did not get to PowerPost. Add them again.",
                provider=self.label,
                field="media",
            )
        reply = await self._api.paid("/content/generate", brief.wire, read_timeout=ANSWER)
        body = object_of(reply.body)
        generation_id = id_of(body.get("generation_id"))
        if generation_id is None:
            raise self._api.unreadable(reply)
        job = self._job(brief, generation_id).model_copy(update={"receipt": receipt_of(body)})
        return job.started(request_id=reply.request_id)

    async def poll(self, remote_id: str) -> Pending | Started | Finished:
        """Look at a run once. Raises a `ProviderError`."""
        return await self._stages.look(Job.read(remote_id))

    async def find(self, request: Request, since: datetime) -> Started | None:
        """The job of a call that was not answered. Raises a `ProviderError`."""
        brief = self._own(request)
        generation_id = await job_of(self._api, brief, since)
        return self._job(brief, generation_id).started() if generation_id else None

    def expects(self, token: str) -> bool:
        """Whether the vendor's webhooks come to an address that ends like this."""
        return self._hook.expects(token)

    def signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether a webhook has the signature that the settings want."""
        return self._hook.signed(headers, body)

    def jobs_in(self, body: bytes) -> Sequence[str]:
        """The jobs that a webhook tells of."""
        return jobs_in(body)

    async def balance(self) -> Balance:
        """The credits of the account, which all its workspaces share."""
        reply = await self._api.read("/account/credits")
        credits_ = whole(object_of(reply.body).get("balance"))
        if credits_ is None:
            raise self._api.unreadable(reply)
        return Balance(credits=credits_, at=datetime.now(UTC))

    async def check(self) -> None:
        """Raise `ProviderDenied` unless the key opens the workspace and may read what it makes there."""
        await self._api.read("/content/generations?limit=1")

    def _job(self, brief: PowerPostRequest, generation_id: str) -> Job:
        return Job(
            generation_id=generation_id,
            platforms=brief.targets,
            began=self._api.timing.now(),
            order=brief.image_order,
        )

    def _own(self, request: Request) -> PowerPostRequest:
        return self._model.model_validate(request.model_dump())
