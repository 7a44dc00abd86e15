"""Drafts as things: found again, renamed, duplicated, taken along as files, alone and with two people."""

import csv
import io
import json

import pytest

from bot.domain.ports import DraftQuery
from playground.slack.limits import Failure
from tests.flows.ways import both_ways


async def saved(person, prompt, **fields):
    card = await person.composes(prompt, **fields)
    await card.click("Save draft")
    return await person.sees(prompt, "saved as draft")


async def opened(person, title, *expected):
    await person.says("/drafts team")
    await (await person.sees_privately(title)).click(f"Open {title}")
    return await person.sees_form("Draft", *expected)


def files(person, where=None):
    """The names and bytes of the files in a conversation."""
    kept = person.workspace.files
    sent = [file for m in person.messages(where) for file in m.body.get("files") or ()]
    return [(file["name"], kept.content(file["id"])) for file in sent]


@pytest.fixture
async def shelf(ana, ben):
    await saved(ana, "Dark mode is here", platforms=["linkedin", "x"])
    await saved(ben, "Shoes for everyone")


class TestSearch:
    @both_ways
    async def test_the_box_redraws_the_same_private_list(self, ana, shelf):
        await ana.says("/drafts team")
        seen = await ana.sees_privately("2 drafts")
        await seen.click("Search")
        await ana.sees_form("Search drafts", "Words to look for")
        ana.fills(_words='shoes -"dark mode"')
        await ana.submits()
        await ana.sees_privately('1 draft with “shoes -"dark mode"”', "Shoes for everyone")
        assert len(ana.private) == 1
        await seen.click("Search")
        assert (await ana.sees_form("Search drafts")).input("_words")["element"][
            "initial_value"
        ] == 'shoes -"dark mode"'
        ana.fills(_words="")
        await ana.submits()
        await ana.sees_privately("2 drafts")

    async def test_a_list_that_is_too_old_to_change_is_sent_anew(self, world, ana, shelf):
        world.expects("expired_url")
        await ana.says("/drafts team")
        await (await ana.sees_privately("2 drafts")).click("Search")
        await ana.sees_form("Search drafts")
        for url in world.workspace.response_urls._known.values():
            url.at = 0
        ana.fills(_words="shoes")
        await ana.submits()
        await ana.sees("1 draft with “shoes”", where=ana.direct)

    async def test_from_the_home_the_window_itself_shows_what_is_found(self, ana, shelf):
        await (await ana.opens_home("Recent team drafts")).click("Search drafts")
        await ana.sees_form("Search drafts")
        ana.fills(_words="shoes")
        await ana.submits()
        found = await ana.sees_form("Drafts", "1 draft with “shoes”", "Shoes for everyone")
        await found.click("Not saved")
        await ana.sees_form("My results that are not saved yet", "No draft here holds these words.")
        await found.click("Team")
        await (await ana.sees_form("Shoes for everyone")).click("Open Shoes for everyone")
        await ana.sees_form("Draft", "Activity")


async def test_what_is_not_saved_is_in_a_list_of_its_own_for_its_author_alone(ana, ben):
    await ana.composes("Dark mode is here")
    await ana.says("/drafts working")
    await ana.sees_privately(
        "My results that are not saved yet", "1 draft", "Dark mode is here", "not saved yet"
    )
    await ben.says("/drafts working")
    await ben.sees_privately("All of yours is saved.")


