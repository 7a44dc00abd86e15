"""Records on SQLite or PostgreSQL, behind `bot.domain.ports.Store`; `location.open_store` opens them."""
