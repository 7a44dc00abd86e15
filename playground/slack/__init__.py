"""A strict, loopback-only stand-in for Slack: Web API, Socket Mode, signed HTTP, and people who use it."""
