"""What a run will cost and what is left, in one line each: labelled, dated, never an invented number."""

from datetime import datetime

from bot.blocks.text import ago, number, plural
from bot.domain.money import Balance, Price, PriceBasis
from bot.domain.outages import Outage


def price_line(price: Price) -> str:
    """A price with how surely it is known: "Price: 6 credits, exact (1 a caption, 2 platforms × 3)"."""
    note = price.note.strip()
    if price.basis is PriceBasis.EXACT and price.credits is None:
        return f"Price: {note}" if note else "Price: known once the form is filled in"
    words = str(price.basis)
    if price.basis is PriceBasis.EXACT:
        words = f"{plural(price.credits or 0, 'credit')}, exact"
    return f"Price: {words} ({note})" if note else f"Price: {words}"


def balance_line(balance: Balance, now: datetime) -> str:
    """What is left and how old that knowledge is: "194 credits left, 5 minutes ago"."""
    cautious = ""
    if balance.floor is not None and balance.floor < balance.credits:
        cautious = f" (perhaps only {number(balance.floor)})"
    note = f". {balance.note.strip()}" if balance.note.strip() else ""
    return f"{plural(balance.credits, 'credit')} left{cautious}, {ago(balance.at, now)}{note}"


def outage_line(label: str, outage: Outage) -> str:
    """A warning that a brief would not be sent now."""
    return f"⚠ {outage.words(label)} Until {outage.until} Galley sends it nothing; your brief is kept."


def shortage(price: Price, balance: Balance | None) -> str:
    """A warning when the last known balance does not cover an exact price, else nothing."""
    if balance is None or price.basis is not PriceBasis.EXACT or price.credits is None:
        return ""
    least = balance.credits if balance.floor is None else min(balance.floor, balance.credits)
    if price.credits <= least:
        return ""
    return f"⚠ This asks for {plural(price.credits, 'credit')}; the last known balance is {number(least)}."
