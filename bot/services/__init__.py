"""Use cases over ports, one file per story; `Services` is what the handlers get."""

from dataclasses import dataclass

from bot.domain.ports import Homes, Providers
from bot.services.accounts import Accounts
from bot.services.briefs import Briefs
from bot.services.choices import RemoteChoices
from bot.services.connections import Connections
from bot.services.deliveries import Deliveries
from bot.services.drafts import Drafts
from bot.services.editing import Editing
from bot.services.exports import Exports
from bot.services.leftovers import Leftovers
from bot.services.news import News
from bot.services.profiles import Profiles
from bot.services.runs import Runs
from bot.services.sharing import Sharing
from bot.services.thread import Thread


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a handler may ask for."""

    providers: Providers
    briefs: Briefs
    campaign_briefs: Briefs
    runs: Runs
    drafts: Drafts
    editing: Editing
    thread: Thread
    exports: Exports
    leftovers: Leftovers
    accounts: Accounts
    choices: RemoteChoices
    connections: Connections
    homes: Homes
    profiles: Profiles
    news: News
    sharing: Sharing
    deliveries: Deliveries
