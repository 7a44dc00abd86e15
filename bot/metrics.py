"""What Galley counts, for Prometheus. One process each; every label has few values, which we choose."""

from collections.abc import Mapping
from functools import partial
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot.domain.ports import Meter

#: Seconds, as far as each kind of thing lasts: a run, a vendor's answer, Slack's, and ours to Slack, which
#: Slack waits three seconds for.
RUN = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)
VENDOR = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120)
SLACK = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
ACK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)


class Metrics(Meter):
    """Counts in a registry of its own, so that a process may hold several."""

    def __init__(self) -> None:
        own = self._registry = CollectorRegistry()
        ProcessCollector(registry=own)
        count, show = partial(Counter, registry=own), partial(Gauge, registry=own)
        time = partial(Histogram, registry=own)
        built = show("galley_build_info", "Always 1; the version of Galley.", ["version"])
        built.labels(version("galley")).set(1)
        self._runs = count("galley_runs", "Runs that are over, by outcome.", ["provider", "outcome"])
        self._run = time("galley_run_seconds", "From a brief to its end.", ["provider"], buckets=RUN)
        self._used = count("galley_credits_used", "Credits used, as vendors reported.", ["provider"])
        self._left = show("galley_credits_left", "Credits left, as last reported.", ["provider"])
        self._decisions = count("galley_decisions", "What people did to drafts.", ["action"])
        asked, means = ["vendor", "kind", "outcome"], "Attempts at calls of vendors' APIs."
        self._vendor = time("galley_vendor_call_seconds", means, asked, buckets=VENDOR)
        asked, means = ["method", "outcome"], "Attempts at calls of Slack's Web API."
        self._slack = time("galley_slack_call_seconds", means, asked, buckets=SLACK)
        asked, means = ["kind", "outcome"], "From a request of Slack's to its acknowledgement."
        self._ack = time("galley_ack_seconds", means, asked, buckets=ACK)
        self._open = show("galley_runs_open", "Runs that are not over.")
        self._stages = show("galley_stages", "Stages of runs in the engine.", ["queue", "state"])

    def run_ended(self, provider: str, outcome: str, seconds: float, credits_used: int | None) -> None:
        """Count the run, and what it cost."""
        self._runs.labels(provider, outcome).inc()
        self._run.labels(provider).observe(seconds)
        self._used.labels(provider).inc(credits_used or 0)

    def credits_left(self, provider: str, credits_left: int) -> None:
        """Keep the newest number."""
        self._left.labels(provider).set(credits_left)

    def decided(self, action: str) -> None:
        """Count it."""
        self._decisions.labels(action).inc()

    def vendor_called(self, vendor: str, kind: str, outcome: str, seconds: float) -> None:
        """Count the attempt."""
        self._vendor.labels(vendor, kind, outcome).observe(seconds)

    def slack_called(self, method: str, outcome: str, seconds: float) -> None:
        """Count the attempt."""
        self._slack.labels(method, outcome).observe(seconds)

    def acknowledged(self, kind: str, outcome: str, seconds: float) -> None:
        """Count the answer."""
        self._ack.labels(kind, outcome).observe(seconds)

    def sampled(self, runs_open: int, stages: Mapping[tuple[str, str], int]) -> None:
        """Show how much there is to do; queues that are empty now are not shown."""
        self._open.set(runs_open)
        self._stages.clear()
        for (queue, state), number in stages.items():
            self._stages.labels(queue or "none", state).set(number)

    def page(self, accept: str) -> tuple[bytes, str]:
        """All of it, and its media type, in a form that the `Accept` header allows."""
        encode, media_type = choose_encoder(accept)
        return encode(self._registry), media_type
