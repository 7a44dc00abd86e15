"""Records on SQLite, behind `bot.domain.ports.Store`."""
