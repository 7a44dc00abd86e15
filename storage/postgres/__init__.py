"""Records on PostgreSQL, for several processes at once; `storage.postgres.store.open_postgres` opens them."""
