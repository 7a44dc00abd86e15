"""A local Slack, simulated vendors, and one page to use them: wire formats, none of our code."""
