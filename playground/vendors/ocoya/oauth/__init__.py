"""How a person lets a client use the tools in their name: OAuth with discovery, registration and PKCE.

The vendor publishes that it is OAuth in the browser with a choice of workspaces, and no more; the
rest is as the Model Context Protocol asks of servers, with the SDK's own handlers.
"""
