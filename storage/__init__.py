"""Records on SQLite, behind `bot.domain.ports.Store`; `storage.sqlite.open_sqlite` opens them."""
