"""The kinds of calls, as the log names them and as faults choose among them."""

#: Over REST.
READ, DRAFT, EDIT, CAMPAIGN = "read", "draft", "edit", "campaign"
#: Over MCP: opening a session and listing tools; tools that list; tools that work.
SESSION, LOOKUP, DRAFT_TOOL, CAMPAIGN_TOOL = "session", "lookup", "draft_tool", "campaign_tool"
#: On the way to an access token.
DISCOVERY, REGISTER, AUTHORIZE, TOKEN = "discovery", "register", "authorize", "token"

REST = frozenset({READ, DRAFT, EDIT, CAMPAIGN})
MCP = frozenset({SESSION, LOOKUP, DRAFT_TOOL, CAMPAIGN_TOOL})
TOOLS = frozenset({LOOKUP, DRAFT_TOOL, CAMPAIGN_TOOL})
OAUTH = frozenset({DISCOVERY, REGISTER, AUTHORIZE, TOKEN})
#: What the vendor is there for.
WORK = frozenset({DRAFT, CAMPAIGN, DRAFT_TOOL, CAMPAIGN_TOOL})
