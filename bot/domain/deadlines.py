"""How long each kind of call may take: the one table, with reasons and sources.

A paid call that is over its deadline ends as `OutcomeUnknown`, a free one as `ProviderDown`. An adapter
may know better how long its vendor takes to answer, and says so beside the call, with its source.
"""

from dataclasses import dataclass

#: Seconds until there is a connection: what the vendors' sheets say, where they say anything (Ocoya).
CONNECT = 10.0


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Seconds for a call: to write the next piece of it, until the next bytes of its answer, and besides.

    A whole attempt may take `read` and `spare`: who sends a byte now and then ends, too.
    """

    write: float
    read: float
    spare: float
    connect: float = CONNECT

    def whole(self, read: float | None = None) -> float:
        """Seconds for a whole attempt, for an answer that may take `read` seconds instead."""
        return (read or self.read) + self.spare


#: Lists, balances, checks: small answers that somebody waits for. Ocoya's lists may take 30 s.
READ = Deadline(write=10, read=10, spare=15)
#: The vendors' own clients allow 120 s for writing (posteverywhere/posteverywhere-python).
PAID = Deadline(write=20, read=120, spare=30)
#: One look at work that was paid for. Like a read, and the next look comes anyway.
POLL = READ
#: Each piece of a file must go through within 60 s; PowerPost may take 120 s to answer an image, 600 s
#: a video. What the file's size adds is in `SLOWEST`.
UPLOAD = Deadline(write=60, read=120, spare=0)
#: Bytes a second. A vendor that takes less than this for a whole file is given up.
SLOWEST = 100_000.0
#: A tool over MCP that is free, with the handshake before it. Nothing is published; Ocoya's lists over
#: REST may take 30 s.
MCP_LOOK = Deadline(write=30, read=30, spare=15)
#: A tool that does work: Ocoya's campaigns over REST may take 60 s to be queued.
MCP_WORK = Deadline(write=60, read=60, spare=30)
#: Seconds for saying goodbye to an MCP server, once the answer is there.
MCP_ENDING = 3.0
#: One call on the way to a permission; a person sits before the browser.
SIGN_IN = Deadline(write=30, read=30, spare=15)

#: Seconds for what a person waits for in Slack: a balance beside a form, the state of each provider.
BALANCE = 8.0
#: Seconds in which a list of choices must be there for the key press that asked; Slack allows 3.
CHOICES_SHOWN = 0.9

# What an adapter may take in all, with its repeats: a plugin may call its vendor in a way of its own, and
# nothing that it does may hold up a run for ever. Above what the calls of `providers.http` can take.
#: Seconds for a balance or a list of choices that nobody waits for any more.
LISTED = 180.0
#: Seconds for a start: at most 210 s for an answer, two minutes of waiting, and free calls before it.
START = 900.0
#: Seconds for one look at paid work, which may be a paid call of its own (PowerPost's images).
LOOK = 600.0
#: Seconds for finding out what an unclear call did: several pages of a list.
FIND = 600.0
#: Seconds for deleting what a result left at the vendor.
REMOVE = 180.0
