import pytest

from playground.slack.fixtures import ANA, BEN, GENERAL, MARKETING, RANDOM
from tests.playground.slack.conftest import MANIFEST
from tests.playground.slack.kit import refused


async def test_public_channels_are_listed_with_membership(client):
    channels = (await client.conversations_list())["channels"]

    assert {c["name"]: c["is_member"] for c in channels} == {
        "general": True,
        "marketing": True,
        "random": False,
    }


async def test_lists_come_in_pages(client):
    first = await client.conversations_list(limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_list(limit=2, cursor=cursor)

    assert [c["id"] for c in [*first["channels"], *second["channels"]]] == [GENERAL, MARKETING, RANDOM]
    assert second["response_metadata"]["next_cursor"] == ""


async def test_direct_messages_are_listed_when_asked_for(client):
    answer = await client.conversations_list(types="im")

    assert {c["user"] for c in answer["channels"]} == {ANA, BEN}
    await refused(client.conversations_list(types="secret"), "invalid_types")


async def test_archived_channels_can_be_left_out(client, workspace):
    workspace.channels[RANDOM].archived = True
    answer = await client.conversations_list(exclude_archived=True)

    assert RANDOM not in {c["id"] for c in answer["channels"]}


async def test_info_and_members_are_public(client):
    info = await client.conversations_info(channel=RANDOM, include_num_members=True)
    members = await client.conversations_members(channel=RANDOM)

    assert (info["channel"]["name"], info["channel"]["num_members"]) == ("random", 2)
    assert members["members"] == [ANA, BEN]
    await refused(client.conversations_info(channel="C0"), "channel_not_found")


async def test_opening_a_direct_message_is_idempotent(client):
    first = await client.conversations_open(users=ANA)
    second = await client.conversations_open(users=[ANA], return_im=True)

    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["channel"]["user"] == ANA
    await refused(client.conversations_open(users="U0NOBODY"), "user_not_found")
    await refused(client.api_call("conversations.open"), "users_list_not_supplied")


class TestJoining:
    @pytest.fixture
    def manifest(self):
        scopes = [*MANIFEST["oauth_config"]["scopes"]["bot"], "channels:join", "channels:manage"]
        return MANIFEST | {"oauth_config": {"scopes": {"bot": scopes}}}

    async def test_the_app_joins_and_leaves(self, client):
        joined = await client.conversations_join(channel=RANDOM)
        await client.chat_postMessage(channel=RANDOM, text="Hi")
        await client.conversations_leave(channel=RANDOM)

        assert joined["channel"]["is_member"]
        await refused(client.chat_postMessage(channel=RANDOM, text="Hi"), "not_in_channel")

    async def test_a_direct_message_cannot_be_joined(self, client, workspace):
        call = client.conversations_join(channel=workspace.open_im(ANA).id)
        await refused(call, "method_not_supported_for_channel_type")


class TestPublicPosting:
    @pytest.fixture
    def manifest(self):
        scopes = [*MANIFEST["oauth_config"]["scopes"]["bot"], "chat:write.public"]
        return MANIFEST | {"oauth_config": {"scopes": {"bot": scopes}}}

    async def test_with_its_scope_the_app_posts_where_it_is_no_member(self, client):
        assert (await client.chat_postMessage(channel=RANDOM, text="Hi"))["ok"]


async def test_people_and_the_bot_are_users(client):
    users = (await client.users_list())["members"]
    ana = (await client.users_info(user=ANA))["user"]

    assert [(u["name"], u["is_bot"]) for u in users] == [("ana", False), ("ben", False), ("scribe", True)]
    assert (ana["real_name"], ana["profile"]["display_name"]) == ("Ana Ruiz", "ana")
    await refused(client.users_info(user="U0NOBODY"), "user_not_found")
