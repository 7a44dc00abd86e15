"""A simulated Ocoya with both its doors: REST by API key, and tools over MCP by OAuth.

What is documented is refused and answered as documented. Where the vendor's documents are silent,
`variants` has every likely answer, and the module that decides says so.
"""

from playground.vendors.ocoya.addresses import BASE
from playground.vendors.ocoya.service import PLAYGROUND_KEY
from playground.vendors.ocoya.simulator import OcoyaSimulator

__all__ = ["BASE", "PLAYGROUND_KEY", "OcoyaSimulator"]
