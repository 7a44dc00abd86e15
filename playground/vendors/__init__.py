"""Simulated vendors: each follows its vendor's published API, and none knows our adapters."""
