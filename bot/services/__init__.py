"""Use cases over ports, one file per story."""
