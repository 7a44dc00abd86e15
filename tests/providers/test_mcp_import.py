"""The SDK takes a second to import, so it waits until somebody needs it."""

import subprocess
import sys

from tests.providers.mcp_world import ANA

SDK = {"mcp", "mcp_types", "httpx2"}
IMPORT = f"import sys, bot.app, bot.cli; print([name for name in {SDK} if name in sys.modules])"


def test_nothing_imports_the_sdk_at_start_up():
    found = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


async def test_whoever_asks_if_a_person_is_connected_will_need_it_soon(mcp, monkeypatch):
    begun = []
    monkeypatch.setattr("providers.mcp.loading._import", lambda: begun.append(True))

    assert not await mcp.server().is_connected(ANA)

    assert begun == [True]
