"""The one web page on which people try the app: drawn on the server, kept current by a socket."""

from playground.page.page import Page

__all__ = ["Page"]
