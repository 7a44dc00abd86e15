"""Emoji reactions on a message."""

from playground.slack.shapes import Json


def react(message: Json, user: str, name: str) -> bool:
    """Add a reaction; false when this user gave it already."""
    reactions = message.setdefault("reactions", [])
    found = next((r for r in reactions if r["name"] == name), None)
    if found is None:
        found = {"name": name, "users": [], "count": 0}
        reactions.append(found)
    if user in found["users"]:
        return False
    found["users"].append(user)
    found["count"] += 1
    return True


def unreact(message: Json, user: str, name: str) -> bool:
    """Take a reaction back; false when this user gave none."""
    reactions = message.get("reactions", [])
    found = next((r for r in reactions if r["name"] == name and user in r["users"]), None)
    if found is None:
        return False
    found["users"].remove(user)
    found["count"] -= 1
    message["reactions"] = [r for r in reactions if r["count"]]
    return True
