"""Block Kit as Slack understands it: which payloads it refuses, and what its form fields hold.

`check` refuses, `elements` finds what a person can use, `values` says what a field holds. What is
allowed is data, in `rules/`, each rule beside its source.
"""
