"""A person at the playground's Slack: types, reads and clicks by the words on the screen."""

import asyncio
from collections.abc import Callable

from playground.blockkit.elements import elements
from playground.server import Playground
from playground.slack.fixtures import GENERAL
from tests.flows.screen import Seen, has

#: Seconds to wait for something to appear; far above what it takes, for slow machines.
PATIENCE = 10.0


class Person:
    """Ana or Ben, in one channel at a time."""

    def __init__(self, playground: Playground, user_id: str):
        self.playground, self.id = playground, user_id
        self.workspace, self.people = playground.workspace, playground.people
        self.channel = GENERAL
        self._told = set()

    # --- reading ---

    async def sees(self, *expected, without=(), where=None, within=PATIENCE) -> Seen:
        """The newest message with all these words, as soon as there is one."""

        def look():
            newest_first = reversed(self.messages(where))
            return next((m for m in newest_first if has(m.text, expected, without)), None)

        return await self._until(look, f"a message with {expected}", within)

    async def sees_privately(self, *expected) -> Seen:
        """The same, nobody else can see it, and it was not there before the last command."""

        def look():
            newest_first = reversed(self.messages())
            return next((m for m in newest_first if self._new(m) and has(m.text, expected)), None)

        return await self._until(look, f"a private message with {expected}", PATIENCE)

    async def sees_form(self, *expected) -> Seen:
        """The window on top, with all these words."""

        def look():
            return self.form if self.form and has(self.form.text, expected) else None

        return await self._until(look, f"a form with {expected}", PATIENCE)

    async def sees_home(self, *expected) -> Seen:
        def look():
            home = self.home
            return home if home and has(home.text, expected) else None

        return await self._until(look, f"a Home with {expected}", PATIENCE)

    async def sees_no_form(self):
        await self._until(lambda: self.form is None, "no form", PATIENCE)

    @property
    def form(self) -> Seen | None:
        view = self.workspace.top(self.id)
        return view and Seen(self, view, view["id"])

    @property
    def home(self) -> Seen | None:
        view = self.workspace.home(self.id)
        return view and Seen(self, view, view["id"])

    @property
    def private(self) -> list[str]:
        """What the app told this person alone, here."""
        return [m.text for m in self.messages() if self._mine(m)]

    @property
    def notice(self) -> str:
        """What Slack itself tells this person: that the app did not answer, for example."""
        return str(self.workspace.notices.get(self.id) or "")

    def messages(self, where=None) -> list[Seen]:
        """Everything in the channel that this person can see, threads included, oldest first."""
        channel = self.workspace.channels[where or self.channel]
        return [
            Seen(self, message, f"{channel.id}/{ts}")
            for ts, message in channel.messages.items()
            if channel.only_for.get(ts, self.id) == self.id
        ]

    def cards(self, where=None) -> list[Seen]:
        """The app's messages that everybody sees, threads left out."""
        bot = self.workspace.app.user_id
        theirs = (m for m in self.messages(where) if m.body["user"] == bot and m.blocks)
        return [m for m in theirs if not self._mine(m) and m.body.get("thread_ts", m.ts) == m.ts]

    def thread(self, card: Seen) -> list[Seen]:
        """The replies to a card."""
        where = card.address.partition("/")[0]
        return [m for m in self.messages(where) if m.body.get("thread_ts") == card.ts != m.ts]

    @property
    def direct(self) -> str:
        """The conversation with the app."""
        return self.workspace.open_im(self.id).id

    def _mine(self, message: Seen) -> bool:
        channel, _, ts = message.address.partition("/")
        return ts in self.workspace.channels[channel].only_for

    def _new(self, message: Seen) -> bool:
        return self._mine(message) and message.address not in self._told

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
        if text.startswith("/"):
            self._told = {m.address for m in self.messages() if self._mine(m)}
        return await self.people.say(self.id, self.channel, text, thread)

    def shares(self, text, *files):
        """Post a message with files, each a name and its bytes."""
        kept = [self.people.attach(self.id, name, content) for name, content in files]
        channel = self.workspace.channels[self.channel]
        return self.workspace.post(channel, {"user": self.id, "text": text, "files": kept})

    async def composes_from(self, message, title="Compose a post") -> Seen:
        """Choose *Draft a post from this* in a message's menu."""
        await self.people.message_shortcut(self.id, self.channel, message["ts"], "compose_from_message")
        return await self.sees_form(title)

    async def opens(self, command="/compose", title="Compose a post") -> Seen:
        await self.says(command)
        return await self.sees_form(title)

    async def opens_home(self, *expected) -> Seen:
        """Open the Home; seen once the app has drawn it anew."""
        before = self.home and self.home.body["hash"]
        self.people.open_home(self.id)
        await self._until(lambda: self.home and self.home.body["hash"] != before, "its Home", PATIENCE)
        return await self.sees_home(*expected)

    def fills(self, **fields):
        """Type into the form on top, by field name; a list chooses several."""
        view = self.workspace.top(self.id)
        self.people.fill(self.id, view["id"], self._raw(view, fields))

    async def chooses(self, field, *values):
        """Change one input that reports its changes."""
        view = self.workspace.top(self.id)
        for (block, action), raw in self._raw(view, {field: list(values)}).items():
            told = await self.people.key(self.id, view["id"], block, action, raw)
            if not told:
                await self.people.click(self.id, view["id"], block, action, raw)

    async def writes_with(self, provider) -> Seen:
        """Choose the provider, and wait for its form."""
        await self.chooses("_provider", provider)
        return await self._until(
            lambda: self.form if f'"{provider}"' in self.form.body["private_metadata"] else None,
            f"the form of {provider}",
            PATIENCE,
        )

    async def searches(self, field, words) -> list[str]:
        """Type into a menu that searches; the labels it offers then."""
        view = self.workspace.top(self.id)
        ((block, action),) = self._raw(view, {field: ""})
        found = await self.people.suggest(self.id, view["id"], block, action, words)
        return [option["text"]["text"] for option in found]

    async def submits(self, **fields) -> dict[str, str]:
        """Press the form's button; the complaints by field, none when it was taken."""
        if fields:
            self.fills(**fields)
        return await self.people.submit(self.id, self.workspace.top(self.id)["id"])

    async def composes(self, prompt, provider="sample", **fields) -> Seen:
        """From `/compose` to the card that is ready; `fields` by the names of the provider's form."""
        card = await self.starts(prompt, provider, **fields)
        return await self.sees("Save draft", where=card.address.partition("/")[0])

    async def starts(self, prompt, provider="sample", **fields) -> Seen:
        """From `/compose` to a card, whatever it says."""
        before = {m.ts for m in self.cards()}
        await self.opens(f"/compose {prompt}")
        await self.writes_with(provider)
        assert await self.submits(**fields) == {}
        return await self._until(
            lambda: next((m for m in self.cards() if m.ts not in before), None), "a card", PATIENCE
        )

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


async def settled(seconds=0.3):
    """Long enough for something that must not happen to happen."""
    await asyncio.sleep(seconds)
