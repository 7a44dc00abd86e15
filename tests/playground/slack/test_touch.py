import pytest

from playground.slack.errors import Refused
from playground.slack.fixtures import ANA, BEN, GENERAL, RANDOM
from tests.playground.slack.kit import buttons, home, input_block, last, modal, options, plain, text_input

MENU = {"type": "static_select", "action_id": "tone", "options": options("dry", "warm")}


@pytest.fixture
def clicks(app, outcome):
    """Every `block_actions` the app got."""

    @app.action({"type": "block_actions", "action_id": ".*"})
    async def unused(ack):
        await ack()

    @app.middleware
    async def keep(body, next_):
        if body.get("type") == "block_actions":
            await outcome.put(body)
        await next_()

    for action_id in ("yes", "tone", "it", "more"):

        @app.action(action_id)
        async def taken(ack):
            await ack()

    return outcome


async def test_a_button_in_a_message_says_everything(client, clicks, connected, people):
    sent = await client.chat_postMessage(channel=GENERAL, text="Sure?", blocks=buttons("yes"))
    assert await people.click(BEN, f"{GENERAL}/{sent['ts']}", "buttons", "yes")

    body = await clicks.get()
    action = body["actions"][0]
    assert {k: action[k] for k in ("action_id", "block_id", "type", "value")} == {
        "action_id": "yes",
        "block_id": "buttons",
        "type": "button",
        "value": "yes",
    }
    assert body["container"] == {
        "type": "message",
        "message_ts": sent["ts"],
        "channel_id": GENERAL,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == sent["ts"]
    assert body["channel"] == {"id": GENERAL, "name": "general"}
    assert body["user"]["id"] == BEN
    assert body["state"] == {"values": {}}
    assert body["response_url"].startswith("http://127.0.0.1")
    assert body["trigger_id"]


async def test_a_button_in_a_thread_names_the_thread(client, clicks, over_sockets, people, workspace):
    root = last(workspace, GENERAL)["ts"]
    sent = await client.chat_postMessage(channel=GENERAL, text="?", blocks=buttons("yes"), thread_ts=root)
    await people.click(ANA, f"{GENERAL}/{sent['ts']}", "buttons", "yes")

    assert (await clicks.get())["container"]["thread_ts"] == root


async def test_a_menu_in_a_message_keeps_its_choice_in_the_state(client, clicks, over_sockets, people):
    blocks = [{"type": "actions", "block_id": "row", "elements": [MENU]}, *buttons("yes")]
    sent = await client.chat_postMessage(channel=GENERAL, text="?", blocks=blocks)
    address = f"{GENERAL}/{sent['ts']}"
    await people.click(ANA, address, "row", "tone", ["warm"])
    await people.click(ANA, address, "buttons", "yes")

    chosen = {"type": "static_select", "selected_option": options("warm")[0]}
    first, second = await clicks.get(), await clicks.get()
    assert first["actions"][0]["selected_option"] == options("warm")[0]
    assert second["state"] == {"values": {"row": {"tone": chosen}}}
    assert "state" not in second["message"]


async def test_an_overflow_entry_is_an_action_without_state(client, clicks, over_sockets, people):
    overflow = {"type": "overflow", "action_id": "more", "options": options("a", "b")}
    blocks = [{"type": "section", "block_id": "s", "text": plain("x"), "accessory": overflow}]
    sent = await client.chat_postMessage(channel=GENERAL, text="?", blocks=blocks)
    await people.click(ANA, f"{GENERAL}/{sent['ts']}", "s", "more", ["b"])

    body = await clicks.get()
    assert body["actions"][0]["selected_option"]["value"] == "b"
    assert body["state"] == {"values": {}}


async def test_an_ephemeral_message_is_not_in_the_payload(client, clicks, over_sockets, people):
    sent = await client.chat_postEphemeral(channel=GENERAL, user=ANA, text="?", blocks=buttons("yes"))
    await people.click(ANA, f"{GENERAL}/{sent['message_ts']}", "buttons", "yes")

    body = await clicks.get()
    assert body["container"]["is_ephemeral"]
    assert "message" not in body


async def test_only_its_viewer_can_click_an_ephemeral_message(client, people):
    sent = await client.chat_postEphemeral(channel=GENERAL, user=ANA, text="?", blocks=buttons("yes"))

    with pytest.raises(Refused):
        await people.click(BEN, f"{GENERAL}/{sent['message_ts']}", "buttons", "yes")


async def test_a_button_that_was_replaced_cannot_be_clicked(client, people):
    sent = await client.chat_postMessage(channel=GENERAL, text="?", blocks=buttons("yes"))
    await client.chat_update(channel=GENERAL, ts=sent["ts"], text="Done", blocks=buttons("no"))

    with pytest.raises(Refused):
        await people.click(ANA, f"{GENERAL}/{sent['ts']}", "buttons", "yes")


async def test_home_has_a_container_of_its_own(client, clicks, connected, people, workspace):
    view = home() | {"blocks": buttons("yes")}
    await client.views_publish(user_id=ANA, view=view)
    await people.click(ANA, workspace.home(ANA)["id"], "buttons", "yes")

    body = await clicks.get()
    assert body["container"] == {"type": "view", "view_id": workspace.home(ANA)["id"]}
    assert body["view"]["type"] == "home"
    assert "response_url" not in body


async def test_nobody_answering_a_click_is_said(client, people, workspace):
    sent = await client.chat_postMessage(channel=GENERAL, text="?", blocks=buttons("yes"))
    await people.click(ANA, f"{GENERAL}/{sent['ts']}", "buttons", "yes")

    assert "dispatch_failed" in workspace.notices[ANA]


# Inputs that tell the app at once.


async def test_an_input_with_dispatch_action_tells_of_a_choice(clicks, connected, people, workspace):
    menu = {k: v for k, v in MENU.items() if k != "action_id"}
    view = workspace.views.open(
        ANA, modal(input_block("tone", menu, dispatch_action=True), text_input("topic"))
    )
    people.typed(view["id"], {("topic", "it"): ["so far"]})
    assert await people.click(ANA, view["id"], "tone", "it", ["dry"])

    body = await clicks.get()
    assert body["actions"][0]["selected_option"]["value"] == "dry"
    assert body["view"]["state"]["values"]["topic"]["it"]["value"] == "so far"
    assert body["view"]["state"]["values"]["tone"]["it"]["selected_option"]["value"] == "dry"


async def test_an_input_without_it_only_keeps_the_choice(clicks, over_sockets, people, workspace):
    view = workspace.views.open(ANA, modal(text_input("topic")))

    assert not await people.click(ANA, view["id"], "topic", "it", ["kept"])
    assert workspace.top(ANA)["state"]["values"]["topic"]["it"]["value"] == "kept"
    assert clicks.empty()


@pytest.mark.parametrize(
    ("config", "on_enter", "on_key"),
    [
        (None, True, False),
        (["on_enter_pressed"], True, False),
        (["on_character_entered"], False, True),
        (["on_enter_pressed", "on_character_entered"], True, True),
    ],
)
async def test_text_is_told_on_the_asked_occasion(
    clicks, over_sockets, people, workspace, config, on_enter, on_key
):
    asked = {"dispatch_action_config": {"trigger_actions_on": config}} if config else {}
    view = workspace.views.open(ANA, modal(text_input("t", **asked, more={"dispatch_action": True})))

    assert await people.key(ANA, view["id"], "t", "it", ["a"]) is on_key
    assert await people.click(ANA, view["id"], "t", "it", ["ab"]) is on_enter
    assert clicks.qsize() == on_enter + on_key


async def test_an_app_without_interactivity_hears_no_clicks(workspace, people, client):
    workspace.channels[RANDOM].members.append(workspace.app.user_id)
    sent = await client.chat_postMessage(channel=RANDOM, text="?", blocks=buttons("yes"))
    workspace.app = workspace.app.model_copy(update={"interactivity": False})
    await people.click(ANA, f"{RANDOM}/{sent['ts']}", "buttons", "yes")

    assert workspace.notices[ANA] == "This app is not configured to handle interactive responses."
