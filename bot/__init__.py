"""Galley: a brief travels from a Slack form to a saved draft.

A person fills in a form drawn from a provider's request model (`bot.blocks.form`); a handler
reads it and hands it to a service, which stores a generation and starts a durable run
(`bot.jobs`) before Slack is answered. The run places a card, asks the provider, keeps what came
back as a draft, and updates the card. Only `bot.app` constructs things.
"""
