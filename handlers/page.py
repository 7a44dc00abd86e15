"""One plain page for a browser: a heading and a few sentences, readable on a phone, and nothing that runs."""

import base64
import hashlib
from html import escape

from aiohttp import web

STYLE = """
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { box-sizing: border-box; width: 100%; max-width: 34rem; padding: 2rem 1.5rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.2; }
p { margin: 0 0 1rem; }
a { display: inline-block; padding: 0.5rem 1.25rem; border-radius: 0.5rem; background: #1d4d4f; color: #fff; }
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

#: The page may load nothing, run nothing and be framed by nobody; neither it nor its address is kept or
#: passed on. The empty icon in it keeps the browser from asking for one.
SAFE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Galley</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{words}
</main>
</body>
</html>
"""


def page(
    title: str, *sentences: str, status: int = 200, onward: tuple[str, str] | None = None
) -> web.Response:
    """The page; whatever is in `title` and `sentences` is shown as it is.

    `onward` are the words and the address of the one link on it.
    """
    words = "\n".join(f"<p>{escape(words)}</p>" for words in sentences)
    if onward:
        label, address = map(escape, onward)
        words += f'\n<p><a href="{address}" rel="noreferrer">{label}</a></p>'
    text = PAGE.format(title=escape(title), style=STYLE, words=words)
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status, headers=SAFE)
