"""A simulated PowerPost: captions and images as jobs, uploads, credits and every error on demand.

What is documented is refused and answered as documented; where the vendor's documents are silent,
the module that decides says so.
"""

from playground.vendors.powerpost.accounts import (
    CAPTIONS_ONLY_KEY,
    DRY_STYLE,
    FEW_CREDITS_KEY,
    FEW_CREDITS_WORKSPACE,
    PLAYGROUND_KEY,
    READ_ONLY_KEY,
    SECOND_STYLE,
    SECOND_WORKSPACE,
    WARM_STYLE,
    WORKSPACE,
)
from playground.vendors.powerpost.simulator import BASE, PowerPostSimulator
from playground.vendors.powerpost.terms import Terms
from playground.vendors.powerpost.webhooks import Hook

__all__ = [
    "BASE",
    "CAPTIONS_ONLY_KEY",
    "DRY_STYLE",
    "FEW_CREDITS_KEY",
    "FEW_CREDITS_WORKSPACE",
    "PLAYGROUND_KEY",
    "READ_ONLY_KEY",
    "SECOND_STYLE",
    "SECOND_WORKSPACE",
    "WARM_STYLE",
    "WORKSPACE",
    "Hook",
    "PowerPostSimulator",
    "Terms",
]
