"""The compose form while it is open: drawn, refreshed in the background, changed, and submitted."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.form import FormErrors, parse, values_of
from bot.blocks.ids import Action, Block
from bot.blocks.meta import ComposeMeta
from bot.blocks.modals import Where, compose_modal
from bot.domain.money import Balance, Price
from bot.domain.ports import Clock, Provider
from bot.domain.requests import Request
from bot.services import Services
from bot.services.briefs import Start
from handlers.membership import Membership
from handlers.reading import Who, block_of, who_of
