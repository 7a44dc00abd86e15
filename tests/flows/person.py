"""A person at the playground's Slack: types, reads and clicks by the words on the screen."""

import asyncio
from collections.abc import Callable, Iterator

from playground.blockkit.elements import elements
from playground.server import Playground
from playground.slack.fixtures import GENERAL

#: Seconds to wait for something to appear; far above what it takes, for slow machines.
PATIENCE = 10.0


class Seen:
    """What is on the screen: a message or a view, to be read and clicked."""

    def __init__(self, person, body, where):
        self.person, self.body, self.where = person, body, where

    @property
    def blocks(self):
        return self.body.get("blocks") or []

    @property
    def text(self):
        """Every word that can be read, fallback first; buttons included."""
        return "\n".join([self.body.get("text") or "", *words(self.blocks)])

    @property
    def buttons(self):
        return [e["text"]["text"] for _, e in self._elements() if e["type"] == "button"]

    def _elements(self) -> Iterator:
        for block in self.blocks:
            for _, element in elements(block):
                yield block, element

    def find(self, label, nth=0):
        found = [
            (b, e)
            for b, e in self._elements()
            if e["type"] == "button" and label in (e["text"]["text"], e.get("accessibility_label"))
        ]
        assert len(found) > nth, f"no button {label!r} among {self.buttons}"
        return found[nth]

    async def click(self, label, nth=0):
        block, element = self.find(label, nth)
        await self.person.people.click(self.person.id, self.where, block["block_id"], element["action_id"])


class Person:
    """Ana or Ben, in one channel at a time."""

    def __init__(self, playground: Playground, user_id: str):
        self.playground, self.id = playground, user_id
        self.workspace, self.people = playground.workspace, playground.people
        self.channel = GENERAL

    # --- reading ---

    async def sees(self, *expected, without=(), where=None, within=PATIENCE) -> Seen:
        """The newest message with all these words, as soon as there is one."""

        def look():
            return next((m for m in self._newest_first(where) if has(m.text, expected, without)), None)

        return await self._until(look, f"a message with {expected}", within)

    async def sees_form(self, *expected, within=PATIENCE) -> Seen:
        """The window on top, with all these words."""

        def look():
            form = self.form
            return form if form and has(form.text, expected, ()) else None

        return await self._until(look, f"a form with {expected}", within)

    async def sees_home(self, *expected, within=PATIENCE) -> Seen:
        def look():
            home = self.workspace.home(self.id)
            seen = home and Seen(self, home, home["id"])
            return seen if seen and has(seen.text, expected, ()) else None

        return await self._until(look, f"a Home with {expected}", within)

    async def sees_no_form(self, within=PATIENCE):
        await self._until(lambda: self.form is None, "no form", within)

    @property
    def form(self) -> Seen | None:
        view = self.workspace.top(self.id)
        return view and Seen(self, view, view["id"])

    @property
    def notice(self) -> str:
        return str(self.workspace.notices.get(self.id) or "")

    def messages(self, where=None) -> list[Seen]:
        """Everything in the channel that this person can see, threads included, oldest first."""
        channel = self.workspace.channels[where or self.channel]
        return [
            Seen(self, m, f"{channel.id}/{m['ts']}")
            for m in channel.messages.values()
            if channel.only_for.get(m["ts"], self.id) == self.id
        ]

    def cards(self, where=None) -> list[Seen]:
        """The app's messages with blocks that everybody sees."""
        channel = self.workspace.channels[where or self.channel]
        bot = self.workspace.app.user_id
        return [
            m
            for m in self.messages(where)
            if m.body["user"] == bot and m.blocks and m.body["ts"] not in channel.only_for
        ]

    @property
    def direct(self) -> str:
        """The conversation with the app."""
        return self.workspace.open_im(self.id).id

    def _newest_first(self, where):
        return reversed(self.messages(where))

    async def _until(self, look: Callable, what: str, within: float):
        try:
            return await self.workspace.until(look, within)
        except TimeoutError:
            screen = "\n---\n".join(m.text for m in self.messages()[-3:])
            form = self.form.text if self.form else "none"
            raise AssertionError(
                f"{self.id} waited for {what}; notice: {self.notice!r}; form: {form}; screen:\n{screen}"
            ) from None

    # --- doing ---

    async def says(self, text, thread=None):
        return await self.people.say(self.id, self.channel, text, thread)

    async def opens(self, command="/compose", title="Compose a post") -> Seen:
        await self.says(command)
        return await self.sees_form(title)

    def fills(self, **fields):
        """Type into the form on top, by field name; a list chooses several."""
        view = self.workspace.top(self.id)
        self.people.fill(self.id, view["id"], self._raw(view, fields))

    async def chooses(self, field, *values):
        """Change one input that reports its changes."""
        view = self.workspace.top(self.id)
        for (block, action), raw in self._raw(view, {field: list(values)}).items():
            await self.people.click(self.id, view["id"], block, action, raw)

    async def submits(self, **fields) -> dict[str, str]:
        """Press the form's button; the complaints by field, none when it was taken."""
        if fields:
            self.fills(**fields)
        return await self.people.submit(self.id, self.workspace.top(self.id)["id"])

    async def composes(self, prompt, **fields) -> Seen:
        """From `/compose` to the card that is ready."""
        await self.opens(f"/compose {prompt}")
        complaints = await self.submits(**fields)
        assert complaints == {}
        return await self.sees("ready", "Save draft")

    def _raw(self, view, fields):
        raw = {}
        for block in view["blocks"]:
            if block["block_id"] in fields:
                for _, element in elements(block):
                    value = fields[block["block_id"]]
                    values = value if isinstance(value, list | tuple) else [value]
                    raw[block["block_id"], element["action_id"]] = [
                        v if isinstance(v, dict) else str(v) for v in values if v != ""
                    ]
        missing = fields.keys() - {block for block, _ in raw}
        assert not missing, f"no fields {missing} in {[b['block_id'] for b in view['blocks']]}"
        return raw


def words(node) -> Iterator[str]:
    """Every text of Block Kit, in the order of the screen."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("text", "alt_text") and isinstance(value, str):
                yield value
            elif key not in ("confirm", "placeholder", "private_metadata", "state"):
                yield from words(value)
    elif isinstance(node, list):
        for child in node:
            yield from words(child)


def has(text, expected, without):
    return all(word in text for word in expected) and not any(word in text for word in without)


async def settled(seconds=0.3):
    """Long enough for something that must not happen to happen."""
    await asyncio.sleep(seconds)
