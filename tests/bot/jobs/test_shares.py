"""A run that makes a picture beside its captions: what arrives is kept, what is missing is had later."""

import pytest

from bot.domain.captions import Finished, Image, Started
from bot.domain.errors import NoContent, OutcomeUnknown
from bot.domain.generations import State
from bot.domain.platforms import Platform
from bot.domain.ports import Providers
from bot.services.runs import Runs
from tests.bot.jobs.fakes import TEAM, Brief, FakeProvider, generation, now, written

PICTURE = Image(media_id="m1")
TEXTS = {Platform.X: "Hello x", Platform.BLUESKY: "Hello bluesky"}


def brief():
    return generation(parts=2, makes="the picture")


class Studio(FakeProvider):
    """Is asked for shares, and fails for those that are among its `failures`, once each."""

    def __init__(self, **failures: Exception) -> None:
        super().__init__(self._behave)
        self.failures = failures
        self.asked: list[str] = []

    async def _behave(self, request, key) -> Started | Finished:
        name = request.makes or request.targets[0].value
        self.asked.append(name)
        if error := self.failures.pop(name.split()[-1], None):
            raise error
        return written(request)


async def rest(bench, provider, first, person="U2"):
    runs = Runs(bench.store, Providers((provider,)), bench.engine, now)
    again = await runs.rest(TEAM, person, first.id)
    return await bench.slack.ended(again.id)


async def test_captions_and_picture_are_one_version(opened):
    async with opened(Studio()) as bench:
        ended, draft = await bench.run(brief())

    assert ended.state is State.DONE
    assert draft
    assert (draft.texts, draft.images, draft.latest.number) == (TEXTS, (PICTURE,), 1)
    assert (ended.receipt.used, ended.receipt.left) == (3, 99)


async def test_a_picture_that_fails_costs_no_caption_and_is_had_later_without_a_new_version(opened):
    provider = Studio(picture=NoContent())
    async with opened(provider) as bench:
        first, draft = await bench.run(brief())
        assert first.state is State.DONE
        assert draft
        assert (draft.texts, draft.images) == (TEXTS, ())
        ended, later = await rest(bench, provider, first)

    assert [part.makes for part in ended.parts] == ["the picture"]
    assert provider.asked[3:] == ["the picture"]
    assert later
    assert (later.texts, later.images, later.latest) == (TEXTS, (PICTURE,), draft.latest)
    assert (later.generation, later.id) == (ended.id, first.id)


async def test_captions_that_all_fail_leave_the_picture_and_are_had_later(opened):
    provider = Studio(x=NoContent(), bluesky=NoContent())
    async with opened(provider) as bench:
        first, draft = await bench.run(brief())
        assert first.state is State.DONE
        assert draft
        assert (draft.texts, draft.images, draft.title) == ({}, (PICTURE,), "Dark mode launch")
        ended, later = await rest(bench, provider, first)

    assert ended.state is State.DONE
    assert sorted(provider.asked[3:]) == ["bluesky", "x"]
    assert later
    assert (later.texts, later.images, later.latest.number) == (TEXTS, (PICTURE,), 2)


async def test_a_picture_that_fails_again_leaves_everything_as_it_was(opened):
    provider = Studio(picture=NoContent())
    async with opened(provider) as bench:
        first, draft = await bench.run(brief())
        provider.failures = {"picture": OutcomeUnknown()}
        ended, later = await rest(bench, provider, first)

    assert ended.state is State.UNSURE
    assert draft
    assert later
    assert (later.latest, later.texts, later.images) == (draft.latest, TEXTS, ())


async def test_a_picture_that_comes_later_leaves_the_picked_variant_and_the_saved_state(opened):
    provider = Studio(picture=NoContent())
    async with opened(provider) as bench:
        first, _ = await bench.run(brief())
        await bench.store.team(TEAM).change_draft(first.id, lambda d: d.next_variant(Platform.X, now()))
        before = await bench.draft(first.id)
        _, later = await rest(bench, provider, first)
        versions = await bench.store.team(TEAM).versions(first.id)

    assert before
    assert later
    assert (later.picks, later.status) == (before.picks, before.status)
    assert [version.number for version in versions] == [1]


@pytest.mark.parametrize("wanted", ["", "the picture"])
def test_a_part_asks_for_what_its_share_says(wanted):
    (*_, part) = generation(makes=wanted).parts

    assert (part.makes, part.targets) == (wanted, () if wanted else (Platform.X,))
    assert Brief.model_validate(part.request).makes == wanted
    assert part.answered(written(Brief()), now()).fresh == part
