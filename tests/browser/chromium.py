"""The Chromium that the tests and the screenshots use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

#: The system's own Chromium, else the one that `playwright install chromium` brings.
SYSTEM_CHROMIUM = path if (path := Path("/usr/bin/chromium")).exists() else None
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """One browser, without its window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=SYSTEM_CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()
