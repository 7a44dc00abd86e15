"""A soak: `galley run` under a steady load for as long as wanted, with a vendor and a Slack in trouble.

`python -m bench.soak [--minutes 10] [--rate 20]`. Half way it is stopped and started again, as at a deploy.
What is asked: is a run lost that was acknowledged, is a run paid for twice, does the process grow.
"""
