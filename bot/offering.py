"""What must be true of the providers before they are offered to anybody."""

from bot.blocks.form import check_drawable
from bot.domain.errors import ConfigurationError
from bot.domain.planned import campaign_forms
from bot.domain.ports import Providers


def check_forms(providers: Providers) -> None:
    """Slack can show each one's form; what it cannot show fails here, not before a person.

    Raises `ConfigurationError`.
    """
    for asked in (*providers.offered, *campaign_forms(providers).offered):
        try:
            check_drawable(asked.request_model)
        except TypeError as error:
            raise ConfigurationError(f"The provider {asked.name!r} cannot be offered: {error}.") from error
