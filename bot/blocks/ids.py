"""Every id that Slack sends back to us: one line each, in one place, by group and alphabet."""

import re
from enum import StrEnum


class Shortcut(StrEnum):
    """Callback ids of shortcuts, as in the manifest."""

    COMPOSE = "compose"
    COMPOSE_FROM_MESSAGE = "compose_from_message"


class View(StrEnum):
    """Callback ids of modals."""

    COMPOSE = "compose"
    DRAFT = "draft"
    DRAFTS = "drafts"
    EDIT = "edit"
    EXPORT = "export"
    HISTORY = "history"
    LOADING = "loading"
    NOTICE = "notice"
    RENAME = "rename"
    SEARCH = "search"
    SETTINGS = "settings"
    TEXT = "text"
    VERSION = "version"


class Action(StrEnum):
    """Action ids of buttons, and of inputs that report their changes at once."""

    CANCEL = "cancel"
    CHECK_AGAIN = "check_again"
    COMPOSE = "compose"
    CONNECT = "connect"
    COPY_DRAFT = "copy_draft"
    DELETE_LEFT = "delete_left"
    DISCARD = "discard"
    DISCONNECT = "disconnect"
    DRAFTS_FILTER = "drafts_filter"
    DRAFTS_PAGE = "drafts_page"
    EDIT_BRIEF = "edit_brief"
    EDIT_TEXTS = "edit_texts"
    EXPORT = "export"
    HISTORY = "history"
    HISTORY_PAGE = "history_page"
    HOME_PAGE = "home_page"
    MORE = "more"
    NEXT_VARIANT = "next_variant"
    OPEN_DRAFT = "open_draft"
    OPEN_LINK = "open_link"
    OPEN_POST = "open_post"
    OTHER_PROVIDER = "other_provider"
    PLAN_CAMPAIGN = "plan_campaign"
    PROVIDER = "provider"
    REGENERATE = "regenerate"
    RENAME = "rename"
    RESTORE = "restore"
    SAVE_DRAFT = "save_draft"
    SEARCH = "search"
    SETTINGS = "settings"
    SETTINGS_PROVIDER = "settings_provider"
    SETTINGS_RESET = "settings_reset"
    SHARE = "share"
    SHORTEN = "shorten"
    SHOW_VERSION = "show_version"
    THREAD_DO = "thread_do"
    THREAD_LEAVE = "thread_leave"
    THREAD_SAVE = "thread_save"
    TRY_AGAIN = "try_again"
    TRY_REST = "try_rest"
    UNDO = "undo"
    WHERE = "where"


class Block(StrEnum):
    """Block ids of our own inputs; the underscore keeps them apart from a model's field names."""

    FORMAT = "_format"
    KEEP = "_keep"
    NEWEST = "_newest"
    PROVIDER = "_provider"
    TITLE = "_title"
    WHERE = "_where"
    WORDS = "_words"


#: Action id of an input drawn from a model's field; its block id is the field's name.
FIELD = "value"

#: Matches the action ids of all such inputs: changes of priced fields, searches in remote choices.
FIELD_PATTERN = re.compile(rf"{FIELD}(\..+)?$")
