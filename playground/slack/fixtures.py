"""The workspace everyone starts with: two people, three channels, and a hint what to type."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playground.slack.directory import Channel, User
from playground.slack.manifest import App
from playground.slack.shapes import Clock
from playground.slack.workspace import Workspace

ANA = "U1ANA"
BEN = "U2BEN"
GENERAL = "C1GENERAL"
MARKETING = "C2MARKETING"
#: The app is not a member here.
RANDOM = "C3RANDOM"


def fresh_workspace(manifest: Path | Mapping[str, Any], clock: Clock = time.time) -> Workspace:
    """Ana and Ben at work; `manifest` is the app's, by path or parsed."""
    app = App.from_manifest(manifest)
    people = [
        User(id=ANA, name="ana", real_name="Ana Ruiz", color="#b8336a"),
        User(id=BEN, name="ben", real_name="Ben Okafor", color="#1f6fb2"),
    ]
    here = [ANA, BEN, app.user_id]
    channels = [
        Channel(id=GENERAL, name="general", members=list(here), topic="Company-wide news"),
        Channel(id=MARKETING, name="marketing", members=list(here), topic="What we say outside"),
        Channel(id=RANDOM, name="random", members=[ANA, BEN], topic=f"No work talk, and no {app.name}"),
    ]
    workspace = Workspace(app=app, users=people, channels=channels, clock=clock)
    _seed(workspace)
    return workspace


def _seed(workspace: Workspace) -> None:
    bot = workspace.app.user_id
    for channel, user, text in (
        (GENERAL, BEN, "Morning! The 2.0 build is *green*, dark mode and all :tada:"),
        (GENERAL, ANA, f"Lovely. Let’s tell people. <@{bot}> writes the first draft: type `/compose` below."),
        (MARKETING, ANA, "Launch posts go here. `/compose` with a sentence or two, then *Save draft*."),
        (RANDOM, BEN, "Who took the good mug?"),
    ):
        message = {"user": user, "text": text, "team": workspace.team.id}
        workspace.post(workspace.channels[channel], message)
