"""The page's addresses, over the wire."""

import pytest
from aiohttp import FormData

from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM

HERE = f"/as/{ANA}/{GENERAL}"


async def seen(browse, path):
    async with browse.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def done(browse, path, **fields):
    async with browse.post(path, data=fields) as answer:
        return answer.status, await answer.text()


def view(*blocks):
    title = {"type": "plain_text", "text": "Compose"}
    return {"type": "modal", "title": title, "submit": title, "blocks": list(blocks)}


def field(block_id, kind, **more):
    label = {"type": "plain_text", "text": block_id.title()}
    element = {"type": kind, "action_id": "a"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


async def test_the_front_page_is_the_first_persons_first_channel(browse):
    async with browse.get("/", allow_redirects=False) as answer:
        assert answer.headers["Location"] == HERE


@pytest.mark.parametrize(
    "path", ["/as/U9NOBODY/C1GENERAL", "/as/U1ANA/C9", "/as/U0BOT/C1GENERAL", "/as/U2BEN/D1ANA00000"]
)
async def test_what_is_not_ones_own_leads_to_the_front_page(browse, path):
    async with browse.get(path, allow_redirects=False) as answer:
        assert answer.headers["Location"] == "/"


async def test_a_browser_may_load_and_send_nothing_beyond_this_computer(browse):
    async with browse.get(HERE) as answer:
        policy = answer.headers["Content-Security-Policy"]

    assert policy.startswith(
        "default-src 'self'; img-src 'self' data: http://127.0.0.1:* http://localhost:*;"
    )
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_the_page_holds_no_inline_script_or_style(browse, playground):
    await playground.people.say(BEN, GENERAL, "<script>alert(1)</script>")
    html = await seen(browse, f"{HERE}?panel=simulated")

    assert html.count("<script") == 1
    assert " style=" not in html
    assert " onclick=" not in html


async def test_saying_something_shows_it_to_everyone(browse):
    assert await done(browse, f"{HERE}/say", text="Hello <all>") == (204, "")

    assert "Hello &lt;all&gt;" in await seen(browse, f"/as/{BEN}/{GENERAL}")


async def test_what_cannot_be_done_is_said_in_plain_words(browse):
    status, words = await done(browse, f"{HERE}/delete/1.2")

    assert (status, words) == (200, "This message is not here any more.")


async def test_the_socket_tells_of_every_change(browse, playground):
    async with browse.ws_connect("/updates") as socket:
        await playground.people.say(BEN, GENERAL, "News")

        assert await socket.receive_str(timeout=2) == "changed"


async def test_the_socket_tells_of_traffic_that_changes_nothing_else(browse, playground):
    async with browse.ws_connect("/updates") as socket:
        playground.workspace.traffic.note("from app", "users.info", {})

        assert await socket.receive_str(timeout=3) == "changed"


async def test_a_permalink_leads_to_the_message_as_its_follower(browse, playground):
    workspace = playground.workspace
    channel = workspace.channels[GENERAL]
    ts = next(iter(channel.messages))
    link = workspace.permalink(channel, ts)
    headers = {"Referer": f"{playground.base_url}/as/{BEN}/{RANDOM}"}
    async with browse.get(link, headers=headers, allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/as/{BEN}/{GENERAL}?at={ts}"


async def test_a_permalink_to_a_reply_opens_its_thread(browse, playground):
    workspace = playground.workspace
    channel = workspace.channels[GENERAL]
    root = next(iter(channel.messages))
    reply = await playground.people.say(ANA, GENERAL, "Reply", root)
    async with browse.get(workspace.permalink(channel, reply["ts"]), allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"{HERE}?thread={root}&at={reply['ts']}"


async def test_a_message_menu_offers_what_one_may_do(browse, playground):
    theirs = next(iter(playground.workspace.channels[GENERAL].messages))
    mine = (await playground.people.say(ANA, GENERAL, "Mine"))["ts"]
    menus = [await seen(browse, f"{HERE}/menu/{ts}") for ts in (theirs, mine)]

    assert ["Draft from this" in menu for menu in menus] == [True, True]
    assert ["Edit message" in menu for menu in menus] == [False, True]


async def test_a_submitted_form_says_what_is_missing_at_the_field(browse, playground):
    opened = playground.workspace.views.open(ANA, view(field("topic", "plain_text_input")))
    await done(browse, f"{HERE}/submit/{opened['id']}", **{"topic/a": ""})

    assert 'role="alert"' in await seen(browse, HERE)


async def test_files_are_kept_and_not_asked_for_again(browse, playground):
    opened = playground.workspace.views.open(
        ANA, view(field("topic", "plain_text_input"), field("files", "file_input"))
    )
    form = FormData({"topic/a": ""})
    form.add_field("files/a", b"hello", filename="a.txt", content_type="text/plain")
    async with browse.post(f"{HERE}/submit/{opened['id']}", data=form) as answer:
        assert answer.status == 204
    [kept] = opened["state"]["values"]["files"]["a"]["files"]
    await done(browse, f"{HERE}/submit/{opened['id']}", **{"topic/a": "", "files/a/uploaded": kept["id"]})

    assert opened["state"]["values"]["files"]["a"]["files"] == [kept]
    assert playground.workspace.files.content(kept["id"]) == b"hello"


async def test_typing_is_kept_for_a_reload(browse, playground):
    opened = playground.workspace.views.open(ANA, view(field("topic", "plain_text_input")))
    await done(browse, f"{HERE}/type/{opened['id']}", **{"topic/a": "Half a sentence"})

    assert 'value="Half a sentence"' in await seen(browse, HERE)


async def test_one_person_cannot_type_into_anothers_form(browse, playground):
    opened = playground.workspace.views.open(ANA, view(field("topic", "plain_text_input")))
    await done(browse, f"/as/{BEN}/{GENERAL}/type/{opened['id']}", **{"topic/a": "Mine"})

    assert opened["state"]["values"]["topic"]["a"]["value"] is None


async def test_a_simulated_service_shows_its_facts_and_switches(browse, meter):
    before = await seen(browse, f"{HERE}?panel=simulated")
    assert await done(browse, "/panels/Meter/fail") == (204, "")
    after = await seen(browse, f"{HERE}?panel=simulated")

    assert "<dd>0</dd>" in before
    assert "<dd>1</dd>" in after
    assert [html.count('role="switch" aria-checked="true"') for html in (before, after)] == [0, 1]
    assert meter.presses == ["fail"]


@pytest.mark.parametrize("path", ["/panels/Meter/gone", "/panels/Gone/fail"])
async def test_a_switch_that_is_gone_says_so(browse, path):
    assert await done(browse, path) == (200, "This switch is not there any more.")


async def test_the_hint_goes_once_a_command_was_used(browse):
    assert "New here?" in await seen(browse, HERE)
    await done(browse, f"{HERE}/say", text="/compose")

    assert "New here?" not in await seen(browse, HERE)
    assert "New here?" in await seen(browse, f"/as/{BEN}/{GENERAL}")


async def test_a_channel_without_the_app_says_so_and_offers_to_add_it(browse, playground):
    path = f"/as/{ANA}/{RANDOM}"
    assert "is not in this channel" in await seen(browse, path)
    await done(browse, f"{path}/invite")

    assert "is not in this channel" not in await seen(browse, path)
    assert playground.workspace.app_is_in(playground.workspace.channels[RANDOM])


async def test_a_payload_is_shown_when_it_is_asked_for(browse, playground):
    playground.workspace.traffic.note("to app", "/compose", {"text": "hello"})
    number = playground.workspace.traffic.newest(1)[0].number

    assert "hello" in await seen(browse, f"/traffic/{number}")
    async with browse.get("/traffic/999999") as answer:
        assert answer.status == 404
