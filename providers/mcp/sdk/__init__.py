"""What is done with the official SDK. Importing it takes a second, so nothing imports this at start-up.

Its `OAuthClientProvider` is not used, only its parts: see docs/decisions/0004-personal-permissions.md.
"""
