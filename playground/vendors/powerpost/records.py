"""What the vendor keeps: media and jobs of all workspaces, and the ends of jobs as they come."""

from collections.abc import Iterator
from typing import TypeVar

from playground.vendors.powerpost.jobs import CaptionsJob, ImagesJob, Job
from playground.vendors.powerpost.media import Shelves
from playground.vendors.powerpost.refusals import not_found

J = TypeVar("J", bound=Job)


class Records:
    """All that was uploaded and begun; nothing is ever removed."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self._jobs: dict[str, Job] = {}
        self._open: dict[str, Job] = {}

    def begin(self, job: Job) -> None:
        self._jobs[job.id] = self._open[job.id] = job

    def captions(self, workspace: str, id_: str) -> CaptionsJob:
        """A job for captions in a workspace; raises `Refused`."""
        return self._job(workspace, id_, CaptionsJob)

    def images(self, workspace: str, id_: str) -> ImagesJob:
        """A job for images in a workspace; raises `Refused`."""
        return self._job(workspace, id_, ImagesJob)

    def newest(self, workspace: str) -> list[CaptionsJob]:
        """The jobs for captions in a workspace, newest first."""
        jobs = (job for job in reversed(self._jobs.values()) if isinstance(job, CaptionsJob))
        return [job for job in jobs if job.workspace == workspace]

    def running(self, now: float) -> int:
        """How many jobs have not ended."""
        return sum(not job.ended(now) for job in self._open.values())

    def settle(self, now: float) -> Iterator[Job]:
        """Give back what is owed for the jobs that have ended since the last time, and yield them."""
        for job in [job for job in self._open.values() if job.ended(now)]:
            del self._open[job.id]
            job.account.used -= job.owed
            for picture in job.made if isinstance(job, ImagesJob) else ():
                self.shelves.put(job.workspace, picture.media)
            yield job

    def _job(self, workspace: str, id_: str, kind: type[J]) -> J:
        job = self._jobs.get(id_)
        if not isinstance(job, kind) or job.workspace != workspace:
            raise not_found("Generation")
        return job
