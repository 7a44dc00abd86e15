"""The one way to a vendor: a shared pool of connections, and per vendor an `Api` that knows its rules.

A provider describes its vendor as a `Vendor` and gets an `Api` from `Http.api`. It calls
`api.read` and `api.delete` for what is free and `api.paid` for what costs credits, `api.poll` to see once
how paid work stands, and `api.upload` for a file that is passed on as it comes. All return a `Reply` or
raise a `ProviderError`. Nothing of httpx is seen outside this package.

The functions of `values` read what is in a reply.
"""

from providers.http.api import Api
from providers.http.circuits import Circuit
from providers.http.faults import Fault
from providers.http.limits import Limit
from providers.http.pool import Http
from providers.http.reply import Reply, one_line, read_json
from providers.http.retries import Timing
from providers.http.uploads import Upload
from providers.http.values import id_of, list_of, object_of, text_of, whole
from providers.http.vendor import Vendor

__all__ = [
    "Api",
    "Circuit",
    "Fault",
    "Http",
    "Limit",
    "Reply",
    "Timing",
    "Upload",
    "Vendor",
    "id_of",
    "list_of",
    "object_of",
    "one_line",
    "read_json",
    "text_of",
    "whole",
]
