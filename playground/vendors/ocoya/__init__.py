"""A simulated Ocoya with both its doors: REST by API key, and tools over MCP by OAuth.

What is documented is refused and answered as documented. Where the vendor's documents are silent,
`variants` has every likely answer, and the module that decides says so.
"""

from playground.vendors.ocoya.oauth.authority import CONFIGURED
from playground.vendors.ocoya.service import PLAYGROUND_KEY
from playground.vendors.ocoya.simulator import BASE, OcoyaSimulator

__all__ = ["BASE", "CONFIGURED", "PLAYGROUND_KEY", "OcoyaSimulator"]
