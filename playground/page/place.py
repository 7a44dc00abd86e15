"""What the address of the page says: who looks, where, and what is open beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import quote, unquote, urlencode

#: What the address keeps while a person moves about; the rest belongs to one moment.
_LASTING = ("thread", "tab", "panel")


def address(*parts: str) -> str:
    """The name of a form field. Browsers turn quotes in multipart names into %22, so it is not JSON."""
    return "/".join(quote(part, safe="") for part in parts)


def parts(name: str) -> tuple[str, ...]:
    """What `address` was made of."""
    return tuple(unquote(part) for part in name.split("/"))


@dataclass(frozen=True, kw_only=True)
class Place:
    """One address: `at` is a message to point out, `edit` and `delete` messages under the person's hand."""

    me: str
    channel: str
    thread: str | None = None
    tab: str | None = None
    panel: str | None = None
    at: str | None = None
    edit: str | None = None
    delete: str | None = None

    @classmethod
    def read(cls, me: str, channel: str, query: Mapping[str, str]) -> Self:
        known = {f.name for f in fields(cls)} - {"me", "channel"}
        return cls(me=me, channel=channel, **{k: v for k, v in query.items() if k in known and v})

    def url(self, **changes: str | None) -> str:
        """The address from here with some of it changed; opening a thread uncovers it."""
        kept = {name: getattr(self, name) for name in _LASTING} | changes
        if changes.get("thread") and kept["panel"] == "simulated":
            kept["panel"] = None
        query = urlencode({k: v for k, v in kept.items() if v})
        return f"/as/{self.me}/{self.channel}" + (f"?{query}" if query else "")

    def elsewhere(self, *, me: str | None = None, channel: str | None = None, tab: str | None = None) -> str:
        """The address of another person's or channel's view, with the same panel open."""
        there = replace(
            self, me=me or self.me, channel=channel or self.channel, thread=None, tab=tab, at=None
        )
        return there.url()

    def action(self, verb: str, *what: str) -> str:
        """Where the page posts what this person does here."""
        return "/".join([f"/as/{self.me}/{self.channel}/{verb}", *(quote(part, safe="") for part in what)])

    def click(self, where: str) -> str:
        """Where presses in a view, or in a message named by channel and ts, go."""
        return f"/as/{self.me}/{self.channel}/click/{where}"

    def suggest(self, where: str, block_id: str, action_id: str) -> str:
        """Where the choices of an external select come from."""
        query = urlencode({"where": where, "block": block_id, "action": action_id})
        return f"/as/{self.me}/{self.channel}/suggest?{query}"

    @staticmethod
    def panel_action(title: str, control: str) -> str:
        return f"/panels/{quote(title, safe='')}/{quote(control, safe='')}"
