"""A simulated PostEverywhere: captions and images, with accounts, credits, limits and every error on demand.

What is documented is refused and answered as documented; where the vendor's documents are silent,
the module that decides says so.
"""

from playground.vendors.posteverywhere.keys import FEW_CREDITS_KEY, NO_AI_KEY, PLAYGROUND_KEY
from playground.vendors.posteverywhere.simulator import BASE, PostEverywhereSimulator

__all__ = ["BASE", "FEW_CREDITS_KEY", "NO_AI_KEY", "PLAYGROUND_KEY", "PostEverywhereSimulator"]
