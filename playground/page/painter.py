"""Scenes as HTML. The templates are beside this file; autoescape is on in all of them."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from playground.page.drawing import Drawing
from playground.page.markdown import markdown_renderer
from playground.page.mrkdwn import emojized
from playground.page.posts import Post
from playground.page.scene import Scene
from playground.panels import Control
from playground.slack.workspace import Workspace

Json = Mapping[str, Any]

HERE = Path(__file__).parent
#: Drawn messages to remember; above that all are forgotten and drawn again.
REMEMBERED = 2000


class Painter:
    """Draws for everyone; remembers messages as drawn, for most of a page is the same as a moment ago."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._markdown = markdown_renderer()
        self._env = environment()
        self._drawn: dict[tuple[str, str], Markup] = {}

    def page(self, scene: Scene) -> str:
        draw = Drawing(self._workspace, scene.place.me, self._markdown)

        def message(post: Post) -> Markup:
            return self._message(draw, scene, post)

        return self._env.get_template("page.html").render(scene=scene, draw=draw, message=message)

    def fragment(self, template: str, **told: Any) -> str:
        """A piece that the page fetches by itself: a menu, or choices."""
        return self._env.get_template(template).render(**told)

    def _message(self, draw: Drawing, scene: Scene, post: Post) -> Markup:
        key = (scene.place.url(), repr(post))
        if key not in self._drawn:
            if len(self._drawn) >= REMEMBERED:
                self._drawn.clear()
            html = self._env.get_template("message.html").render(scene=scene, draw=draw, post=post)
            self._drawn[key] = Markup(html)  # noqa: S704 - the template escapes
        return self._drawn[key]


@cache
def environment() -> Environment:
    """The templates, compiled once for all pages of a process; they hold no state."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals |= {"icon": icon, "emoji": emoji, "grouped": grouped}
    return env


def emoji(name: str) -> str:
    return emojized(f":{name}:")


def icon(name: str) -> Markup:
    """A picture beside words, or in a button that has a label of its own."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#{}"/></svg>').format(
        name
    )


def grouped(controls: Sequence[Control]) -> list[tuple[str, list[Control]]]:
    """Controls under their headings, both in the order given."""
    found: dict[str, list[Control]] = {}
    for control in controls:
        found.setdefault(control.group, []).append(control)
    return list(found.items())


def suggested(found: Sequence[Json]) -> list[tuple[str, Sequence[Json]]]:
    """An app's options, or groups of options, as headings and the options under each."""
    if found and "options" in found[0]:
        return [(group["label"]["text"], group["options"]) for group in found]
    return [("", found)] if found else []
