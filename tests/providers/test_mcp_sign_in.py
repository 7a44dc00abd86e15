"""People give a server's tools their permission in the browser, and take it back."""

import json

import pytest
from pydantic import SecretStr

from bot.domain.errors import NotConnected, ProviderDenied, ProviderDown, ProviderUnreachable, UserError
from bot.domain.ports import Asker
from playground.vendors.ocoya.oauth.authority import CONFIGURED
from playground.vendors.ocoya.world import TEAS
from tests.playground.vendors.ocoya.kit import BACK, Browser
from tests.providers.mcp_world import ANA, ARGUMENTS, BEN, CAMPAIGN, SCOPES, WORKSPACES, queried

SET_UP = {"client_id": CONFIGURED.client_id, "variables": "OCOYA_CLIENT_ID and OCOYA_CLIENT_SECRET"}


async def test_a_person_signs_in_and_works(mcp):
    tools = await mcp.signed_in()

    await tools.work(CAMPAIGN, ARGUMENTS)

    (grant,) = mcp.vendor.grants
    assert (grant.workspaces, grant.resource) == ((TEAS,), mcp.about().url)
    assert len(mcp.vendor.campaigns) == 1


async def test_the_browser_is_sent_with_everything_that_the_standards_ask_for(mcp):
    address = await mcp.server().sign_in(ANA, BACK)

    query = queried(address)
    assert address.startswith(f"{mcp.base}/vendors/ocoya/oauth/authorize?")
    assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
    assert (query["redirect_uri"], query["resource"]) == (BACK, mcp.about().url)
    assert len(query["code_challenge"]) == 43
    assert len(query["state"]) > 43


async def test_the_way_back_may_be_written_in_any_way(mcp):
    server = mcp.server()
    browser = Browser(mcp.web)
    await browser.open(await server.sign_in(ANA, "HTTP://LocalHost:9/connect/ocoya_campaign/back"))

    assert browser.address.startswith("http://localhost:9/connect/ocoya_campaign/back?")
    assert await server.signed_in(queried(browser.address)) == ANA


async def test_no_more_is_asked_for_than_is_needed(mcp):
    await mcp.signed_in(scopes=(*SCOPES, "of:another:version"))

    assert mcp.vendor.grants[0].scopes == SCOPES


async def test_nothing_is_left_of_a_sign_in_but_the_permission(mcp):
    await mcp.signed_in()

    assert {name for _, name in mcp.vault.kept} == {"ocoya_campaign"}


async def test_each_person_has_a_permission_of_their_own(mcp):
    tools = await mcp.signed_in(ANA)
    server = mcp.server()

    assert await server.is_connected(ANA)
    assert not await server.is_connected(BEN)
    with pytest.raises(NotConnected, match="needs your permission first"):
        await server.tools(BEN).look(WORKSPACES)
    assert await tools.look(WORKSPACES)


async def test_a_sign_in_outlives_the_process_that_began_it(mcp):
    answer = await mcp.answer(mcp.server())

    assert await mcp.server().signed_in(answer) == ANA
    assert await mcp.server().tools(ANA).look(WORKSPACES)


async def test_whoever_declines_is_told_so(mcp):
    server = mcp.server()
    answer = await mcp.answer(server, decision="deny")

    with pytest.raises(UserError, match="Ocoya was not connected: the permission was declined"):
        await server.signed_in(answer)

    assert mcp.vault.kept == {}


@pytest.mark.parametrize(("form", "connected"), [("given", True), ("denied", False)])
async def test_the_vendor_may_have_decided_beforehand(mcp, form, connected):
    mcp.vendor.variants.choose(consent=form)
    server = mcp.server()
    address = await server.sign_in(ANA, BACK)
    reply = await mcp.web.session.get(address, allow_redirects=False)

    try:
        await server.signed_in(queried(reply.headers["Location"]))
    except UserError:
        assert not connected

    assert await server.is_connected(ANA) is connected


async def test_an_answer_is_taken_once(mcp):
    server = mcp.server()
    answer = await mcp.answer(server)
    await server.signed_in(answer)

    with pytest.raises(UserError, match="used already"):
        await server.signed_in(answer)

    assert await server.tools(ANA).look(WORKSPACES)


async def test_an_answer_comes_within_ten_minutes(mcp, time):
    server = mcp.server()
    early = await mcp.answer(server)
    time.seconds += 601

    with pytest.raises(UserError, match="took too long"):
        await server.signed_in(early)


@pytest.mark.parametrize("state", ["", "x", "x.y", "x.W10=", "x.WzEsMl0=", "é.é", "\ud800.W10="])
async def test_a_state_of_nobody_is_refused(mcp, state):
    with pytest.raises(UserError, match="Nobody asked"):
        await mcp.server().signed_in({"state": state, "code": "c"})


async def test_a_state_that_only_names_somebody_is_refused_and_ends_nothing(mcp):
    server = mcp.server()
    answer = await mcp.answer(server)
    forged = "guess." + answer["state"].partition(".")[2]

    with pytest.raises(UserError, match="Nobody asked"):
        await server.signed_in({**answer, "state": forged})

    assert await server.signed_in(answer) == ANA


