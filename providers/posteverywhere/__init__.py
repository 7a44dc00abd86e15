"""PostEverywhere: captions for nine platforms, and an image to go with them, one paid call each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, SecretStr
from pydantic_settings import SettingsConfigDict

from bot.domain.captions import Caption, Finished, Started
from bot.domain.errors import NoContent, ProviderDenied, ProviderError
from bot.domain.money import Balance, Price, PriceBasis, Receipt
from bot.domain.outages import Outage
from bot.domain.platforms import Platform
from bot.domain.ports import RateLimit
from bot.domain.requests import Request
from providers.http import Api, Fault, Http, Limit, Reply, Vendor, one_line
from providers.posteverywhere.images import LONGEST_ALT, ImageModel, Picture
from providers.posteverywhere.request import PostEverywhereRequest
from providers.posteverywhere.wire import (
    address_in,
    fault_in,
    inner,
    media_id_in,
    receipt_in,
    unwrapped,
    whole,
)
from providers.settings import BaseUrl, Environment, Key, ProviderSettings

#: Per key, below the lowest numbers the vendor publishes: 60 calls a minute, of which some are left to
#: other users of the key, 1,000 an hour, and 60 AI calls an hour (posteverywhere/mcp); 10,000 a day
#: (https://posteverywhere.ai/developers/rate-limits).
LIMITS = (
    Limit(calls=50, seconds=60),
    Limit(calls=60, seconds=3_600, paid_only=True),
    Limit(calls=1_000, seconds=3_600),
    Limit(calls=10_000, seconds=86_400),
)


def _live(key: SecretStr) -> SecretStr:
    if not key.get_secret_value().startswith("pe_live_"):
        raise ValueError('must start with "pe_live_"')
    return key


class PostEverywhereSettings(ProviderSettings):
    """`POSTEVERYWHERE_API_KEY`, which needs the scopes `read` and `ai`, and `POSTEVERYWHERE_BASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="POSTEVERYWHERE_")
    required: ClassVar[tuple[str, ...]] = ("api_key",)

    api_key: Annotated[Key, AfterValidator(_live)] | None = None
    base_url: BaseUrl = "https://app.posteverywhere.ai/api/v1"


class PostEverywhere:
    """Captions, one to five for each platform, and an image to go with them."""

    name: ClassVar[str] = "posteverywhere"
    label: ClassVar[str] = "PostEverywhere"
    sample: ClassVar[bool] = False
    request_model: ClassVar[type[Request]] = PostEverywhereRequest
    Settings: ClassVar[type[ProviderSettings]] = PostEverywhereSettings
    limits: ClassVar[tuple[RateLimit, ...]] = LIMITS

    def __init__(self, api: Api) -> None:
        self._api = api

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Self | None:
        """The provider, or `None` when there is no key. Raises `ConfigurationError`."""
        settings = environment.read(PostEverywhereSettings)
        if settings.api_key is None:
            return None
        vendor = Vendor(
            label=cls.label,
            base_url=settings.base_url,
            headers={"Authorization": SecretStr(f"Bearer {settings.api_key.get_secret_value()}")},
            limits=LIMITS,
            faults=fault_in,
            probe="/me",
        )
        return cls(http.api(vendor))

    @property
    def outage(self) -> Outage | None:
        """Whether the vendor is down, as far as its calls have shown."""
        return self._api.outage

    def price(self, request: Request | None) -> Price:
        """Exact: 1 credit per caption, and the image."""
        if request is None:
            return Price(basis=PriceBasis.EXACT, note="1 credit per caption, 1 to 15 for an image")
        brief = _own(request)
        places, image = len(brief.targets), brief.image.credits
        notes = []
        if places:
            platforms = f"{places} platform{'s' if places > 1 else ''}"
            notes.append(f"{platforms} × {brief.count}, 1 credit per caption")
        if image:
            notes.append(f"{image} for the image")
        credits_ = places * brief.count + image
        return Price(basis=PriceBasis.EXACT, credits=credits_, note=", plus ".join(notes))

    def split(self, request: Request) -> Sequence[Request]:
        """One share per platform, as the vendor writes for one platform a call, and one for the image."""
        brief = _own(request)
        texts = brief.changed(image=ImageModel.NONE, image_prompt="")
        shares = [texts.changed(platforms=(platform,)) for platform in brief.platforms] or [texts]
        return shares if brief.image is ImageModel.NONE else [*shares, brief.changed(image_only=True)]

    async def start(self, request: Request, *, key: str) -> Finished | Started:  # noqa: ARG002  # it takes none
        """Do one share. Raises a `ProviderError`."""
        brief = _own(request)
        if brief.image_only:
            return self._made(brief, await self._api.paid("/ai/generate-image", brief.image_wire))
        return self._finished(brief, await self._api.paid("/ai/generate-caption", brief.wire))

    async def poll(self, remote_id: str) -> Finished:
        """Look up where an image can be seen, which is free. Raises a `ProviderError` for a foreign id.

        The image is on record by now, and is there whatever comes of the look.
        """
        picture = Picture.read(remote_id)
        try:
            media = unwrapped(await self._api.read(f"/media/{picture.media_id}"))
        except ProviderError:
            return picture.seen_at(None)
        local = self._api.vendor.base_url.startswith("http://")
        return picture.seen_at(address_in(media, local=local))

    async def balance(self) -> Balance:
        """Credits left: with those bought on top, and as `floor` without, as the vendor's example counts."""
        reply = await self._api.read("/me")
        counts = inner(inner(unwrapped(reply), "quota"), "ai_credits")
        used, limit, bonus = (whole(counts.get(name)) for name in ("used", "limit", "bonus"))
        if used is None or limit is None:
            raise self._api.unreadable(reply)
        return Balance(
            credits=max(0, limit + (bonus or 0) - used),
            floor=max(0, limit - used),
            at=datetime.now(UTC),
            note=f"{bonus} of them bought on top" if bonus else "",
        )

    async def check(self) -> None:
        """Raise `ProviderDenied` unless the key works, has the ai scope, and is paid for."""
        me = unwrapped(await self._api.read("/me"))
        scopes = me.get("scopes") or inner(me, "api_key").get("scopes")
        if isinstance(scopes, list) and "ai" not in scopes:
            raise ProviderDenied("The key of PostEverywhere lacks the ai scope.", provider=self.label)
        if inner(me, "organization").get("entitled") is False:
            raise ProviderDenied(
                "PostEverywhere says that its subscription is not active.", provider=self.label
            )

    def _made(self, brief: PostEverywhereRequest, reply: Reply) -> Started:
        """The image that a reply tells of, to be put on record before it is looked up."""
        data = unwrapped(reply)
        media_id = media_id_in(data)
        if media_id is None:
            raise self._unusable(reply)
        picture = Picture(
            media_id=media_id,
            alt=one_line(brief.picture, LONGEST_ALT),
            receipt=receipt_in(data),
            request_id=reply.request_id,
        )
        return picture.started()

    def _finished(self, brief: PostEverywhereRequest, reply: Reply) -> Finished:
        data = unwrapped(reply)
        captions = data.get("captions")
        if not isinstance(captions, list):
            raise self._unusable(reply)
        texts = [text for text in captions if isinstance(text, str) and text.strip()]
        receipt = receipt_in(data)
        if not texts:
            raise self._empty(reply, captions, receipt)
        (platform,) = brief.targets
        return Finished(
            captions=tuple(Caption(platform=platform, text=text) for text in texts),
            receipt=receipt,
            notes=_notes(platform, len(texts), brief.count),
            request_id=reply.request_id,
        )

    def _unusable(self, reply: Reply) -> ProviderError:
        """The error for a reply that is no refusal and does not hold what was paid for."""
        return self._api.unreadable(reply) if reply.ok else self._api.refused(reply, Fault())

    def _empty(self, reply: Reply, captions: list[Any], receipt: Receipt) -> ProviderError:
        """The error for a reply without one usable text: unclear when it is charged, or not understood."""
        if receipt.used or any(not isinstance(text, str) for text in captions):
            return self._api.unreadable(reply)
        return self._api.refused(reply, Fault(kind=NoContent))


def _notes(platform: Platform, arrived: int, asked: int) -> tuple[str, ...]:
    where = "" if platform is Platform.ANY else f"{platform.label}: "
    return (f"{where}{arrived} of {asked} captions arrived.",) if arrived < asked else ()


def _own(request: Request) -> PostEverywhereRequest:
    return PostEverywhereRequest.model_validate(request.model_dump())
