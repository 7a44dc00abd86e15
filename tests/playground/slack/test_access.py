import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.slack.fixtures import ANA, GENERAL
from playground.slack.web_api.calls import METHODS
from tests.playground.slack.conftest import MANIFEST
from tests.playground.slack.kit import last, refused


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-other", "invalid_auth"), ("xapp-playground", "not_allowed_token_type")],
)
async def test_a_call_needs_the_bot_token(playground, token, error):
    client = AsyncWebClient(token, base_url=playground.api_url)

    await refused(client.api_call("auth.test"), error)


async def test_a_form_may_carry_the_token(playground, session):
    async with session.post(f"{playground.api_url}auth.test", data={"token": "xoxb-playground"}) as answer:
        assert (await answer.json())["ok"]


async def test_auth_test_says_who_and_which_scopes(client):
    answer = await client.auth_test()

    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0BOT", "B0BOT", "T0PLAYGROUND")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_an_unknown_method_is_said_to_be(client):
    await refused(client.api_call("chat.sing"), "unknown_method")


@pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")])
async def test_a_body_that_is_no_object_is_refused(playground, session, body, error):
    headers = {"Content-Type": "application/json", "Authorization": "Bearer xoxb-playground"}
    async with session.post(f"{playground.api_url}auth.test", data=body, headers=headers) as answer:
        assert (await answer.json())["error"] == error


class TestScopes:
    @pytest.fixture
    def manifest(self):
        scopes = {"bot": ["im:history", "im:read"]}
        return MANIFEST | {"oauth_config": {"scopes": scopes}}

    @pytest.mark.parametrize(
        ("method", "arguments", "needed"),
        [
            ("chat.postMessage", {"channel": GENERAL, "text": "x"}, "chat:write"),
            ("conversations.history", {"channel": GENERAL}, "channels:history"),
            ("conversations.info", {"channel": GENERAL}, "channels:read"),
            ("conversations.list", {"types": "im,private_channel"}, "groups:read"),
            ("conversations.open", {"users": ANA}, "im:write"),
            ("users.info", {"user": ANA}, "users:read"),
            ("files.info", {"file": "F1"}, "files:read"),
            ("reactions.add", {"channel": GENERAL, "timestamp": "1.1", "name": "x"}, "reactions:write"),
        ],
    )
    async def test_a_missing_scope_is_named(self, client, method, arguments, needed):
        answer = await refused(client.api_call(method, params=arguments), "missing_scope")

        assert (answer["needed"], answer["provided"]) == (needed, "im:history,im:read")

    async def test_a_scope_counts_for_its_kind_of_conversation(self, client, workspace):
        im = workspace.open_im(ANA).id

        assert (await client.conversations_history(channel=im))["messages"] == []
        assert (await client.conversations_info(channel=im))["channel"]["is_im"]
        await refused(client.conversations_history(channel=GENERAL), "missing_scope")

    async def test_without_commands_there_are_none(self, people, workspace):
        await people.say(ANA, GENERAL, "/note x")

        assert "is not a valid command" in workspace.notices[ANA]


async def test_every_method_that_reads_or_writes_has_scopes():
    free = {name for name, method in METHODS.items() if method.scopes is None}

    assert free == {
        "apps.connections.open",
        "auth.test",
        "chat.getPermalink",
        "chat.scheduledMessages.list",
        "conversations.list",  # by the types asked for, see above
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    }


class TestTabs:
    @pytest.fixture
    def manifest(self):
        home = {"home_tab_enabled": False, "messages_tab_enabled": False}
        return MANIFEST | {"features": MANIFEST["features"] | {"app_home": home}}

    async def test_home_must_be_enabled(self, client):
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        await refused(client.views_publish(user_id=ANA, view=view), "not_enabled")

    async def test_the_messages_tab_must_be_enabled(self, client, people, workspace):
        im = workspace.open_im(ANA).id
        await refused(client.chat_postMessage(channel=im, text="x"), "messages_tab_disabled")
        await people.say(ANA, im, "hello?")

        assert workspace.notices[ANA] == "Sending messages to this app has been turned off."
        assert workspace.channels[im].messages == {}


async def test_private_channels_are_unknown_to_outsiders(client, workspace):
    channel = workspace.channels[GENERAL]
    channel.kind = "group"
    channel.members.remove("U0BOT")

    await refused(client.chat_postMessage(channel=GENERAL, text="x"), "channel_not_found")
    assert last(workspace, GENERAL)["user"] == ANA


async def test_an_app_that_was_removed_may_do_nothing(client, people, workspace):
    people.uninstall()

    await refused(client.auth_test(), "account_inactive")
    await refused(client.chat_postMessage(channel=GENERAL, text="x"), "account_inactive")
    assert (await client.apps_connections_open(app_token=workspace.app.app_token))["ok"]