async def test_a_newer_sign_in_takes_the_place_of_an_older_one(mcp):
    server = mcp.server()
    older, newer = await mcp.answer(server), await mcp.answer(server)

    with pytest.raises(UserError):
        await server.signed_in(older)

    assert await server.signed_in(newer) == ANA


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"iss": "https://elsewhere.example"}, "did not come from where Ocoya gives permissions"),
        ({"error": "server_error"}, r"did not give the permission \(server_error\)"),
        ({"error": "a\nb" + "x" * 90}, r"did not give the permission \(a bx+…\)"),
        ({"code": ""}, "sent no code along"),
        ({"code": "of another"}, r"did not accept the sign-in \(invalid_grant\)"),
    ],
)
async def test_an_answer_that_is_no_permission_keeps_nothing(mcp, change, message):
    server = mcp.server()
    answer = await mcp.answer(server)

    with pytest.raises(ProviderDenied, match=message):
        await server.signed_in({**answer, **change})

    assert mcp.vault.kept == {}


async def test_the_issuer_may_be_named(mcp):
    server = mcp.server()
    answer = await mcp.answer(server)

    assert await server.signed_in({**answer, "iss": f"{mcp.base}/vendors/ocoya/oauth"}) == ANA


async def test_metadata_is_found_without_being_named(mcp):
    mcp.vendor.variants.choose(challenge="unnamed")

    assert await (await mcp.signed_in()).look(WORKSPACES)


async def test_a_client_that_was_set_up_is_not_registered(mcp):
    mcp.vendor.variants.choose(registration="closed")

    tools = await mcp.signed_in(**SET_UP, client_secret=SecretStr(CONFIGURED.client_secret))

    assert await tools.look(WORKSPACES)
    assert "register" not in mcp.kinds()


async def test_where_clients_cannot_register_the_setting_is_named(mcp):
    mcp.vendor.variants.choose(registration="closed")

    with pytest.raises(ProviderDenied, match="must set OCOYA_CLIENT_ID"):
        await mcp.server(variables=SET_UP["variables"]).sign_in(ANA, BACK)


@pytest.mark.parametrize(
    ("fault", "kind", "message"),
    [
        ("registration_refused", ProviderDenied, "does not let Galley register itself"),
        ("no_metadata", ProviderDown, r"does not let anybody sign in here \(error 404\)"),
    ],
)
async def test_a_vendor_that_does_not_take_part_is_told(mcp, fault, kind, message):
    mcp.vendor.faults.always(fault)

    with pytest.raises(kind, match=message):
        await mcp.server().sign_in(ANA, BACK)

    assert mcp.vault.kept == {}


@pytest.mark.parametrize(
    ("fault", "kind", "message"),
    [
        (
            "token_refused",
            ProviderDenied,
            r"did not accept the sign-in \(invalid_grant\). Connect Ocoya again",
        ),
        ("token_trouble", ProviderDown, r"could not finish the sign-in \(error 503\). Connect Ocoya again"),
        ("dropped_before", ProviderDown, "Ocoya did not answer"),
        ("dropped_after", ProviderDown, "Ocoya did not answer"),
    ],
)
async def test_a_code_that_is_not_exchanged_keeps_nothing(mcp, fault, kind, message):
    server = mcp.server()
    answer = await mcp.answer(server)
    mcp.vendor.faults.once(fault, on="token")

    with pytest.raises(kind, match=message):
        await server.signed_in(answer)

    assert mcp.vault.kept == {}
    await server.signed_in(await mcp.answer(server))
    assert await server.is_connected(ANA)


async def test_a_server_that_is_not_there_is_told(mcp):
    server = mcp.server(url="http://127.0.0.1:9/mcp")

    with pytest.raises(ProviderUnreachable, match="Ocoya could not be reached"):
        await server.sign_in(ANA, BACK)


async def test_signing_out_ends_the_permission_here_and_there(mcp):
    tools = await mcp.signed_in()
    server = mcp.server()

    await server.sign_out(ANA)

    assert (mcp.vault.kept, mcp.vendor.grants[0].revoked) == ({}, True)
    assert not await server.is_connected(ANA)
    with pytest.raises(NotConnected):
        await tools.look(WORKSPACES)


async def test_signing_out_forgets_whatever_the_vendor_says(mcp):
    await mcp.signed_in()
    mcp.vendor.faults.always("token_trouble")

    await mcp.server().sign_out(ANA)

    assert (mcp.vault.kept, mcp.vendor.grants[0].revoked) == ({}, False)


async def test_somebody_who_never_signed_in_may_sign_out(mcp):
    await mcp.server().sign_out(BEN)

    assert "token" not in mcp.kinds()


async def test_a_permission_is_for_one_server(mcp):
    await mcp.signed_in()
    other = mcp.server(url=f"{mcp.base}/another/mcp")

    assert not await other.is_connected(ANA)
    with pytest.raises(NotConnected):
        await other.tools(ANA).look(WORKSPACES)


@pytest.mark.parametrize("kept", ["", "{", "[]", "null", json.dumps({"server": "x"})])
async def test_what_another_version_kept_counts_as_nothing(mcp, kept):
    server = mcp.server()
    mcp.vault.kept[ANA, "ocoya_campaign"] = kept

    assert not await server.is_connected(ANA)
    with pytest.raises(NotConnected):
        await server.tools(ANA).look(WORKSPACES)


async def test_a_browser_that_never_comes_back_leaves_nothing_running(mcp):
    browser = Browser(mcp.web)
    await browser.open(await mcp.server().sign_in(Asker("T2", "U.=&?"), BACK))

    assert await mcp.server().signed_in(queried(browser.address)) == Asker("T2", "U.=&?")
