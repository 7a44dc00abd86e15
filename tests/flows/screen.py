"""What is on a person's screen, a message or a window, to be read and clicked."""

import asyncio
import copy
from collections.abc import Iterator

from playground.blockkit.elements import elements
from playground.slack.people.payloads import response_url, where, who


class Seen:
    """One message or window; it changes with the screen, and `kept` is what it is now, for ever."""

    def __init__(self, person, body, address):
        self.person, self.body, self.address = person, body, address

    # --- reading ---

    @property
    def blocks(self):
        return self.body.get("blocks") or []

    @property
    def fallback(self):
        return self.body.get("text") or ""

    @property
    def text(self):
        """Every word that can be read, fallback and title first, buttons included."""
        return "\n".join(words({key: self.body.get(key) for key in ("text", "title", "blocks", "submit")}))

    @property
    def captions(self):
        """What a provider wrote, as it is shown: the rich text of each block."""
        return ["".join(words(block)) for block in self.blocks if block["type"] == "rich_text"]

    @property
    def ts(self):
        return self.body["ts"]

    @property
    def buttons(self):
        return [e["text"]["text"] for _, e in self._elements() if e["type"] == "button"]

    def menu(self, field):
        """The labels that an input offers."""
        element = self.input(field)["element"]
        return [option["text"]["text"] for option in element.get("options", [])]

    def input(self, field):
        return next(block for block in self.blocks if block["block_id"] == field)

    def value(self, field):
        """What an input holds now: text, the chosen option's value, or a list of them."""
        (held,) = self.body["state"]["values"][field].values()
        if "selected_options" in held:
            return [option["value"] for option in held["selected_options"]]
        if option := held.get("selected_option"):
            return option["value"]
        return held.get("value") or held.get("selected_date") or ""

    def _elements(self) -> Iterator:
        for block in self.blocks:
            for _, element in elements(block):
                yield block, element

    def find(self, label):
        """The button with that label, or that spoken one, and its block."""
        for block, element in self._elements():
            if element["type"] == "button" and label in (
                element["text"]["text"],
                element.get("accessibility_label"),
            ):
                return block, element
        raise AssertionError(f"no button {label!r} among {self.buttons}")

    # --- clicking ---

    async def click(self, label, agreeing=None):
        """Press a button; where it asks first, `agreeing` are words of the question."""
        block, element = self.find(label)
        question = "\n".join(words(element.get("confirm")))
        assert bool(question) == bool(agreeing), f"{label!r} asks: {question!r}"
        assert (agreeing or "") in question
        await self.person.people.click(self.person.id, self.address, block["block_id"], element["action_id"])

    async def picks(self, action_id, number):
        """Choose the option of that number, from 0, in a menu of a message."""
        block, menu = next((b, e) for b, e in self._elements() if e["action_id"] == action_id)
        value = menu["options"][number]["value"]
        await self.person.people.click(self.person.id, self.address, block["block_id"], action_id, [value])

    async def double_click(self, label, agreeing=None):
        await asyncio.gather(self.click(label, agreeing), self.click(label, agreeing))

    def kept(self):
        """This as it is now, for clicking it when it has long changed."""
        return Seen(self.person, copy.deepcopy(self.body), self.address)

    async def click_late(self, label):
        """Press a button that this person's screen still shows, whatever has become of it."""
        block, element = self.find(label)
        workspace = self.person.workspace
        channel = workspace.channels[self.address.partition("/")[0]]
        payload = {
            "type": "block_actions",
            "trigger_id": workspace.triggers.issue(self.person.id, channel.id),
            "actions": [{"block_id": block["block_id"], "action_ts": workspace.ts(), **element}],
            "container": {"type": "message", "message_ts": self.ts, "channel_id": channel.id},
            "channel": where(channel),
            "message": self.body,
            "response_url": response_url(workspace, self.person.id, channel.id, self.ts),
            **who(workspace, self.person.id),
        }
        await self.person.playground.outbox.ask("interactive", payload)


def words(node) -> Iterator[str]:
    """Every text of Block Kit, in the order of the screen."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("text", "alt_text") and isinstance(value, str):
                yield value
            elif key not in ("confirm", "placeholder", "initial_option", "initial_options"):
                yield from words(value)
    elif isinstance(node, list):
        for child in node:
            yield from words(child)


def has(text, expected, without=()):
    return all(word in text for word in expected) and not any(word in text for word in without)
