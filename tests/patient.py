"""A Slack that waits longer for an acknowledgement than Slack does.

What these tests look at is what happens, not how fast it does on a machine that is busy with other tests.
"""

from playground.slack.delivery import Timing

PATIENT = Timing(ack_within=10.0)
