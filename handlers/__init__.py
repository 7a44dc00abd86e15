"""The Slack edge, one file per story."""
