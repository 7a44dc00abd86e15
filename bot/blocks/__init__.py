"""Block Kit, built purely: domain in, blocks out."""
