"""What Socket Mode says when Slack does not let it in."""

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import ConfigurationError
from bot.manifest import MANIFEST
from handlers.sockets import LinkedHandler
from playground.server import Playground
from playground.slack.fixtures import fresh_workspace


@pytest.mark.parametrize(
    ("token", "why"), [("xapp-wrong", "invalid_auth"), ("xoxb-playground", "not_allowed_token_type")]
)
async def test_a_wrong_app_token_is_told_at_once(token, why):
    playground = Playground(fresh_workspace(MANIFEST))
    await playground.start()
    client = AsyncWebClient(playground.workspace.app.bot_token, base_url=playground.api_url)
    handler = LinkedHandler(AsyncApp(client=client), token)
    try:
        with pytest.raises(ConfigurationError, match=f"SLACK_APP_TOKEN: {why}"):
            await handler.connect_async()
    finally:
        await handler.close_async()
        await playground.stop()
