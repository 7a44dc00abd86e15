"""What the commands answer about themselves."""

from bot.blocks.elements import actions, button, context, header, plain, rich, said
from bot.blocks.ids import Action
from bot.blocks.messages import Message, message
from bot.blocks.text import clip, one_line
from bot.blocks.values import Value

#: What Galley can be told, and what it does then.
COMMANDS = (
    ("/compose", "write captions from a brief; what follows it becomes the prompt"),
    ("/campaign", "plan and write several posts over some days from one brief"),
    (
        "/drafts",
        "your drafts; add `team`, `review`, `approved`, `working`, `discarded` or words to search for",
    ),
    ("/galley status", "whether each provider works, and what the others need"),
    ("/galley credits", "how many credits are left"),
    ("/galley connect", "connect your own account at a provider that works with it, or disconnect it"),
    (
        "/galley settings",
        "what forms in this channel begin with, and the words its posts must or must not have",
    ),
    ("/galley help", "this"),
)
_SHORTCUTS = (
    "*Compose a post* in the shortcuts menu opens the same form anywhere. "
    "*Draft a post from this* in a message's menu starts with that message's text and files."
)


def commands() -> str:
    """The commands as a list in mrkdwn."""
    return "\n".join(f"• `{command}` — {does}" for command, does in COMMANDS)


def help_message() -> Message:
    """The answer to `/galley help`, or to `/galley` alone."""
    blocks = [
        header("Galley: brief in, reviewed drafts out"),
        said(
            "Say what to write about, choose where it will be posted, and a provider writes it. "
            "The result is one message with a text for each platform: look through its variants, "
            "have it written again, save it as a draft."
        ),
        said(commands()),
        said(_SHORTCUTS),
        *actions("help", [button("Settings", Action.SETTINGS, Value())]),
        context(plain("Only you can see this")),
    ]
    told = "; ".join(f"{command}: {does}" for command, does in COMMANDS)
    return message(f"Galley's commands. {told}".replace("`", ""), blocks)


def compose_help() -> Message:
    """The answer to `/compose help`."""
    blocks = [
        said(
            "*/compose* opens the form. */compose Dark mode is here, tell our users* opens it with "
            "that prompt filled in. Nothing is written or charged before you press *Compose* there."
        ),
        said(_SHORTCUTS),
        context(plain("To write about help itself, open the form and type it there")),
    ]
    return message(
        "/compose opens the form; what follows it becomes the prompt. Nothing is charged before you send it.",
        blocks,
    )


def campaign_help() -> Message:
    """The answer to `/campaign help`."""
    blocks = [
        said(
            "*/campaign* opens a form for several posts from one brief: say what it is about, for whom, how "
            "many posts over how many days. The posts come as drafts, on one card with a table. Nothing is "
            "written or charged before you press *Start campaign*, and nothing is posted by itself."
        ),
        context(plain("What follows /campaign becomes the brief")),
    ]
    told = (
        "/campaign opens the form; what follows it becomes the brief. Nothing is charged before you send it."
    )
    return message(told, blocks)


def drafts_help() -> Message:
    """The answer to `/drafts help`."""
    blocks = [
        said(
            "*/drafts* lists yours, */drafts team* everybody's; `review`, `approved`, `working` (not saved "
            "yet) and `discarded` list those. What follows is searched for in titles, texts and prompts: "
            '*/drafts team launch "dark mode" -beta* finds what has launch and "dark mode" and not beta.'
        ),
        context(plain('To search for the word itself: /drafts "help"')),
    ]
    return message(
        "/drafts lists drafts; what follows it is searched for, in titles, texts and prompts.", blocks
    )


def unknown_message(word: str) -> Message:
    """The answer to `/galley` with a word it does not know."""
    said_word = clip(one_line(word), 100)
    blocks = [
        rich(f"I do not know “{said_word}”. These I know:"),
        said(commands()),
    ]
    known = ", ".join(command for command, _ in COMMANDS)
    return message(f"I do not know “{said_word}”. I know {known}.", blocks)