class TestOne:
    @both_ways
    async def test_another_title_is_on_the_card_and_in_the_log(self, ana, ben, shelf):
        form = await opened(ben, "Dark mode is here")
        await form.click("Rename")
        await ben.sees_form("Rename draft")
        ben.fills(_title="  Lights   off ")
        await ben.submits()
        await ben.sees_form("Lights off", "v1 renamed")
        await ana.sees("Lights off", "LinkedIn", "saved as draft")

    async def test_no_title_is_said_at_the_field(self, ana, shelf):
        await (await opened(ana, "Dark mode is here")).click("Rename")
        await ana.sees_form("Rename draft")
        ana.fills(_title="   ")
        assert "A draft needs a title." in str(await ana.submits())
        await ana.sees_form("Rename draft")

    async def test_it_says_where_its_card_is(self, ana, shelf):
        await opened(ana, "Dark mode is here", "|Go to its card>", f"/archives/{ana.channel}/p")

    @both_ways
    async def test_a_copy_is_ones_own_and_leaves_the_other_as_it_is(self, world, ana, ben, shelf):
        card = (await ana.sees("Dark mode is here", "LinkedIn")).kept()
        form = await opened(ben, "Dark mode is here")
        await form.click("Duplicate")
        copy = await ben.sees_form("Copy of Dark mode is here", "<@U2BEN>", "v1 copied from v1 of")
        assert "Go to its card" not in copy.text
        await copy.click("Rename")
        await ben.sees_form("Rename draft")
        ben.fills(_title="My own way")
        await ben.submits()
        await ben.sees_form("My own way")
        await (await ben.sees_form("My own way")).click("Discard", agreeing="It leaves the lists.")
        await ben.sees_form("My own way", "v1 discarded", "Restore")
        assert (await ana.sees("Dark mode is here", "LinkedIn")).text == card.text
        assert {d.title for d in (await world.store.drafts(DraftQuery())).drafts} == {
            "Dark mode is here",
            "Shoes for everyone",
        }

    async def test_pressing_duplicate_twice_makes_two_and_a_resend_none(self, world, ana, shelf):
        await (await opened(ana, "Dark mode is here")).click("Duplicate")
        await ana.sees_form("Copy of Dark mode is here")
        click = world.delivered("block_actions")
        await world.playground.outbox.ask("interactive", click)
        await ana.sees_form("Copy of Dark mode is here")
        assert (await world.store.drafts(DraftQuery())).total == 3


class TestExport:
    @both_ways
    async def test_one_draft_comes_as_markdown_to_the_person_alone(self, ana, shelf):
        await (await opened(ana, "Dark mode is here")).click("Export")
        form = await ana.sees_form("Export", "Markdown, to read and copy", "Only me (direct message)")
        assert "This conversation" not in form.text
        await ana.submits()
        await ana.sees("1 draft, for <@U1ANA>.", where=ana.direct)
        ((name, content),) = files(ana, ana.direct)
        assert name == "galley-drafts.md"
        assert content.decode().startswith("# Dark mode is here\n\ndraft · v1 · ")
        assert "## LinkedIn" in content.decode()

    @both_ways
    async def test_all_that_is_found_goes_into_one_file_here(self, ana, shelf):
        await ana.says("/drafts team")
        await (await ana.sees_privately("2 drafts")).click("Export these")
        await ana.sees_form("Export")
        ana.fills(_format="csv", _where="here")
        await ana.submits()
        await ana.sees("2 drafts, for <@U1ANA>.")
        ((name, content),) = files(ana)
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert name == "galley-drafts.csv"
        assert {row["title"] for row in rows} == {"Dark mode is here", "Shoes for everyone"}

    async def test_only_what_the_search_finds_is_in_it(self, ana, shelf):
        await ana.says("/drafts team shoes")
        await (await ana.sees_privately("1 draft")).click("Export these")
        await ana.sees_form("Export")
        ana.fills(_format="json", _where="me")
        await ana.submits()
        await ana.sees("1 draft, for", where=ana.direct)
        ((_, content),) = files(ana, ana.direct)
        assert [draft["title"] for draft in json.loads(content)["drafts"]] == ["Shoes for everyone"]

    async def test_where_galley_is_not_it_comes_to_the_person_and_says_why(self, world, ana, shelf):
        world.expects("not_in_channel")
        bot = world.workspace.app.user_id
        world.workspace.channels[ana.channel].members.remove(bot)
        await ana.says("/drafts team")
        await (await ana.sees_privately("2 drafts")).click("Export these")
        await ana.sees_form("Export")
        ana.fills(_where="here")
        await ana.submits()
        await ana.sees("so the file is here.", where=ana.direct)
        assert len(files(ana, ana.direct)) == 1

    @pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
    async def test_where_the_permission_is_missing_the_person_is_told(self, world, ana, shelf, method):
        refused = Failure(error="missing_scope", status=200, retry_after=None)
        world.playground.limits.fail(method, refused)
        world.expects("missing_scope")
        await (await opened(ana, "Dark mode is here")).click("Export")
        await ana.sees_form("Export")
        await ana.submits()
        await ana.sees("lacks a permission", "Nothing is lost", where=ana.direct)
        assert files(ana, ana.direct) == []
