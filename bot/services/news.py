"""What vendors say by themselves: never believed, only a reason to ask sooner."""

from collections.abc import Mapping

from bot.domain.ports import Hints, Providers, Runner


class News:
    """Takes a vendor's word that a job has news, and lets the job be asked for.

    A hint is lost when nobody waits for its job just then. That costs nothing but time: the job is asked
    for in its turn all the same.
    """

    def __init__(self, providers: Providers, runner: Runner) -> None:
        self._providers = providers
        self._runner = runner

    def source(self, provider: str, token: str) -> Hints | None:
        """Whose vendor was given an address with this provider and token in it; `None` when nobody's was."""
        found = self._providers.get(provider)
        if found and isinstance(found, Hints) and found.expects(token):
            return found
        return None

    def heard(self, source: Hints, headers: Mapping[str, str], body: bytes) -> bool:
        """Have the jobs asked for that a vendor tells of; `False` when it is not the vendor who does.

        `headers` have their names in lower case.
        """
        if not source.signed(headers, body):
            return False
        for job in source.jobs_in(body):
            self._runner.wake(job)
        return True
