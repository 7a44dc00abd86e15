"""A draft under another title, and a draft made of another one."""

from datetime import datetime

from bot.domain.drafts import Draft, Status, Version
from bot.domain.titles import title_of

#: Characters of a title, as many as a header of Slack's shows.
LONGEST_TITLE = 150


def renamed(draft: Draft, title: str, at: datetime) -> Draft:
    """The draft under another title; itself, when that is its title already, or none is given."""
    wanted = " ".join(title.split())[:LONGEST_TITLE]
    if wanted in ("", draft.title):
        return draft
    return draft.model_copy(update={"title": wanted, "updated_at": at, "revision": draft.revision + 1})


def copied(draft: Draft, new_id: str, *, by: str, at: datetime) -> Draft:
    """A draft of that person's with what this one shows; its history begins here.

    It keeps the run, which says by what brief it was written, and leaves the card to the first draft.
    """
    version = Version(
        number=1,
        texts=draft.texts,
        titles=draft.titles,
        author=by,
        reason=f"copied from v{draft.latest.number} of “{title_of(draft.title)}”",
        created_at=at,
    )
    return Draft(
        id=new_id,
        team=draft.team,
        title=f"Copy of {draft.title}"[:LONGEST_TITLE],
        author=by,
        status=Status.DRAFT,
        generation=draft.generation,
        copied_from=draft.id,
        latest=version,
        variants={},
        picks={},
        images=draft.images,
        prompt=draft.prompt,
        created_at=at,
        updated_at=at,
    )
